"""Items as rows of the table: the values of their properties column by column."""

from collections.abc import Iterable, Sequence, Set
from itertools import repeat
from operator import add
from types import NoneType
from typing import Any

from imgcat.model.canonical_time import canonical_times
from imgcat.store.properties import PROMOTED, TEMPORAL
from imgcat.store.sqlite.gathering import Gathered
from imgcat.store.sqlite.make import Make
from imgcat.store.sqlite.spatial import box_of
from imgcat.store.sqlite.sql import Value
from imgcat.store.sqlite.values import encode, instant

KNOWN = ("num", "collection", "id", "time", "start", "end", "west", "south", "east", "north")
COLUMNS = (*KNOWN, *PROMOTED)
"""The columns of the table."""
_AS_THEY_ARE = {NoneType, str, float}
"""Types of which SQLite takes every value."""

_NOTHING = {NoneType}

Row = tuple[Value, ...]


def item_rows(items: Sequence[Gathered], makes: Sequence[Make]) -> tuple[list[Row], list[int]]:
    """The rows of items, each with the make of its properties, and the columns that any of them has a value in."""
    types: dict[str, set[type]] = {}
    for make in set(makes):
        for name, kind in make.types.items():
            types.setdefault(name, set()).add(kind)
    given = [name for name in PROMOTED if types.get(name, _NOTHING) != _NOTHING]
    columns: dict[str, Iterable[Value]] = dict.fromkeys(PROMOTED, repeat(None)) | {
        name: _column(items, name, types[name]) for name in given
    }
    nowhere = (None,) * 4
    known = (
        (item.num, item.collection, item.id, item.time, item.start, item.end)
        + (nowhere if item.bbox is None else box_of(item.bbox))
        for item in items
    )
    rows = list(map(add, known, zip(*columns.values(), strict=False)))
    return rows, [*range(len(KNOWN)), *map(COLUMNS.index, given)]


def _column(items: Sequence[Gathered], name: str, types: Set[type]) -> Iterable[Value]:
    """What stands in the column of a property: times in microseconds, otherwise values."""
    values = [item.properties.get(name) for item in items]
    if name in TEMPORAL:
        return _times(values)
    return values if types <= _AS_THEY_ARE else map(encode, values)


def _times(values: Sequence[Any]) -> list[Value]:
    times, plain = canonical_times([value if type(value) is str else "" for value in values])
    return [
        time if is_plain else instant(value)
        for value, time, is_plain in zip(values, times.tolist(), plain.tolist(), strict=True)
    ]
