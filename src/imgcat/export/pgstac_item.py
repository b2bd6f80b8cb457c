"""An Item as pgstac can hold it, or why it cannot."""

from collections.abc import Mapping
from typing import Any

import orjson
import shapely

from imgcat.errors import InvalidRecord
from imgcat.export.selection import Exported
from imgcat.model.interval import parse_time
from imgcat.model.item import Json

_OWN_MEMBERS = ("private", "pgstac:base_item")
"""Members of an Item that pgstac takes for its own."""
_TIMES = ("datetime", "start_datetime", "end_datetime")


def for_pgstac(item: Exported, collection: Mapping[str, Any]) -> tuple[Json, str | None]:
    """The Item as it is to be loaded, and None; or the Item as it is, and why pgstac would refuse, hide or change it.

    Two things are written otherwise, and mean the same. Times are in UTC and end in `+00:00`: pypgstac orders them as
    text, where `10Z` comes after `10.5Z`. A null or an empty array in an asset is left out where the Collection's
    `item_assets` have something in its place: pgstac would put that in.
    """
    try:
        properties = {**item.properties, **_times(item.properties)}
    except InvalidRecord as error:
        return item.item, str(error)
    made = {**item.item, "properties": properties}
    base = collection.get("item_assets")
    if isinstance(base, dict) and isinstance(assets := made.get("assets"), dict):
        made["assets"] = _unfilled(assets, base)
    return made, _objection(item) or unwritable(made)


def unwritable(record: Mapping[str, Any]) -> str | None:
    """Why PostgreSQL cannot store a value in a record, or pypgstac cannot read one; None where they can."""
    try:
        text = orjson.dumps(record)
    except TypeError:
        return "pypgstac rounds whole numbers of more than 64 bits."
    # With every escaped backslash out of the way the escape of a null character is what it seems.
    if rb"\u0000" in text.replace(rb"\\", b""):
        return "PostgreSQL stores no null character in JSON."
    return None


def _objection(item: Exported) -> str | None:
    geometry = item.item.get("geometry")
    if geometry is None:
        why = item.text("ref:geometry_reason")
        return "pgstac holds no Item without a geometry." + (f" {why}" if why else "")
    if item.geometry is None or not _is_kept(geometry):
        return "The geometry is empty, or none that pgstac finds and gives back as it is."
    for name in _OWN_MEMBERS:
        if name in item.item:
            return f"pgstac would hide the member {name!r}."
    return None


def _times(properties: Mapping[str, Any]) -> dict[str, str]:
    """The times that can be read, in UTC. Raises InvalidRecord where those that pgstac goes by cannot."""
    read = {}
    for name in _TIMES:
        text = properties.get(name)
        if isinstance(text, str):
            try:
                time = parse_time(text)
            except InvalidRecord:
                continue
            # What is in UTC already keeps its digits, however many.
            exact = text[:-1] if text.endswith("Z") and not time.remark else None
            moment = time.end if name == "end_datetime" else time.start
            read[name] = (time.bounds, f"{exact}+00:00" if exact else moment.isoformat())
    stated = [name for name in _TIMES if properties.get(name) is not None]
    ranged = {"start_datetime", "end_datetime"} <= set(stated)
    needed = ("start_datetime", "end_datetime") if ranged else ("datetime",)
    if not read.keys() >= set(needed):
        raise InvalidRecord(
            "pgstac needs a datetime, or a start_datetime and an end_datetime, that it can read."
        )
    if ranged and read["start_datetime"][0][0] > read["end_datetime"][0][1]:
        raise InvalidRecord("pgstac holds no Item that ends before it starts.")
    return {name: text for name, (_, text) in read.items()}


def _is_kept(geometry: Any) -> bool:
    """Whether PostGIS gives a geometry back as it was: no part is empty, and all positions have as many numbers."""
    try:
        text = orjson.dumps(geometry)
        shape = shapely.from_geojson(text)
    except (shapely.errors.ShapelyError, TypeError):
        return False
    if any(part.geom_type == "GeometryCollection" for part in getattr(shape, "geoms", ())):
        return (
            False  # ST_AsGeoJSON fails for one in another, and with it every search that finds it.
        )
    same = orjson.loads(orjson.dumps(shapely.geometry.mapping(shape))) == geometry
    return same and b"[]" not in text


def _unfilled(given: Any, base: Any) -> Any:
    if isinstance(given, dict) and isinstance(base, dict):
        return {
            key: _unfilled(value, base[key]) if key in base else value
            for key, value in given.items()
            if key not in base or base[key] == value or value not in (None, [])
        }
    if isinstance(given, list) and isinstance(base, list) and len(given) == len(base):
        return [_unfilled(*pair) for pair in zip(given, base, strict=True)]
    return given
