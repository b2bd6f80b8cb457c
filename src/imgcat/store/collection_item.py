"""A Collection as an Item, so that collections are searched by the same engine, in the same language.

Its footprint is the spatial extent and its range of times the temporal extent; its properties are the Collection's own
members and those of its summaries.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import bbox_geometry, parse_bbox
from imgcat.model.interval import parse_time

COLLECTIONS = "collections"
"""The collection that these Items are said to be of."""

TEXT = ("title", "description", "keywords", "providers")
"""Properties that free text looks into, beside the id."""

ALWAYS = ("id", "geometry", "datetime", "start_datetime", "end_datetime", "title", "description")
"""The queryables of collections, whatever else theirs are."""

_NOT_PROPERTIES = frozenset(
    {
        *("type", "stac_version", "stac_extensions", "id", "links", "assets", "item_assets"),
        *("extent", "summaries", "providers", "geometry", "collection"),
    }
)
_FIRST, _LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
"""The bounds of an extent that is open on a side."""


def as_item(collection: Mapping[str, Any]) -> dict[str, Any]:
    """The Item that stands for a Collection, which has an id and an extent."""
    summaries = collection.get("summaries")
    providers = collection.get("providers")
    own = {name: value for name, value in collection.items() if name not in _NOT_PROPERTIES}
    return {
        "type": "Feature",
        "id": collection["id"],
        "collection": COLLECTIONS,
        "geometry": _geometry(_parts(collection, "spatial", "bbox")),
        "properties": {
            **(summaries if isinstance(summaries, Mapping) else {}),
            "providers": list(_names(providers)),
            **own,
            **_times(_parts(collection, "temporal", "interval")),
        },
        "links": [],
        "assets": {},
    }


def _parts(collection: Mapping[str, Any], which: str, member: str) -> Sequence[Any]:
    extent = collection.get("extent")
    of_kind = extent.get(which) if isinstance(extent, Mapping) else None
    parts = of_kind.get(member) if isinstance(of_kind, Mapping) else None
    return [part for part in parts if isinstance(part, list)] if isinstance(parts, list) else []


def _names(providers: Any) -> Iterator[str]:
    for provider in providers if isinstance(providers, list) else ():
        name = provider.get("name") if isinstance(provider, Mapping) else None
        if isinstance(name, str):
            yield name


def _geometry(bboxes: Sequence[Any]) -> dict[str, Any] | None:
    """All the boxes together; those that are none are passed over."""
    shapes = []
    for bbox in bboxes:
        try:
            shapes.append(bbox_geometry(*parse_bbox(bbox)))
        except InvalidRecord:
            continue
    return dict(shapely.union_all(shapes).__geo_interface__) if shapes else None


def _times(intervals: Sequence[Any]) -> dict[str, Any]:
    """The time from the first start to the last end; intervals that are none are passed over."""
    spans = []
    for interval in intervals:
        try:
            start, end = interval
            spans.append((parse_time(start or _FIRST).start, parse_time(end or _LAST).end))
        except (InvalidRecord, AttributeError, ValueError):
            continue
    if not spans:
        return {"datetime": None}
    return {
        "datetime": None,
        "start_datetime": min(start for start, _ in spans).isoformat(),
        "end_datetime": max(end for _, end in spans).isoformat(),
    }
