"""Items as rows of the table: the values of their properties column by column."""

from collections.abc import Iterable, Sequence, Set
from itertools import repeat
from operator import add
from types import NoneType
from typing import Any

import numpy as np

from imgcat.model.canonical_time import canonical_times
from imgcat.store.properties import PROMOTED, TEMPORAL
from imgcat.store.sqlite.gathering import Gathered
from imgcat.store.sqlite.make import Make
from imgcat.store.sqlite.spatial import SCALE, box_of
from imgcat.store.sqlite.values import Value, encode
from imgcat.store.time_text import instant

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
    known = (
        (item.num, item.collection, item.id, item.time, item.start, item.end, *box)
        for item, box in zip(items, _boxes(items), strict=True)
    )
    rows = list(map(add, known, zip(*columns.values(), strict=False)))
    return rows, [*range(len(KNOWN)), *map(COLUMNS.index, given)]


def _boxes(items: Sequence[Gathered]) -> Iterable[Sequence[Value]]:
    """What `spatial.box_of` makes of the bboxes of items, four times nothing where there is none."""
    bboxes = [item.bbox for item in items]
    if any(bbox is None or bbox[0] > bbox[2] for bbox in bboxes):
        return [(None,) * 4 if bbox is None else box_of(bbox) for bbox in bboxes]
    degrees = np.array(bboxes, dtype=np.float64).reshape(-1, 4) * SCALE
    degrees[:, :2], degrees[:, 2:] = np.floor(degrees[:, :2]), np.ceil(degrees[:, 2:])
    found: list[tuple[Value, ...]] = list(zip(*degrees.astype(np.int64).T.tolist(), strict=True))
    return found


def _column(items: Sequence[Gathered], name: str, types: Set[type]) -> Iterable[Value]:
    """What stands in the column of a property: times in microseconds, otherwise values."""
    if name == "datetime":
        return [item.instant for item in items]
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
