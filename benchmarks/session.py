"""A server measured from start to end: asked and checked, started anew, then measured in turns with the floor."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks import floor
from benchmarks.ask import Question
from benchmarks.connection import Connection
from benchmarks.measure import many_clients, one_client, sides
from benchmarks.prepared import Kind, prepare
from benchmarks.results import Measured, Served
from benchmarks.server import Server, free_port
from benchmarks.target import Target

PATIENCE = 5
"""How many times longer one kind may take to check than many clients ask it."""

Start = Callable[[], Target]
"""Starts a server with the scenes in it; each call starts a new one."""


def measure(
    start: Start,
    served: Served,
    questions: Mapping[str, Sequence[Question]],
    folder: Path,
    seconds: float,
    tell: Callable[[str], None],
) -> None:
    """Ask, check and measure all kinds, and add what was found to `served`."""
    target = start()
    with target.server:
        kinds = []
        for name, asked in questions.items():
            tell(f"{served.name}: checking {name}")
            kind = prepare(target, asked, PATIENCE * seconds)
            if kind is None:
                served.missing.append(name)
            else:
                kinds.append(kind)
                for wrong in kind.complaints[:2]:
                    tell(f"WRONG {served.name}: {name}: {wrong}")
    bodies = folder / "bodies"
    floor.pack(
        [answer for kind in kinds for one in kind.questions for answer in one.answers], bodies
    )
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.floor", str(bodies), str(port)]
    with start().server as server, Server(command, port, folder / "floor.log") as level:
        first = 0
        for kind in kinds:
            served.kinds.append(_measured(kind, server, level, first, seconds))
            first += sum(len(one.answers) for one in kind.questions)
            one = served.kinds[-1]
            tell(
                f"{served.name}: {kind.name}: {one.one.median:.2f} ms, {one.latency_ratio:.1f} floors; "
                f"{one.many.rate:,.0f} per s with many clients, {one.rate_ratio:.0%} of the floor"
            )
    bodies.unlink()


def _measured(kind: Kind, server: Server, level: Server, first: int, seconds: float) -> Measured:
    """One half of the questions is for one client, who asks each once; the other for many, who ask them again."""
    half = (len(kind.questions) + 1) // 2
    once, often = kind.questions[:half], kind.questions[half:]
    later = first + sum(len(one.answers) for one in once)
    pressed = sides(server, often, level, later)
    for side in pressed:
        with Connection(side.server.port) as connection:
            for message in (message for one in side.questions[:3] for message in one.requests):
                connection.ask(message)
    alone = one_client(sides(server, once, level, first))
    together = many_clients(pressed, seconds, alone[0].median / 1e3)
    return Measured(
        kind=kind.name,
        questions=len(kind.questions),
        bytes=round(fmean(sum(map(len, one.answers)) for one in kind.questions)),
        wrong=len(kind.complaints),
        complaint=kind.complaints[0] if kind.complaints else None,
        one=alone[0],
        one_floor=alone[1],
        many=together[0],
        many_floor=together[1],
        memory=server.memory(),
    )
