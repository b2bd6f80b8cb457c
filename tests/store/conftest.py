"""Indexes that several tests ask: of the embedded engine, and in the slow suite of PostgreSQL, which says the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore
from imgcat.store.sqlite import SqliteStore
from tests.engines import Engine, Opened, S

Record = Mapping[str, Any] | bytes
Indexed = tuple[Opened, Sequence[Finding]]
MakeIndex = Callable[..., Indexed]
MakeSqlite = Callable[..., tuple[SqliteStore, Sequence[Finding]]]
MakePostgres = Callable[..., tuple[PostgresStore, Sequence[Finding]]]


def entries(records: Iterable[Record], origin: str) -> Iterator[Entry]:
    """Records as lines of a file."""
    return (Entry(f"{origin}:{line}", record) for line, record in enumerate(records, 1))


def _making(engine: Engine[S]) -> Callable[..., tuple[S, Sequence[Finding]]]:
    def make(
        items: Iterable[Record], collections: Iterable[Record] = (), **options: Any
    ) -> tuple[S, Sequence[Finding]]:
        given = entries(items, "items.ndjson"), entries(collections, "collections.ndjson")
        return engine.holding(*given, **options)

    return make


@pytest.fixture(scope="session")
def make_index(engine: Engine[Any]) -> MakeIndex:
    """Makes a store of items and collections: `(store, findings)`."""
    return _making(engine)


@pytest.fixture(scope="session")
def make_sqlite(sqlite: Engine[SqliteStore]) -> MakeSqlite:
    """The same of the embedded engine."""
    return _making(sqlite)


@pytest.fixture(scope="session")
def make_postgres(postgresql: Engine[PostgresStore]) -> MakePostgres:
    """The same of PostgreSQL."""
    return _making(postgresql)
