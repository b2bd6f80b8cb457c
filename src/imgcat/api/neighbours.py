"""What lies around a place: by what sources say of it, and by distance."""

from collections.abc import Iterator

from imgcat.api.catalog import Catalog
from imgcat.errors import InvalidRecord
from imgcat.model.coverage import disc
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.sphere import distance_m
from imgcat.store import Query, StoredItem, lossless
from imgcat.store.reading import every

_RELATED = {"op": "not", "args": [{"op": "isNull", "args": [{"property": "ref:related"}]}]}

INVERSE = {
    "part-of": "has-part",
    "supports": "supported-by",
    "near": "near",
    "possibly-same-as": "possibly-same-as",
}
"""What a relation between places is called when it is read from the other end."""

_EDGE = 1.01  # a polygon for a circle leaves a little of it out


def neighbours(catalog: Catalog, place: Location, within_m: float) -> list[Json]:
    """The places that sources tie to a place, and those within so many metres of it: ties first, then by distance."""
    found: dict[str, Json] = {}
    for other in _near(catalog, place, within_m):
        found[other.id] = _about(other, place)
    for other, tie in _with_ties(catalog, place):
        entry = found.setdefault(other.id, _about(other, place))
        entry["relations"].append(tie)
    return sorted(found.values(), key=_order)


def _order(entry: Json) -> tuple[bool, bool, float, str]:
    away = entry["distance_km"]
    return not entry["relations"], away is None, away or 0.0, entry["location"]


def _near(catalog: Catalog, place: Location, within_m: float) -> Iterator[Location]:
    if place.position is None or within_m <= 0:
        return
    here = place.position.point()
    area = disc(*here, within_m * _EDGE)
    for item in every(catalog.store, Query(collections=(LOCATIONS,), intersects=area)):
        other = _read(item)
        if other is None or other.id == place.id or other.position is None:
            continue
        if distance_m(here, other.position.point()) <= within_m:
            yield other


def _with_ties(catalog: Catalog, place: Location) -> Iterator[tuple[Location, Json]]:
    """The ties that the place's own record states, and those that others' records state of it."""
    ids = tuple(sorted({link.location for link in place.related}))
    for item in every(catalog.store, Query(collections=(LOCATIONS,), ids=ids)) if ids else ():
        other = _read(item)
        for link in place.related:
            if other is not None and link.location == other.id:
                yield other, {"relation": link.relation, "source": link.source.to_json()}
    for item in every(catalog.store, Query(collections=(LOCATIONS,), filter=_RELATED)):
        other = _read(item)
        for link in other.related if other else ():
            if other is not None and link.location == place.id:
                yield other, {"relation": INVERSE[link.relation], "source": link.source.to_json()}


def _about(other: Location, place: Location) -> Json:
    away = None
    if other.position is not None and place.position is not None:
        away = round(distance_m(place.position.point(), other.position.point()) / 1000, 1)
    return {
        "location": other.id,
        "title": other.title,
        "country": other.country,
        "types": sorted({each.value for each in other.types}),
        "distance_km": away,
        "uncertainty_m": other.position.uncertainty_m if other.position else None,
        "relations": [],
    }


def _read(item: StoredItem) -> Location | None:
    try:
        return Location.from_item(lossless.loads(item.body))
    except InvalidRecord:
        return None
