"""The public scenes of a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shapely.geometry import Point

from imgcat.errors import InvalidRecord
from imgcat.model.coverage import Coverage, coverage
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.questions.records import contains
from imgcat.store import Query, Store, StoredItem, lossless
from imgcat.store.reading import every

Window = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of a place, and how its footprint covers it; None where only a citation ties them."""

    item: StoredItem
    properties: Json
    coverage: Coverage | None

    @property
    def taken(self) -> tuple[datetime, datetime] | None:
        """From when to when it was taken (UTC), an instant being both; None when it is not known."""
        for first, last in (("datetime", "datetime"), ("start_datetime", "end_datetime")):
            start, end = self.properties.get(first), self.properties.get(last)
            if isinstance(start, str) and isinstance(end, str):
                try:
                    return parse_time(start).start, parse_time(end).end
                except InvalidRecord:
                    continue
        return None

    @property
    def cloud_cover(self) -> float | None:
        """Percent; None when it is not known."""
        found = self.properties.get("eo:cloud_cover")
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def scene(item: StoredItem, location: Location | None) -> Scene:
    """An item as a scene of a place, or of none that is known."""
    feature = lossless.loads(item.body)
    found = feature.get("properties")
    return Scene(
        item,
        found if isinstance(found, dict) else {},
        _coverage(feature, location) if location else None,
    )


def scenes_of(
    store: Store, collections: tuple[str, ...], location: Location, window: Window | None = None
) -> Iterator[Scene]:
    """The scenes whose footprint holds the place's point, and those that the catalog ties to the place; each once.

    `collections` are those that hold scenes.
    """
    if not collections:
        return
    asked = [
        Query(
            collections=collections, datetime=window, filter=contains("ref:locations", location.id)
        )
    ]
    if location.position is not None:
        point = Point(location.position.point())
        asked.append(Query(collections=collections, datetime=window, intersects=point))
    seen = set()
    for query in asked:
        for item in every(store, query):
            if (item.collection, item.id) not in seen:
                seen.add((item.collection, item.id))
                yield scene(item, location)


def _coverage(feature: Json, location: Location) -> Coverage | None:
    try:
        outline = footprint(feature.get("geometry"))
    except InvalidRecord:
        return None
    if outline is None or location.position is None:
        return None
    return coverage(outline, location.position)
