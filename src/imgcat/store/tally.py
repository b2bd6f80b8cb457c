"""What a collection's Items have in common, gathered many at a time: properties and types, place and time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import NoneType
from typing import Any, Protocol, Self

from imgcat.model.bbox import Bbox, bbox_parts, longitude_span
from imgcat.model.interval import moment
from imgcat.store.intake import strings
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
_SPANS = 64
"""How many separate spans of longitude are kept before the nearest two are joined."""


class Counted(Protocol):
    """What is counted of an Item: times in microseconds since 1970, and the bbox of its footprint."""

    @property
    def properties(self) -> Mapping[str, Any]: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def bbox(self) -> Bbox | None: ...


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

    def add(self, items: Sequence[Counted], makes: Iterable[Mapping[str, type]]) -> None:
        """Count more Items, and the types of their properties, one for each make that there is."""
        self.items += len(items)
        names: set[str] = set()
        for make in makes:
            names |= make.keys()
            for name, kind in make.items():
                kinds = self.types.setdefault(name, set())
                if kind is not NoneType:
                    kinds.add(_TYPES.get(kind, "object"))
        for name in ENUMERATED & names:
            values = [item.properties[name] for item in items if name in item.properties]
            self.words.setdefault(name, set()).update(strings(values))
        starts = [item.start for item in items if item.start is not None]
        ends = [item.end for item in items if item.end is not None]
        if starts and ends:
            self._lengthen(min(starts), max(ends))
        parts = [part for item in items if item.bbox is not None for part in bbox_parts(item.bbox)]
        if parts:
            self._south = min(self._south, *(part[1] for part in parts))
            self._north = max(self._north, *(part[3] for part in parts))
            self._widen((part[0], part[2]) for part in parts)

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
        self._widen(other._spans)

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

    def _widen(self, spans: Iterable[tuple[float, float]]) -> None:
        merged: list[tuple[float, float]] = []
        for first, last in sorted([*self._spans, *spans]):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        if len(merged) > _SPANS:
            gaps = sorted(range(1, len(merged)), key=lambda at: merged[at][0] - merged[at - 1][1])
            joined = set(gaps[: len(merged) - _SPANS])
            starts = [at for at in range(len(merged)) if at not in joined]
            ends = [*(at - 1 for at in starts[1:]), len(merged) - 1]
            merged = [
                (merged[first][0], merged[last][1])
                for first, last in zip(starts, ends, strict=True)
            ]
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
