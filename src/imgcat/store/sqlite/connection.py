"""Read-only connections to one index file, each used by one thread at a time."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from imgcat.errors import ImgcatError, InvalidRequest, QueryTimeout
from imgcat.store.compression import Codec
from imgcat.store.sql.shape_test import ShapeTest
from imgcat.store.sql.sql import Sql, fill
from imgcat.store.sqlite.bodies import Bodies
from imgcat.store.sqlite.functions import Functions
from imgcat.store.sqlite.schema import IndexUnusableError, check_version

_TOGETHER = 10_000
"""Outlines that are tested together."""
_STEPS = 1_000
"""Instructions of SQLite's machine between two looks at the clock."""
_STATEMENTS = 512
"""Statements kept compiled: one for each shape of a question and number of lists that it reads."""
_MAPPED = 2**36
"""The most of the file that is mapped into memory; pages are shared by all threads and processes."""

_TOO_LARGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG)
"""What SQLite says of a statement with too many parameters, too deep an expression, or too long a text."""


def open_file(path: Path, *, mapped: bool = True) -> sqlite3.Connection:
    """An index file, to be read; mapped into memory, or not. Raises IndexUnusableError."""
    # The file is never changed in place: a new index replaces it, and readers of the old one keep theirs.
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
    except sqlite3.OperationalError as error:
        raise IndexUnusableError(f"The index cannot be opened: {error}.") from error
    connection.execute(f"PRAGMA mmap_size = {_MAPPED if mapped else 0}")
    return connection


def open_image(image: bytes) -> sqlite3.Connection:
    """An index in memory, from the bytes that its file would have."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(image)
    return connection


class Connection:
    """Runs SQL with imgcat's functions and a deadline. What it reads of bodies, others find among the `kept`."""

    def __init__(
        self, connection: sqlite3.Connection, time_limit: float | None, kept: Bodies
    ) -> None:
        self._sqlite = connection
        self._kept = kept
        try:
            check_version(self._sqlite)
            self._codec = Codec(self._dictionary())
        except BaseException:
            self._sqlite.close()
            raise
        self._functions = Functions(self._sqlite, self._codec)
        self._time_limit = time_limit
        self._deadline = float("inf")
        self._sqlite.set_progress_handler(self._late, _STEPS)

    def _dictionary(self) -> bytes:
        try:
            found = self._sqlite.execute(
                "SELECT value FROM meta WHERE name = 'dictionary'"
            ).fetchone()
        except sqlite3.DatabaseError as error:
            raise IndexUnusableError(f"The index is damaged: {error}.") from error
        if found is None:
            raise IndexUnusableError("The index is not complete.")
        return bytes(found[0])

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    @contextmanager
    def question(self, shapes: Sequence[ShapeTest], seconds: float | None = None) -> Iterator[None]:
        """The time limit runs from here, or a shorter one, and exact tests of geometry find their shapes."""
        self._functions.ask(shapes)
        limit = self._time_limit if seconds is None else seconds
        if limit is not None:
            self._deadline = time.monotonic() + limit
        try:
            yield
        except sqlite3.OperationalError as error:
            if self._functions.error is not None:
                raise self._functions.error from error
            if "interrupted" in str(error):
                raise QueryTimeout(
                    f"The query took longer than {limit:g} seconds and was stopped."
                ) from error
            if error.sqlite_errorcode in _TOO_LARGE:
                raise InvalidRequest(f"The query is too large to be answered: {error}.") from error
            raise IndexUnusableError(f"The index cannot be read: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise IndexUnusableError(f"The index is damaged: {error}.") from error
        finally:
            self._functions.ask(())
            self._deadline = float("inf")

    def rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        return self._sqlite.execute(sql.text, sql.params).fetchall()

    def number(self, sql: Sql) -> int:
        """The one number that a SELECT gives."""
        ((found,),) = self.rows(sql)
        return int(found)

    def chunks(self, sql: Sql, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a SELECT, so many at a time."""
        cursor = self._sqlite.execute(sql.text, sql.params)
        while rows := cursor.fetchmany(size):
            yield rows

    def decide(self, test: int, outlines: Sql) -> None:
        """Test the outlines that a SELECT gives, many together, before the query asks for each."""
        for rows in self.chunks(outlines, _TOGETHER):
            self._functions.decide(test, (outline for (outline,) in rows))

    def bodies(self, nums: Sequence[int]) -> list[bytes]:
        """The JSON of items, in this order."""
        found = self._kept.known(nums)
        missing = [num for num in nums if num not in found]
        if missing:
            wanted = Sql(", ".join("?" * len(missing)), tuple(missing))
            rows = self.rows(fill("SELECT num, json FROM body WHERE num IN ({})", wanted))
            read = {num: self.decompress(json) for num, json in rows}
            self._kept.keep(read)
            found |= read
        return [found[num] for num in nums]

    def decompress(self, stored: bytes) -> bytes:
        """A body as it was before it was compressed."""
        return self._codec.decompress(stored)

    def close(self) -> None:
        """Give back the file."""
        self._sqlite.close()


class Connections:
    """Connections lent to one thread at a time: as many as are ever in use at once, whichever threads come and go."""

    def __init__(self, opened: Callable[[], sqlite3.Connection], time_limit: float | None) -> None:
        self._opened = opened
        self._time_limit = time_limit
        self._kept = Bodies()
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection for as long as the block runs. Raises ImgcatError after `close`."""
        with self._lock:
            if self._closed:
                raise ImgcatError("The index has been closed.")
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = Connection(self._opened(), self._time_limit, self._kept)
        try:
            yield connection
        finally:
            with self._lock:
                kept = not self._closed
                if kept:
                    self._idle.append(connection)
            if not kept:
                connection.close()

    def rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        with self.lent() as connection, connection.question(()):
            return connection.rows(sql)

    def close(self) -> None:
        """Close the connections; those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
