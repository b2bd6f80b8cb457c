"""What a collection's Items have in common, gathered one Item at a time: properties and their types, place and time."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import NoneType
from typing import Any, Self

from imgcat.model.bbox import Bbox, bbox_parts, longitude_span
from imgcat.model.interval import moment
from imgcat.store.intake import IndexedItem, strings
from imgcat.store.properties import ALWAYS
from imgcat.store.queryables import DESCRIBED, ENUMERATED, Schema, queryable

_TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
_SHAPES = 256
"""How many different makes of properties are remembered."""
_SPANS = 64
"""How many separate spans of longitude are kept before the nearest two are joined."""


class Tally:
    """The properties, the extent and the number of a collection's Items."""

    def __init__(self) -> None:
        self.items = 0
        self.types: dict[str, set[str]] = {}
        self.words: dict[str, set[str]] = {}
        self.start: int | None = None
        self.end: int | None = None
        self._south, self._north = 90.0, -90.0
        self._spans: list[tuple[float, float]] = []
        self._shapes: set[tuple[tuple[str, type], ...]] = set()

    def add(self, item: IndexedItem, bbox: Bbox | None) -> None:
        """Count one more Item, whose footprint has this bbox (west > east across the antimeridian)."""
        self.items += 1
        properties = item.properties
        # Most items are made like one before: then there is nothing new to be seen in their types.
        shape = tuple(zip(properties, map(type, properties.values()), strict=True))
        if shape not in self._shapes:
            if len(self._shapes) < _SHAPES:
                self._shapes.add(shape)
            for name, kind in shape:
                kinds = self.types.setdefault(name, set())
                if kind is not NoneType:
                    kinds.add(_TYPES.get(kind, "object"))
        for name in ENUMERATED & properties.keys():
            self.words.setdefault(name, set()).update(strings(properties[name]))
        if item.start is not None and item.end is not None:
            self._lengthen(item.start, item.end)
        if bbox is not None:
            for west, south, east, north in bbox_parts(bbox):
                self._south, self._north = min(self._south, south), max(self._north, north)
                self._widen(west, east)

    def update(self, other: "Tally") -> None:
        """Count what another one has counted."""
        self.items += other.items
        for name, kinds in other.types.items():
            self.types.setdefault(name, set()).update(kinds)
        for name, words in other.words.items():
            self.words.setdefault(name, set()).update(words)
        if other.start is not None and other.end is not None:
            self._lengthen(other.start, other.end)
        self._south, self._north = min(self._south, other._south), max(self._north, other._north)
        for span in other._spans:
            self._widen(*span)

    def kept(self) -> dict[str, Any]:
        """As it is kept in JSON."""
        return {
            "items": self.items,
            "types": {name: sorted(kinds) for name, kinds in self.types.items()},
            "words": {name: sorted(words) for name, words in self.words.items()},
            "times": [self.start, self.end],
            "latitudes": [self._south, self._north],
            "longitudes": self._spans,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """What `kept` gave."""
        tally = cls()
        tally.items = kept["items"]
        tally.types = {name: set(kinds) for name, kinds in kept["types"].items()}
        tally.words = {name: set(words) for name, words in kept["words"].items()}
        tally.start, tally.end = kept["times"]
        tally._south, tally._north = kept["latitudes"]
        tally._spans = [(west, east) for west, east in kept["longitudes"]]
        return tally

    def _lengthen(self, start: int, end: int) -> None:
        self.start = start if self.start is None else min(self.start, start)
        self.end = end if self.end is None else max(self.end, end)

    def _widen(self, west: float, east: float) -> None:
        if any(first <= west and east <= last for first, last in self._spans):
            return
        merged: list[tuple[float, float]] = []
        for first, last in sorted([*self._spans, (west, east)]):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        if len(merged) > _SPANS:
            gap = min(range(1, len(merged)), key=lambda at: merged[at][0] - merged[at - 1][1])
            merged[gap - 1 : gap + 1] = [(merged[gap - 1][0], merged[gap][1])]
        self._spans = merged

    @property
    def bbox(self) -> Bbox | None:
        """The bbox around all footprints; None where no Item has one."""
        if not self._spans:
            return None
        west, east = longitude_span(self._spans)
        return west, self._south, east, self._north

    def made_up(self, collection_id: str) -> dict[str, Any]:
        """A Collection for Items whose own is not known, with the extent that they have."""
        return {
            "type": "Collection",
            "stac_version": "1.1.0",
            "id": collection_id,
            "description": f"Made up from its {self.items} items: its own description was not given.",
            "license": "other",
            "extent": {
                "spatial": {"bbox": [list(self.bbox or (-180, -90, 180, 90))]},
                "temporal": {"interval": [[_written(self.start), _written(self.end)]]},
            },
            "links": [],
        }

    def queryables(self, always: Iterable[str] = ALWAYS) -> dict[str, Schema]:
        """The properties seen, each with the JSON Schema of its values, beside those that always are."""
        found = {name: DESCRIBED[name] for name in always}
        for name, kinds in sorted(self.types.items()):
            schema = queryable(name, kinds, self.words.get(name, frozenset()))
            if schema is not None:
                found[name] = schema
        return found


def _written(time: int | None) -> str | None:
    """An RFC 3339 time in UTC, no finer than it has to be."""
    if time is None:
        return None
    written: datetime = moment(time).astimezone(UTC)
    precision = "microseconds" if written.microsecond else "seconds"
    return written.isoformat(timespec=precision).replace("+00:00", "Z")
