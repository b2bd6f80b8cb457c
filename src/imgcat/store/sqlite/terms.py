"""Terms: what an item is listed under in the index's posting lists, each list in order of time.

A term is a number: 0 for all items, below 0 for a cell of the Earth, above 0 for a collection or for the value of a
property. Values are hashed, so a list may hold a few items that have another value: what an index finds is a candidate,
and the condition itself is asked of every one.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from imgcat.model.bbox import Bbox, bbox_parts
from imgcat.store.properties import ARRAYS, TEMPORAL

ALL = 0
"""The term of every item."""
MISSING = -(2**37)
"""Where items without a time stand: after all others, as 2,000 years before the first year."""
DAY = 86_400_000_000
"""An item is listed as long when one of its times is more than this from the one it is sorted by, in microseconds."""

_ROWS = 64
_CELL = 180 / _ROWS
"""The side of a small cell, in degrees: 2.8, about three times that of a scene. A large cell is 4 by 4 small ones."""
_MOST_SMALL, _MOST_LARGE = 16, 64
"""A footprint over more small cells than this is listed by large ones; over more large ones, by the whole world."""
_LARGE_COLUMNS, _LARGE_ROWS = 32, 16
_FIRST_OF_BIG = _LARGE_COLUMNS * _LARGE_ROWS
_FIRST_SMALL = 2 * _FIRST_OF_BIG
_WORLD = _FIRST_SMALL + 2 * _ROWS * _ROWS
_HASHES = 2**30 - 2
_LARGEST = 2**53
"""Beyond it not every whole number has a float of its own."""
_LONGEST = 256
"""Longer strings are no values that anybody looks up."""

Cells = set[tuple[int, int]]


def posting_key(term: int, long: bool) -> int:
    """The number that a list has in the index: items of long times stand in lists of their own."""
    return 2 * term + long


def term_of(key: int) -> int:
    """The term of a list, from its number."""
    return key >> 1


def second_of(time: int | None) -> int:
    """Where an item stands in its lists, by the time it is sorted by, in microseconds."""
    return MISSING if time is None else time // 1_000_000


def is_long(time: int | None, start: int | None, end: int | None) -> bool:
    """Whether an item, sorted by `time`, lasts from so long before to so long after it that it stands apart."""
    if time is None or start is None or end is None:
        return False
    return time - start > DAY or end - time > DAY


def value_term(name: str, value: Any) -> int | None:
    """The term of a property's value; None for one that no list is kept of: times, fractions, long text, objects.

    Equal values have equal terms: 5 and 5.0 are one.
    """
    kind = type(value)
    if kind is str:
        if len(value) > _LONGEST or name in TEMPORAL or _looks_like_time(value):
            return None
        text = f"t{value}"
    elif kind is bool:
        text = f"b{value:d}"
    elif (kind is int or kind is float) and abs(value) < _LARGEST and value == int(value):
        text = f"n{int(value)}"
    else:
        return None
    return 1 + crc32(f"{name}\0{text}".encode(errors="surrogatepass")) % _HASHES


def collection_term(collection: str) -> int:
    """The term of a collection's items."""
    return 1 + crc32(f"\0{collection}".encode(errors="surrogatepass")) % _HASHES


def property_terms(properties: Mapping[str, Any]) -> Iterator[int]:
    """The terms of an item's properties."""
    for name, value in properties.items():
        if isinstance(value, list):
            if name in ARRAYS:
                for member in {member for member in value if isinstance(member, str)}:
                    if (term := value_term(name, member)) is not None:
                        yield term
        elif (term := value_term(name, value)) is not None:
            yield term


def _looks_like_time(text: str) -> bool:
    return text[4:5] == "-" and text[7:8] == "-" and text[:4].isdigit()


def footprint_terms(bbox: Bbox) -> Sequence[int]:
    """The cells under which an item with this bbox is listed."""
    parts = bbox_parts(bbox)
    large = _cells(parts, 4 * _CELL, _MOST_LARGE)
    if large is None:
        return (-1 - _WORLD,)
    small = _cells(parts, _CELL, _MOST_SMALL)
    finest = map(_big, large) if small is None else map(_small, small)
    return [*map(_large, large), *finest]


def area_terms(parts: Sequence[Bbox], most: int) -> list[frozenset[int]]:
    """The sets of cells, of up to `most`, in each of which all items are listed that meet an area."""
    found = []
    large = _cells(parts, 4 * _CELL, most)
    if large is not None:
        found.append(frozenset((-1 - _WORLD, *map(_large, large))))
        small = _cells(parts, _CELL, most)
        if small is not None:
            found.append(frozenset((-1 - _WORLD, *map(_big, large), *map(_small, small))))
    return found


def _cells(parts: Iterable[Bbox], side: float, most: int) -> Cells | None:
    """The cells that an area meets, as column and row from the south-west; None when they are more than `most`."""
    cells: Cells = set()
    columns, rows = round(360 / side), round(180 / side)
    for west, south, east, north in parts:
        first, last = _at(west + 180, side, columns), _at(east + 180, side, columns)
        bottom, top = _at(south + 90, side, rows), _at(north + 90, side, rows)
        if (last - first + 1) * (top - bottom + 1) > most:
            return None
        cells.update(
            (column, row) for column in range(first, last + 1) for row in range(bottom, top + 1)
        )
    return cells if len(cells) <= most else None


def _at(degrees: float, side: float, count: int) -> int:
    return min(max(math.floor(degrees / side), 0), count - 1)


def _large(cell: tuple[int, int]) -> int:
    return -1 - (cell[1] * _LARGE_COLUMNS + cell[0])


def _big(cell: tuple[int, int]) -> int:
    return _large(cell) - _FIRST_OF_BIG


def _small(cell: tuple[int, int]) -> int:
    return -1 - (_FIRST_SMALL + cell[1] * 2 * _ROWS + cell[0])
