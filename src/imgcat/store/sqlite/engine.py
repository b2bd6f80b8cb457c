"""An index file or image as an engine that searches are put to."""

from collections.abc import Collection

from imgcat.store.sqlite.connection import Connections
from imgcat.store.sqlite.dialect import SqliteDialect


class SqliteEngine(Connections):
    """Connections to one index, and the dialect that is spoken on them."""

    def dialect(self, columns: Collection[str]) -> SqliteDialect:
        """The dialect of one question, to an index with these promoted columns."""
        return SqliteDialect(self, columns)
