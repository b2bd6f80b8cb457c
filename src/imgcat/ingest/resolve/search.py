"""Where scenes are looked for: an index, or another catalog."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import orjson

from imgcat.model.coverage import extent
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.item import Json
from imgcat.model.position import Position
from imgcat.model.when import Window
from imgcat.store import Query, Store, lossless
from imgcat.store.reading import every


@dataclass(frozen=True, slots=True)
class Found:
    """A scene's Item, where it was found, and its address there."""

    item: Json
    where: str
    href: str | None = None


class Search(Protocol):
    """One catalog that can be asked for scenes."""

    @property
    def name(self) -> str:
        """What it is called in answers."""

    def around(self, position: Position, window: Window) -> Iterator[Found]:
        """The scenes of where the place may lie, within a window. Raises ImgcatError when it fails."""

    def of_acquisition(self, acquisition: str) -> Iterator[Found]:
        """The scenes of an acquisition key, where the catalog can tell."""


@dataclass(frozen=True, slots=True)
class StoreSearch:
    """The scenes of an index: all its collections but those of imgcat's records."""

    store: Store
    name: str = "this catalog"

    def around(self, position: Position, window: Window) -> Iterator[Found]:
        yield from self._found(Query(intersects=extent(position), datetime=window))

    def of_acquisition(self, acquisition: str) -> Iterator[Found]:
        condition = {"op": "=", "args": [{"property": "ref:acquisition"}, acquisition]}
        yield from self._found(Query(filter=condition))

    def _found(self, query: Query) -> Iterator[Found]:
        collections = tuple(
            collection
            for body in self.store.collections()
            if (collection := orjson.loads(body)["id"]) not in RECORD_COLLECTIONS
        )
        if not collections:
            return
        narrowed = Query(
            collections=collections,
            intersects=query.intersects,
            datetime=query.datetime,
            filter=query.filter,
        )
        for stored in every(self.store, narrowed):
            yield Found(lossless.loads(stored.body), self.name)
