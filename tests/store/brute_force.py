"""Item search without an index: every condition asked of every record, the whole list sorted, pages cut from it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import bbox_geometry
from imgcat.model.footprint import footprint
from imgcat.model.interval import microseconds
from imgcat.store.protocol import Query, Sort
from imgcat.store.searchable import searchable
from tests.store.filter_oracle import evaluate, extent, kind, times

Key = tuple[str, str]
RANK = {"number": 0, "text": 1, "boolean": 2}
TEXT = ("title", "description", "keywords")


class BruteForce:
    """A list of Items, each of which names its collection."""

    def __init__(self, items: Iterable[Mapping[str, Any]]) -> None:
        self.items = list(items)
        self.shapes = [_shape(item) for item in self.items]

    def search(self, query: Query) -> list[Key]:
        """All matches, in order."""
        found = [
            item
            for item, shape in zip(self.items, self.shapes, strict=True)
            if matches(query, item, shape)
        ]
        found.sort(key=lambda item: (item["collection"], item["id"]))
        for sort in reversed(query.sortby or (Sort("datetime", descending=True),)):
            keys = [(_sort_value(item, sort.field), item) for item in found]
            present = [pair for pair in keys if pair[0] is not None]
            present.sort(key=lambda pair: pair[0] or (0, 0), reverse=sort.descending)
            found = [item for _, item in present] + [item for key, item in keys if key is None]
        return [(item["collection"], item["id"]) for item in found]


def _shape(item: Mapping[str, Any]) -> Any:
    try:
        return footprint(item.get("geometry"))
    except InvalidRecord:
        return None


def matches(query: Query, item: Mapping[str, Any], shape: Any) -> bool:
    """Whether one item fulfils all conditions."""
    if query.ids and item["id"] not in query.ids:
        return False
    if query.collections and item["collection"] not in query.collections:
        return False
    if query.datetime is not None:
        time, (start, end) = extent(item["properties"]), query.datetime
        if (
            time is None
            or (start and time[1] < microseconds(start))
            or (end and time[0] > microseconds(end))
        ):
            return False
    area = bbox_geometry(*query.bbox) if query.bbox else query.intersects
    if area is not None and (shape is None or not shapely.intersects(area, shape)):
        return False
    if query.q and not any(_mentions(item, term) for term in query.q):
        return False
    return query.filter is None or evaluate(query.filter, item, shape) is True


@cache
def words(text: str) -> list[str]:
    """Words without case and Latin accents."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", searchable(text)) if not 0x300 <= ord(c) < 0x370
    )
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare).lower())


def _mentions(item: Mapping[str, Any], term: str) -> bool:
    phrase = words(term)
    for text in (item["id"], *_strings([item["properties"].get(name) for name in TEXT])):
        found = words(text)
        if any(
            found[at : at + len(phrase)] == phrase for at in range(len(found) - len(phrase) + 1)
        ):
            return bool(phrase)
    return False


def _strings(value: Any) -> Sequence[str]:
    if isinstance(value, list):
        return [text for member in value for text in _strings(member)]
    return [value] if isinstance(value, str) else []


def _sort_value(item: Mapping[str, Any], field: str) -> tuple[int, Any] | None:
    properties = item["properties"]
    if field == "datetime":
        instant, whole = times(properties, "datetime"), extent(properties)
        return (0, instant[0]) if instant else (0, whole[0]) if whole else None
    if field in ("created", "start_datetime", "updated"):
        time = times(properties, field)
        return (0, time[0]) if time else None
    found = kind(item[field] if field in ("id", "collection") else properties.get(field))
    return None if found is None or found[0] == "json" else (RANK[found[0]], found[1])
