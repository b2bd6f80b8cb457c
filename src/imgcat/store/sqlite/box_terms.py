"""The cells under which items are listed, for many items at once: `terms.footprint_terms` in arrays."""

import numpy as np
from numpy.typing import NDArray

from imgcat.store.sqlite.terms import (
    CELL,
    FIRST_OF_BIG,
    FIRST_SMALL,
    LARGE_COLUMNS,
    MOST_LARGE,
    MOST_SMALL,
    ROWS,
    WORLD,
)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def box_terms(boxes: Floats) -> tuple[Integers, Integers]:
    """The cells of many items with bboxes that do not cross the antimeridian: which of them, and a term of it."""
    many_small, small = _spans(boxes, CELL)
    many_large, large = _spans(boxes, 4 * CELL)
    is_world = many_large > MOST_LARGE
    is_big = ~is_world & (many_small > MOST_SMALL)
    is_small = ~is_world & ~is_big
    world = np.flatnonzero(is_world)
    at_large, column, row = _members(large, many_large, ~is_world)
    terms = -1 - (row * LARGE_COLUMNS + column)
    big = is_big[at_large]
    at_small, column, row = _members(small, many_small, is_small)
    return (
        np.concatenate((world, at_large, at_large[big], at_small)),
        np.concatenate(
            (
                np.full(len(world), -1 - WORLD),
                terms,
                terms[big] - FIRST_OF_BIG,
                -1 - (FIRST_SMALL + row * 2 * ROWS + column),
            )
        ),
    )


def _spans(boxes: Floats, side: float) -> tuple[Integers, Integers]:
    """How many cells each box meets, and the first column, the first row and the number of columns."""
    limits = np.array([round(360 / side), round(180 / side)] * 2)
    cells = np.floor((boxes + np.array((180, 90, 180, 90))) / side).astype(np.int64)
    first, low, last, high = np.clip(cells, 0, limits - 1).T
    wide = last - first + 1
    return wide * (high - low + 1), np.stack((first, low, wide))


def _members(
    spans: Integers, counts: Integers, wanted: Flags
) -> tuple[Integers, Integers, Integers]:
    """The cells of those boxes that are wanted: which box, the column and the row."""
    which = np.flatnonzero(wanted)
    count = counts[which]
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    box = np.repeat(which, count)
    first, low, wide = spans[:, box]
    return box, first + number % wide, low + number // wide
