"""The embedded engine: one SQLite file, built from records and read-only afterwards."""

from imgcat.store.sql.searcher import MAX_LIMIT
from imgcat.store.sqlite.build import build
from imgcat.store.sqlite.schema import IndexUnusableError
from imgcat.store.sqlite.store import SqliteStore

__all__ = ["MAX_LIMIT", "IndexUnusableError", "SqliteStore", "build"]
