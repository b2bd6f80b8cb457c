"""Which scenes show a place and which places lie under a scene, how and to what share."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from imgcat.api.catalog import Catalog
from imgcat.api.parameters import Interval
from imgcat.errors import InvalidRecord
from imgcat.export.columns import Cell
from imgcat.model.caption import family
from imgcat.model.coverage import Area, Coverage
from imgcat.model.footprint import footprint
from imgcat.model.item import Json
from imgcat.model.places import Tie
from imgcat.model.share import share
from imgcat.model.when import timestamp
from imgcat.store import Query, Store
from imgcat.store.coverage import places, ties

SATELLITE = ("platform", "constellation")
"""The properties that name a scene's satellite, the closest first."""

_DIGITS = 6
"""Decimals of a share: of a square kilometre, a square metre."""

GEOMETRY = {"property": "geometry"}


def scenes_over(
    catalog: Catalog, area: Area, least: Coverage, within: Interval | None, clouds: float | None
) -> Query:
    """The question for the scenes whose footprint covers a place at least so far.

    With `clouds` only those with at most so much, in percent, and those of which it is not known.
    """
    conditions: list[Json] = []
    if least is Coverage.WHOLE and area.extent != area.point:
        conditions.append({"op": "s_contains", "args": [GEOMETRY, mapping(area.extent)]})
    if clouds is not None:
        name = {"property": "eo:cloud_cover"}
        known = {"op": "<=", "args": [name, clouds]}
        conditions.append({"op": "or", "args": [known, {"op": "isNull", "args": [name]}]})
    return Query(
        collections=catalog.scene_collections,
        intersects=area.extent if least is Coverage.PART else area.point,
        datetime=within,
        filter={"op": "and", "args": conditions} if len(conditions) > 1 else _only(conditions),
    )


def _only(conditions: Sequence[Json]) -> Json | None:
    return conditions[0] if conditions else None


def covering(item: Json, area: Area) -> Json:
    """How an Item's footprint covers a place, `how` and `share`; both None where they are apart."""
    outline = outline_of(item)
    how = None if outline is None else area.coverage(outline)
    if outline is None or how is None:
        return {"how": None, "share": None}
    return {"how": how, "share": rounded(share(outline, area.extent))}


def rounded(part: float) -> float:
    """A share as answers give it. What is not the whole is never rounded to it, nor a part to nothing."""
    least = 10**-_DIGITS
    return part if part in (0, 1) else min(max(round(part, _DIGITS), least), 1 - least)


def seen_by(item: Json) -> Json:
    """Who took a scene, and how much cloud there is over all of it, in percent."""
    told = item["properties"] if isinstance(item.get("properties"), dict) else {}
    satellite = satellite_of(item["collection"], *(told.get(name) for name in SATELLITE))
    return {
        "cloud_cover": number(told.get("eo:cloud_cover")),
        "mission": family(satellite),
        "satellite": satellite,
    }


def satellite_of(collection: str, platform: object, constellation: object) -> str:
    """The word for a scene's satellite, such as `landsat-8`, or as closely as the scene states it."""
    named = next((each for each in (platform, constellation) if isinstance(each, str) and each), "")
    return "-".join(named.casefold().replace("_", "-").split()) or collection


def number(value: object) -> float | None:
    """The value; None for what is no number."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def outline_of(item: Json) -> BaseGeometry | None:
    """An Item's footprint; None where it has none that can be read."""
    try:
        return footprint(item.get("geometry"))
    except InvalidRecord:
        return None


def places_under(catalog: Catalog, item: Json) -> list[Tie]:
    """The places that an Item's footprint covers, those first of which it covers most."""
    found = catalog.once(places).ties(np.array([outline_of(item)], dtype=object))
    return sorted(found, key=lambda tie: (-tie.share, tie.place))


COLUMNS = (
    *("location", "collection", "scene", "start", "end"),
    *("mission", "satellite", "cloud_cover", "coverage", "share"),
)
"""Of the table of all scenes and the locations that they cover."""


def rows(store: Store, progress: Callable[[int], None]) -> Iterator[list[Cell]]:
    """The table's rows, in no order; `progress` is told how many scenes have been looked at."""
    for row, tie in ties(store, (*SATELLITE, "eo:cloud_cover"), progress):
        platform, constellation, _ = row.values
        satellite = satellite_of(row.collection, platform, constellation)
        yield [
            tie.place,
            row.collection,
            row.id,
            None if row.start is None else timestamp(row.start),
            None if row.end is None else timestamp(row.end),
            family(satellite),
            satellite,
            row.number(2),
            tie.coverage,
            rounded(tie.share),
        ]
