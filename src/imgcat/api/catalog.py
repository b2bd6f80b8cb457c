"""What the API serves: a store, the settings, and what is worked out once for each revision of the store."""

from collections.abc import Mapping
from threading import Lock
from typing import Annotated, Any

import orjson
from fastapi import Depends
from starlette.requests import Request

from imgcat.api.records import every, properties
from imgcat.api.settings import Settings
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS
from imgcat.model.names import Gazetteer, NameEntry
from imgcat.store import Query, Store


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
        for entry in name_entries(item.id, properties(item))
    ]


def name_entries(location: str, about: Mapping[str, Any]) -> list[NameEntry]:
    """The names of a location Item from its properties; parts that have not the expected type are passed over."""
    names = about.get("ref:names")
    return [
        NameEntry(
            location,
            name["text"],
            country=_text(about.get("ref:country")),
            lang=_text(name.get("lang")),
            script=_text(name.get("script")),
            system=_text(name.get("system")),
            kind=_text(name.get("kind")),
            title=_text(about.get("title")),
            context=tuple(filter(None, [_text(about.get("ref:admin"))])),
        )
        for name in (names if isinstance(names, list) else [])
        if isinstance(name, dict) and isinstance(name.get("text"), str)
    ]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def catalog_of(request: Request) -> Catalog:
    """The catalog that the application serves."""
    catalog: Catalog = request.app.state.catalog
    return catalog


Served = Annotated[Catalog, Depends(catalog_of)]
