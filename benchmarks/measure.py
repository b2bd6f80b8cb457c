"""How long answers take: a server and the floor in turns, so that whatever else the machine does is shared by both."""

import selectors
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from benchmarks.connection import Connection, request
from benchmarks.prepared import Prepared
from benchmarks.server import Server

CLIENTS = 16
SLICES = 4
"""How many turns each of the two has in a measurement with many clients."""


@dataclass(frozen=True, slots=True)
class Times:
    """What one client waited, in milliseconds for each question; `cpu` is what the server computed, in the mean."""

    median: float
    p99: float
    count: int
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """What many clients got: questions a second, milliseconds of the server's CPU for each, and the client's own."""

    rate: float
    cpu: float
    client_cpu: float


@dataclass(frozen=True, slots=True)
class Sided:
    """The two sides of a comparison: a server's questions, or the floor's with the same answers."""

    server: Server
    questions: Sequence[Prepared]


def sides(
    server: Server, questions: Sequence[Prepared], floor: Server, first: int
) -> tuple[Sided, Sided]:
    """A server and the floor, where the floor's bodies for these questions begin at number `first`."""
    same, number = [], first
    for question in questions:
        requests = []
        for message in question.requests:
            method, _, rest = message.partition(b" ")
            _, _, body = rest.partition(b"\r\n\r\n")
            requests.append(request(method.decode(), f"/{number}", body or None))
            number += 1
        same.append(Prepared(requests, question.answers))
    return Sided(server, questions), Sided(floor, same)


def one_client(parts: Sequence[Sided]) -> list[Times]:
    """Ask the sides in turns, question by question, each once: a server that remembers answers has no use for it."""
    waited: list[list[float]] = [[] for _ in parts]
    connections = [Connection(part.server.port) for part in parts]
    before = [part.server.cpu_seconds() for part in parts]
    for number in range(len(parts[0].questions)):
        for part, connection, times in zip(parts, connections, waited, strict=True):
            requests = part.questions[number].requests
            connection.refresh()
            start = time.perf_counter_ns()
            for message in requests:
                connection.ask(message)
            times.append((time.perf_counter_ns() - start) / 1e6)
    for connection in connections:
        connection.socket.close()
    after = [part.server.cpu_seconds() for part in parts]
    return [
        replace(times_of(times), cpu=(end - start) * 1e3 / len(times))
        for times, start, end in zip(waited, before, after, strict=True)
    ]


def times_of(waited: Sequence[float]) -> Times:
    """The median and the 99th percentile."""
    ordered = sorted(waited)
    return Times(
        statistics.median(ordered),
        ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)],
        len(ordered),
    )


def many_clients(parts: Sequence[Sided], seconds: float, each: float) -> list[Load]:
    """Let many clients ask one side, then the other, in slices of time, for some seconds in all.

    `each` is how many seconds a question takes. Where many at once would take far longer than there is time, a single
    client asks, once: the server, which computes on one core, would not answer more in a second to many.
    """
    slices, clients = (SLICES, CLIENTS) if each * CLIENTS < seconds * 4 else (1, 1)
    done = [0] * len(parts)
    took, cpu, own = [0.0] * len(parts), [0.0] * len(parts), [0.0] * len(parts)
    for _ in range(slices):
        for side, part in enumerate(parts):
            before, client = part.server.cpu_seconds(), time.process_time()
            start = time.perf_counter()
            done[side] += _pressed(part, seconds / slices / len(parts), clients)
            took[side] += time.perf_counter() - start
            cpu[side] += part.server.cpu_seconds() - before
            own[side] += time.process_time() - client
    # A question of several pages is one question here too.
    pages = sum(len(one.requests) for one in parts[0].questions) / len(parts[0].questions)
    asked = [count / pages for count in done]
    return [
        Load(asked[side] / took[side], cpu[side] / asked[side] * 1e3, own[side] / asked[side] * 1e3)
        for side in range(len(parts))
    ]


def _pressed(part: Sided, seconds: float, clients: int) -> int:
    """How many requests were answered in some seconds to clients that ask again as soon as they have an answer."""
    messages = cycle([message for one in part.questions for message in one.requests])
    selector = selectors.DefaultSelector()
    connections = [Connection(part.server.port) for _ in range(clients)]
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.socket.sendall(next(messages))
    done, asking, deadline = 0, clients, time.perf_counter() + seconds
    while asking:
        for key, _ in selector.select():
            asked: Connection = key.data
            if asked.read() is None:
                continue
            done += 1
            if time.perf_counter() < deadline:
                asked.socket.sendall(next(messages))
            else:
                asking -= 1
                selector.unregister(asked.socket)
    for connection in connections:
        connection.socket.close()
    selector.close()
    return done
