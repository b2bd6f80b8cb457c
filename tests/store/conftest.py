"""Indexes that several tests ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import pytest

from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.sqlite import SqliteStore, build

Record = Mapping[str, Any] | bytes
Indexed = tuple[SqliteStore, Sequence[Finding]]
MakeIndex = Callable[..., Indexed]


def entries(records: Iterable[Record], origin: str) -> Iterator[Entry]:
    """Records as lines of a file."""
    return (Entry(f"{origin}:{line}", record) for line, record in enumerate(records, 1))


@pytest.fixture(scope="session")
def make_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeIndex]:
    """Builds an index of items and collections, and opens it: `(store, findings)`."""
    with ExitStack() as opened:

        def make(
            items: Iterable[Record], collections: Iterable[Record] = (), **options: Any
        ) -> Indexed:
            path = tmp_path_factory.mktemp("index") / "index.sqlite"
            findings = build(
                path,
                entries(collections, "collections.ndjson"),
                entries(items, "items.ndjson"),
                default_collection="items",
            )
            store = SqliteStore(path, **options)
            opened.callback(store.close)
            return store, findings

        yield make
