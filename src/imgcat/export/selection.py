"""What is exported: items as they are served, and where they are from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.item import Json
from imgcat.store import StoredItem, lossless
from imgcat.store.address import item_address, page_address

Address = Callable[[str, str], str]
"""The path of an Item, from its collection and id."""

SCENES = "scenes"
"""The kind of every item that is not one of imgcat's own records."""


@dataclass(frozen=True)
class Exported:
    """An Item, read for an export. Items come from any catalog, so nothing is taken for granted about their values."""

    item: Json
    base: str
    path_of: Address = item_address

    @property
    def id(self) -> str:
        return str(self.item["id"])

    @property
    def collection(self) -> str:
        return str(self.item["collection"])

    @property
    def kind(self) -> str:
        """The collection of one of imgcat's records; `scenes` for everything else."""
        return self.collection if self.collection in RECORD_COLLECTIONS else SCENES

    @property
    def address(self) -> str:
        """The URL of the Item."""
        return self.address_of(self.collection, self.id)

    def address_of(self, collection: str, item_id: str) -> str:
        """The URL of an Item that stands where this one does."""
        return self.base + self.path_of(collection, item_id)

    @property
    def page(self) -> str:
        """The URL to send a person to."""
        return self.base + page_address(self.collection, self.id)

    @property
    def title(self) -> str:
        """The title; the id where there is none."""
        return self.text("title") or self.id

    @cached_property
    def properties(self) -> Json:
        found = self.item.get("properties")
        return found if isinstance(found, dict) else {}

    def text(self, name: str) -> str | None:
        """A property that is a string; None where it is empty or anything else."""
        found = self.properties.get(name)
        return found if isinstance(found, str) and found else None

    def texts(self, name: str) -> list[str]:
        """The strings of a property that is a list."""
        found = self.properties.get(name)
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def parts(self, name: str) -> list[Json]:
        """The objects of a property that is a list of them, or the one that it is."""
        found = self.properties.get(name)
        several = found if isinstance(found, list) else [found]
        return [each for each in several if isinstance(each, dict)]

    def number(self, name: str) -> float | None:
        """A property that is a number."""
        found = self.properties.get(name)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None

    def links(self, rel: str) -> list[str]:
        """Where the Item's links of a relation lead."""
        found = self.item.get("links")
        links = found if isinstance(found, list) else []
        return [
            link["href"]
            for link in links
            if isinstance(link, dict)
            and link.get("rel") == rel
            and isinstance(link.get("href"), str)
        ]

    @cached_property
    def geometry(self) -> shapely.Geometry | None:
        """The geometry, lon/lat in degrees; None where there is none, or none that can be read."""
        try:
            return footprint(self.item.get("geometry"))
        except InvalidRecord:
            return None

    @property
    def point(self) -> tuple[float, float] | None:
        """A lon, lat that lies in the geometry and stands for it."""
        if self.geometry is None:
            return None
        spot = self.geometry.representative_point()
        return spot.x, spot.y

    @property
    def bbox(self) -> list[float] | None:
        """West, south, east, north as the Item gives them; west > east across the antimeridian."""
        found = self.item.get("bbox")
        if not isinstance(found, list) or len(found) not in (4, 6):
            return None
        if not all(isinstance(side, int | float) for side in found):
            return None
        return [float(side) for side in (*found[:2], *found[len(found) // 2 :][:2])]

    @property
    def span(self) -> tuple[str | None, str | None]:
        """The first and the last moment, RFC 3339 in UTC as written; both the same for an instant."""
        if (instant := self.text("datetime")) is not None:
            return instant, instant
        return self.text("start_datetime"), self.text("end_datetime")

    @property
    def date(self) -> str | None:
        """The date as far as it is known: `2018-12`, `2018-12-27`; for an Item without one of imgcat's, its moment."""
        return self.text("ref:date") or self.text("datetime")

    @property
    def dated(self) -> bool:
        """Whether the Item's time is one that a source states or follows from one."""
        return "ref:when" not in self.properties or self.text("ref:date") is not None


@dataclass(frozen=True)
class Selection:
    """Items to export, in order, with the links that they have where they are served.

    `address` is the URL that gives the same selection, `base` the one below which all else stands (no `/` at its end),
    `revision` the one of the catalog's files. `collections` holds the Collections by id. `kinds` are the kinds of
    record that may be among the items. `path_of` says where an Item stands below `base`: in the API, or as a file.
    """

    items: Iterable[StoredItem]
    title: str
    address: str
    base: str
    revision: str
    collections: Mapping[str, Json]
    kinds: tuple[str, ...] = (*RECORD_COLLECTIONS, SCENES)
    path_of: Address = item_address

    def __iter__(self) -> Iterator[Exported]:
        for item in self.items:
            yield Exported(lossless.loads(item.body), self.base, self.path_of)

    def collection(self, item: Exported) -> Mapping[str, Any]:
        """The Collection of an item; empty where it is not known."""
        return self.collections.get(item.collection, {})


def kinds_of(collections: Iterable[str] | None) -> tuple[str, ...]:
    """The kinds of the records in some collections, in the order in which they are always named; None is all."""
    every = (*RECORD_COLLECTIONS, SCENES)
    if collections is None:
        return every
    found = {each if each in RECORD_COLLECTIONS else SCENES for each in collections}
    return tuple(kind for kind in every if kind in found)
