"""Several servers of one database: the primary says which records are current, and a replica that has them is asked.

What a replica has is judged by the revision of its records, which is a digest of them, not by its place in the
primary's log: places in the logs of two primaries, before and after a failover, cannot be compared.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from imgcat.errors import StoreUnavailable
from imgcat.store.postgres.connection import Connection, Connections, Superseded
from imgcat.store.postgres.hosts import hosts, name_of
from imgcat.store.postgres.watch import Held, Watch

_START = 5.0
"""Seconds for which the first question waits for the servers to be looked at."""


class _Server:
    """One server, looked at all the time, and connected to when it is first asked."""

    def __init__(self, conninfo: str, time_limit: float | None) -> None:
        self.name = name_of(conninfo)
        self.watch = Watch(conninfo)
        self._conninfo, self._time_limit = conninfo, time_limit
        self._connections: Connections | None = None
        self._opening = threading.Lock()

    @property
    def connections(self) -> Connections:
        with self._opening:
            if self._connections is None:
                self._connections = Connections(self._conninfo, self._time_limit)
            return self._connections

    def close(self) -> None:
        self.watch.close()
        if self._connections is not None:
            self._connections.close()


@dataclass(frozen=True, slots=True)
class _Current:
    """What the primary had when it was asked, in monotonic seconds, and the primary's timeline."""

    held: Held
    at: float
    timeline: int


class Replicas:
    """Lends connections to whichever server has the current records: to a replica, or to the primary if none has them.

    What is loaded is seen within a second. While no primary answers, what the last one said holds for `staleness`
    seconds; then nothing is answered. Of two servers that both say they are the primary the one that became it last is
    believed.
    """

    def __init__(self, urls: Sequence[str], time_limit: float | None, staleness: float) -> None:
        self._staleness = staleness
        self._servers = [_Server(url, time_limit) for url in urls]
        self._noting = threading.Lock()
        self._last: _Current | None = None

    def revision(self) -> str:
        """The current revision. Raises StoreUnavailable where it is not known."""
        return self._current().held.revision

    @contextmanager
    def question(
        self, revision: str | None = None, *, limited: bool = True
    ) -> Iterator[Connection]:
        """A connection to a server that has the current records, as `Connections.question`.

        Raises Superseded also where the server was lost, or had moved on: another one may answer.
        """
        current = self._current()
        if revision not in (None, current.held.revision):
            raise Superseded(current.held.revision)
        server = self._having(current.held)
        try:
            with server.connections.question(current.held.revision, limited=limited) as connection:
                yield connection
        except Superseded:
            # It is ahead of what is known, or was rebuilt: both the server and the primary are looked at again.
            self._look()
            raise
        except StoreUnavailable as error:
            server.watch.lost()
            raise Superseded(current.held.revision) from error

    def close(self) -> None:
        """Close the connections."""
        for server in self._servers:
            server.close()

    def _current(self) -> _Current:
        """What is current. Raises StoreUnavailable where no primary has said so for too long."""
        deadline = time.monotonic() + _START
        for server in self._servers:
            server.watch.wait(deadline - time.monotonic())
        with self._noting:
            for server in self._servers:
                self._note(server)
            last = self._last
        if last is None:
            raise StoreUnavailable(self._nothing())
        if time.monotonic() - last.at > self._staleness:
            raise StoreUnavailable(
                f"No primary server of the database has answered for {self._staleness:g} seconds, "
                "so it is not known whether the records of its replicas are current."
            )
        return last

    def _note(self, server: _Server) -> None:
        sight, last = server.watch.sight, self._last
        if sight is None or sight.timeline is None or sight.held is None:
            return
        if last is None or (sight.timeline, sight.at) >= (last.timeline, last.at):
            self._last = _Current(sight.held, sight.at, sight.timeline)

    def _having(self, held: Held) -> _Server:
        """A server that was seen to have this: a replica if there is one. Raises StoreUnavailable where none is."""
        seen = [(server, server.watch.sight) for server in self._servers]
        having = [(server, sight) for server, sight in seen if sight and sight.held == held]
        for server, sight in having:
            if sight.timeline is None:
                return server
        for server, _ in having:
            return server
        raise StoreUnavailable(
            f"Of the servers of the database none answers that has the current records, revision {held.revision}."
        )

    def _look(self) -> None:
        for server in self._servers:
            if server.watch.sight is not None:
                server.watch.look()

    def _nothing(self) -> str:
        sights = [server.watch.sight for server in self._servers]
        names = ", ".join(server.name for server in self._servers)
        if any(sight is not None and sight.timeline is not None for sight in sights):
            return "The database holds no catalog yet; load one with imgcat load."
        if any(sights):
            return f"None of the servers of the database that answer is the primary: {names}."
        return f"None of the servers of the database can be reached: {names}."


Database = Connections | Replicas
"""What lends connections to the database of an address."""


def database(url: str, time_limit: float | None, staleness: float) -> Database:
    """The database of an address, which may name several servers. Raises ImgcatError for one that cannot be read."""
    named = hosts(url)
    if len(named) == 1:
        return Connections(url, time_limit)
    return Replicas(named, time_limit, staleness)
