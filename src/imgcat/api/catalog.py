"""What the API serves: a store, the settings, and what is worked out once for each revision of the store."""

from collections.abc import Callable
from threading import Lock
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from starlette.requests import Request

from imgcat.api.settings import Settings
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.names import Gazetteer
from imgcat.store import Query, Store, lossless
from imgcat.store.coverage import scene_collections
from imgcat.store.places import name_entries
from imgcat.store.reading import every

Kept = TypeVar("Kept")


class Catalog:
    """A store and its settings. Safe to use from several threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._lock = Lock()
        self._kept: dict[Callable[[Store], Any], tuple[str, Any]] = {}

    @property
    def scene_collections(self) -> tuple[str, ...]:
        """Every collection that holds no records of imgcat's own."""
        return self.once(scene_collections)

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of all locations."""
        return self.once(_gazetteer)

    def once(self, work_out: Callable[[Store], Kept]) -> Kept:
        """What a function makes of the store, made once for each revision and then kept."""
        revision = self.store.revision
        with self._lock:
            held = self._kept.get(work_out)
            if held is None or held[0] != revision:
                held = self._kept[work_out] = (revision, work_out(self.store))
            kept: Kept = held[1]
            return kept


def _gazetteer(store: Store) -> Gazetteer:
    locations = every(store, Query(collections=(LOCATIONS,)))
    return Gazetteer(
        entry for item in locations for entry in name_entries(lossless.loads(item.body))
    )


def catalog_of(request: Request) -> Catalog:
    """The catalog that the application serves."""
    catalog: Catalog = request.app.state.catalog
    return catalog


Served = Annotated[Catalog, Depends(catalog_of)]
