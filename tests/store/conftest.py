"""Indexes that several tests ask: of the embedded engine, and in the slow suite of PostgreSQL, which says the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import pytest

from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.sqlite import SqliteStore, build
from tests.postgres_server import Databases, postgres_server

Record = Mapping[str, Any] | bytes
Opened = SqliteStore | PostgresStore
Indexed = tuple[Opened, Sequence[Finding]]
MakeIndex = Callable[..., Indexed]
MakeSqlite = Callable[..., tuple[SqliteStore, Sequence[Finding]]]
MakePostgres = Callable[..., tuple[PostgresStore, Sequence[Finding]]]


def entries(records: Iterable[Record], origin: str) -> Iterator[Entry]:
    """Records as lines of a file."""
    return (Entry(f"{origin}:{line}", record) for line, record in enumerate(records, 1))


def reopened(store: Opened, **options: Any) -> Opened:
    """The same index, opened once more with other options."""
    if isinstance(store, PostgresStore):
        return PostgresStore(store.url, **options)
    return SqliteStore(store.path, **options)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A server of PostgreSQL for these tests."""
    with postgres_server() as server:
        yield Databases(server.folder)


@pytest.fixture(scope="session")
def make_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeSqlite]:
    """Builds an index of the embedded engine from items and collections, and opens it: `(store, findings)`."""
    with ExitStack() as opened:

        def make(
            items: Iterable[Record], collections: Iterable[Record] = (), **options: Any
        ) -> tuple[SqliteStore, Sequence[Finding]]:
            path = tmp_path_factory.mktemp("index") / "index.sqlite"
            findings = build(path, *_given(items, collections), default_collection="items")
            store = SqliteStore(path, **options)
            opened.callback(store.close)
            return store, findings

        yield make


@pytest.fixture(scope="session")
def make_postgres(databases: Databases) -> Iterator[MakePostgres]:
    """Loads items and collections into a database of their own, and opens it: `(store, findings)`."""
    with ExitStack() as opened:

        def make(
            items: Iterable[Record], collections: Iterable[Record] = (), **options: Any
        ) -> tuple[PostgresStore, Sequence[Finding]]:
            url = databases.new()
            findings = load(url, *_given(items, collections), default_collection="items")
            store = PostgresStore(url, **options)
            opened.callback(store.close)
            return store, findings

        yield make


def _given(
    items: Iterable[Record], collections: Iterable[Record]
) -> tuple[Iterator[Entry], Iterator[Entry]]:
    return entries(collections, "collections.ndjson"), entries(items, "items.ndjson")


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]
)
def make_index(request: pytest.FixtureRequest) -> MakeIndex:
    """Either of the two."""
    made: MakeIndex = request.getfixturevalue(f"make_{request.param}")
    return made
