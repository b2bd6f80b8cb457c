"""The Store protocol over an index file."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.pin import Pin
from imgcat.store.protocol import Page, Query
from imgcat.store.sql.records import Records
from imgcat.store.sql.sql import Sql
from imgcat.store.sqlite.connection import Connection, Connections, open_file, open_image
from imgcat.store.sqlite.searcher import SqliteSearcher


class SqliteStore(Records):
    """A read-only index in one SQLite file; safe to use from several threads.

    Raises IndexUnusableError for a file that is not an index of this version. A question that takes longer than
    `time_limit` seconds is given up with QueryTimeout. Matches are counted where no more than about
    `count_limit` items have to be looked at for it; those of whole collections, which are known, always.
    Where the file is not `mapped` into memory, what was read of it is not counted as memory of this process.
    """

    items: SqliteSearcher
    remote = False

    def __init__(
        self,
        path: Path,
        *,
        time_limit: float | None = None,
        count_limit: int | None = None,
        mapped: bool = True,
    ) -> None:
        self.path = path
        self._time_limit = time_limit
        self._connections = Connections(lambda: open_file(path, mapped=mapped), time_limit)
        self.items = SqliteSearcher(self._connections, count_limit)
        self.revision: str = self._meta("revision")

    def _meta(self, name: str) -> Any:
        ((found,),) = self._connections.rows(Sql("SELECT value FROM meta WHERE name = ?", (name,)))
        return found

    def at(self, revision: str) -> AbstractContextManager[Pin]:
        """A file has one revision for ever."""
        return nullcontext(Pin(revision))

    def search_at_once(self, query: Query) -> Page | None:
        """As `search`, in a few milliseconds; None for what is thought to take longer, or did."""
        return self.items.search_at_once(query)

    @cached_property
    def of_collections(self) -> SqliteSearcher:
        """The collections as Items, in an index of their own."""
        image: bytes = self._meta(COLLECTIONS)
        return SqliteSearcher(Connections(lambda: open_image(image), self._time_limit))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection, for look-ups that need no time limit."""
        with self._connections.lent() as connection, connection.question(()):
            yield connection

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()
        if "of_collections" in self.__dict__:
            self.of_collections.close()
