"""What the API serves: a store, the settings, and what is worked out once for each revision of the store."""

from threading import Lock
from typing import Annotated

import orjson
from fastapi import Depends
from starlette.requests import Request

from imgcat.api.settings import Settings
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS
from imgcat.model.names import Gazetteer, NameEntry
from imgcat.store import Query, Store, lossless
from imgcat.store.places import name_entries
from imgcat.store.reading import every


class Catalog:
    """A store and its settings. Safe to use from several threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._lock = Lock()
        self._known: tuple[str, tuple[str, ...], Gazetteer] | None = None

    @property
    def scene_collections(self) -> tuple[str, ...]:
        """Every collection that holds no records of imgcat's own."""
        return self._worked_out()[1]

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of all locations."""
        return self._worked_out()[2]

    def _worked_out(self) -> tuple[str, tuple[str, ...], Gazetteer]:
        revision = self.store.revision
        with self._lock:
            if self._known is None or self._known[0] != revision:
                ids = (orjson.loads(body)["id"] for body in self.store.collections())
                scenes = tuple(each for each in ids if each not in RECORD_COLLECTIONS)
                self._known = (revision, scenes, Gazetteer(_names(self.store)))
            return self._known


def _names(store: Store) -> list[NameEntry]:
    return [
        entry
        for item in every(store, Query(collections=(LOCATIONS,)))
        for entry in name_entries(lossless.loads(item.body))
    ]


def catalog_of(request: Request) -> Catalog:
    """The catalog that the application serves."""
    catalog: Catalog = request.app.state.catalog
    return catalog


Served = Annotated[Catalog, Depends(catalog_of)]
