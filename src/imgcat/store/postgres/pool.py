"""Connections to one server, lent for as long as a question takes; while it refuses them, nobody waits for one."""

import os
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from imgcat.errors import ImgcatError, StoreUnavailable

SIZE = 8
"""The most connections of one process."""
WAIT = 5.0
"""Seconds for which a question waits while others have all connections, and which an attempt to connect may take."""
_LOOK = 0.05
"""Seconds between two looks at whether an attempt has failed, while one is waited for."""
_AGAIN = 1.0
"""Seconds after an attempt that failed before the next one; meanwhile questions are refused at once."""

Postgres = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why the last attempt to connect failed, and when."""

    why: psycopg.Error
    at: float


class Pool:
    """Lends connections. `configure` prepares each of them. Safe to use from several threads."""

    def __init__(self, url: str, configure: Callable[[Postgres], None]) -> None:
        self._free = threading.Semaphore(SIZE)
        self._refusal: _Refusal | None = None
        self._trying = threading.Lock()
        self._pool: ConnectionPool[Postgres] = ConnectionPool(
            _timed(url),
            connection_class=self._connecting(),
            min_size=1,
            max_size=SIZE,
            open=True,
            configure=configure,
            check=_check,
            name="imgcat",
            # Whoever asks tries again; the pool does not by itself.
            reconnect_timeout=0,
        )

    @contextmanager
    def connection(self) -> Iterator[Postgres]:
        """A connection, in a transaction. Raises StoreUnavailable where there is none, and ImgcatError when closed."""
        if not self._may_try():
            raise self._unreachable()
        if not self._free.acquire(timeout=WAIT):
            raise StoreUnavailable("The database is busy.")
        try:
            connection = self._taken()
            try:
                with connection:
                    yield connection
            finally:
                self._pool.putconn(connection)
        except PoolClosed as error:
            raise ImgcatError("The store has been closed.") from error
        finally:
            self._free.release()

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def _may_try(self) -> bool:
        """Whether to ask for a connection: after an attempt that failed one caller a second does."""
        with self._trying:
            refusal, now = self._refusal, time.monotonic()
            if refusal is None:
                return True
            if now - refusal.at < _AGAIN:
                return False
            self._refusal = _Refusal(refusal.why, now)
            return True

    def _taken(self) -> Postgres:
        began = time.monotonic()
        while True:
            try:
                return self._pool.getconn(timeout=_LOOK)
            except PoolTimeout as error:
                # A connection is free, but was lost, or has not been made yet.
                refusal, now = self._refusal, time.monotonic()
                if refusal is not None and refusal.at > began:
                    raise self._unreachable() from refusal.why
                if now - began > WAIT:
                    raise StoreUnavailable("The database cannot be reached in time.") from error

    def _unreachable(self) -> StoreUnavailable:
        """That there is no connection. Why is not for everybody who asks: it stands in the error's cause."""
        found = StoreUnavailable("The database cannot be reached.")
        refusal = self._refusal
        found.__cause__ = None if refusal is None else refusal.why
        return found

    def _connecting(self) -> type[Postgres]:
        """Connections that note here how the attempts to make them end."""
        pool = self

        class Noted(psycopg.Connection[tuple[Any, ...]]):
            @classmethod
            def connect(cls, *args: Any, **named: Any) -> Any:
                try:
                    made = super().connect(*args, **named)
                except psycopg.Error as error:
                    pool._refusal = _Refusal(error, time.monotonic())
                    raise
                pool._refusal = None
                return made

        return Noted


def _check(connection: Postgres) -> None:
    """Raise OperationalError for a connection that was lost: one that nobody has asked has nothing to say but that."""
    listening = select.poll()
    listening.register(connection.fileno(), select.POLLIN)
    if listening.poll(0):
        ConnectionPool.check_connection(connection)


def _timed(url: str) -> str:
    """The address with a limit to how long an attempt may last, unless it or the environment has one."""
    if conninfo_to_dict(url).get("connect_timeout") or os.environ.get("PGCONNECT_TIMEOUT"):
        return url
    return make_conninfo(url, connect_timeout=round(WAIT))
