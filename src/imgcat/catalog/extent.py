"""What a collection says about its items as a whole: where they lie, when, and which values occur."""

from collections.abc import Iterable, Mapping
from typing import Any

from imgcat.model.bbox import bbox_parts, longitude_span, parse_bbox
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.when import FIRST_SATELLITE, timestamp

SUMMARISED = (
    "ref:country",
    "ref:type",
    "ref:kind",
    "ref:relation",
    "ref:access",
    "ref:precision",
    "platform",
)
"""The properties whose values a collection lists: each a text, or an array of texts."""

_WORLD = [-180, -90, 180, 90]
_UNDATED = timestamp(FIRST_SATELLITE)


def bbox(items: Iterable[Mapping[str, Any]]) -> list[float]:
    """The two-dimensional bbox around all items, in degrees: west > east where it crosses the antimeridian.

    Without an item that lies anywhere, the whole world.
    """
    boxes = [parse_bbox(item["bbox"]) for item in items if item.get("bbox")]
    if not boxes:
        return list(_WORLD)
    west, east = longitude_span((part[0], part[2]) for box in boxes for part in bbox_parts(box))
    return [west, min(box[1] for box in boxes), east, max(box[3] for box in boxes)]


def interval(items: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """From the first to the last dated item; one about whose date nothing is known does not count."""
    starts, ends = [], []
    for item in items:
        properties = item["properties"]
        start = properties.get("start_datetime") or properties.get("datetime")
        if start is not None and start != _UNDATED:
            starts.append(parse_time(start).start)
            ends.append(parse_time(properties.get("end_datetime") or properties["datetime"]).end)
    # Written anew: a provider's own way to write a time may be none that STAC allows here.
    return [timestamp(min(starts)), timestamp(max(ends))] if starts else [None, None]


def summaries(items: Iterable[Mapping[str, Any]]) -> Json:
    """Every value of the properties that are summarised, in order."""
    found: dict[str, set[str]] = {}
    for item in items:
        for name in SUMMARISED:
            value = item["properties"].get(name)
            if value is not None:
                found.setdefault(name, set()).update(value if isinstance(value, list) else [value])
    return {name: sorted(values) for name, values in found.items() if values}
