"""The engines that tests ask a store of: the embedded one, and PostgreSQL, which says the same."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest
from starlette.types import ASGIApp

from imgcat.catalog.sources import Source
from imgcat.cli.application import application
from imgcat.cli.load import STORE
from imgcat.cli.serve import INDEX
from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.index import parts, resolved
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.sqlite import SqliteStore, build

CATALOG = Path(__file__).parents[1] / "catalog"

ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
"""The second engine as a parameter of a fixture."""

Opened = SqliteStore | PostgresStore
S = TypeVar("S", SqliteStore, PostgresStore)


@dataclass(frozen=True)
class Engine(Generic[S]):
    """Makes stores of its kind, which stay open as long as it is used."""

    variable: str
    """The environment variable that tells `imgcat serve` where the store is."""
    new: Callable[[], Any]
    fill: Callable[..., Sequence[Finding]]
    open: Callable[..., S]
    opened: ExitStack

    @cached_property
    def shipped(self) -> S:
        """A store of the catalog that ships."""
        return self.of_sources(CATALOG)[0]

    def holding(
        self,
        items: Iterable[Entry],
        collections: Iterable[Entry] = (),
        *,
        default_collection: str = "items",
        **options: Any,
    ) -> tuple[S, Sequence[Finding]]:
        """A store of the records, opened with the options, and what was wrong with them."""
        place = self.new()
        found = self.fill(place, collections, items, default_collection=default_collection)
        return self._opened(place, **options), found

    def of_sources(self, *sources: Source) -> tuple[S, Sequence[Finding]]:
        """The same of the records of sources, as commands read them."""
        place, given = self.new(), resolved(sources)
        found = self.fill(place, (), (), parts=parts(given), default_collection="items")
        return self._opened(place), found

    def _opened(self, place: Any, **options: Any) -> S:
        store = self.open(place, **options)
        self.opened.callback(store.close)
        return store


def served(engine: Engine[Any], store: Opened) -> ASGIApp:
    """The application over a store, as `imgcat serve` makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            engine.variable, store.url if isinstance(store, PostgresStore) else str(store.path)
        )
        return application()


def reopened(store: Opened, **options: Any) -> Opened:
    """The same records, opened once more with other options."""
    if isinstance(store, PostgresStore):
        return PostgresStore(store.url, **options)
    return SqliteStore(store.path, **options)


def sqlite(folder: Callable[[], Path], opened: ExitStack) -> Engine[SqliteStore]:
    """The embedded engine, with files in new folders."""
    return Engine(INDEX, lambda: folder() / "index.sqlite", build, SqliteStore, opened)


def postgresql(database: Callable[[], str], opened: ExitStack) -> Engine[PostgresStore]:
    """PostgreSQL, with new databases."""
    return Engine(STORE, database, load, PostgresStore, opened)
