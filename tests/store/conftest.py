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


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]
)
def make_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeIndex]:
    """Builds an index of items and collections, and opens it: `(store, findings)`."""
    with ExitStack() as opened:

        def make(
            items: Iterable[Record], collections: Iterable[Record] = (), **options: Any
        ) -> Indexed:
            given = (entries(collections, "collections.ndjson"), entries(items, "items.ndjson"))
            store: Opened
            if request.param == "postgres":
                url = request.getfixturevalue("databases").new()
                findings = load(url, *given, default_collection="items")
                store = PostgresStore(url, **options)
            else:
                path = tmp_path_factory.mktemp("index") / "index.sqlite"
                findings = build(path, *given, default_collection="items")
                store = SqliteStore(path, **options)
            opened.callback(store.close)
            return store, findings

        yield make
