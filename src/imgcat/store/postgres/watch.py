"""Looking at one server of a database once a second: whether it answers, what it is, and which records it has."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

INTERVAL = 1.0
"""Seconds between two looks."""
_PATIENCE = 2
"""Seconds after which a server that says nothing counts as one that is away."""

_ROLE = """
SELECT CASE WHEN pg_is_in_recovery() THEN NULL ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END,
  to_regclass('imgcat.meta') IS NOT NULL
"""
_HELD = """
SELECT convert_from(value, 'UTF8'),
  (SELECT string_agg(step::text, ' ' ORDER BY step::text) FROM imgcat.migration AS step)
FROM imgcat.meta WHERE name = 'revision'
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a server has: the records of a revision, in tables that these steps have made."""

    revision: str
    steps: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What a server was seen to be. `at` is when it was asked, `timeline` that of a primary; a replica has None.

    A primary that was made of a replica has a higher timeline than the one before it.
    """

    at: float
    timeline: int | None
    held: Held | None


class Watch:
    """A thread that looks at one server; `sight` is None while the server is away."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = make_conninfo(
            conninfo,
            connect_timeout=_PATIENCE,
            keepalives_idle=_PATIENCE,
            keepalives_interval=1,
            keepalives_count=2,
            tcp_user_timeout=_PATIENCE * 1000,
            application_name="imgcat-watch",
        )
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._seen: Sight | None = None
        self._looking = threading.Lock()
        self._ended = threading.Event()
        self._looked = threading.Event()
        self._thread = threading.Thread(target=self._run, name="imgcat-watch", daemon=True)
        self._thread.start()

    @property
    def sight(self) -> Sight | None:
        """The last sight, unless the server has been silent for too long since."""
        seen = self._seen
        if seen is None or time.monotonic() - seen.at > INTERVAL + _PATIENCE:
            return None
        return seen

    def wait(self, seconds: float) -> None:
        """Wait for the first look to end."""
        self._looked.wait(seconds)

    def look(self) -> None:
        """Look now."""
        with self._looking:
            at = time.monotonic()
            try:
                self._seen = self._look(at)
            except psycopg.Error:
                self._seen = None
                self._disconnect()
        self._looked.set()

    def lost(self) -> None:
        """Take it for away until the next look."""
        self._seen = None

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()
        self._disconnect()

    def _run(self) -> None:
        while not self._ended.is_set():
            self.look()
            self._ended.wait(INTERVAL)

    def _look(self, at: float) -> Sight:
        if self._connection is None:
            self._connection = psycopg.connect(self._conninfo, autocommit=True)
            self._connection.execute(f"SET statement_timeout = '{_PATIENCE}s'".encode())
        ((timeline, loaded),) = self._connection.execute(_ROLE)
        held = [Held(*row) for row in self._connection.execute(_HELD)] if loaded else []
        return Sight(at, None if timeline is None else int(timeline, 16), next(iter(held), None))

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
