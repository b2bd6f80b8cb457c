"""Items put on the lists of their terms, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, compress

import numpy as np

from imgcat.store.sqlite.box_terms import Integers, box_terms
from imgcat.store.sqlite.gathering import Gathered
from imgcat.store.sqlite.make import Make
from imgcat.store.sqlite.terms import (
    ALL,
    HASHES,
    collection_term,
    footprint_terms,
    is_long,
    second_of,
)

_BITS = 33
"""Keys of lists, and a bit more."""
_LOWEST = -(2**18)
"""No key of a list is lower."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Which lists some items stand on: `postings` have the list's key, the second and the item's number.

    `long` items have times of their own lists; `before` and `after` are the farthest that one reaches from the time
    that it is sorted by.
    """

    postings: Integers = field(default_factory=lambda: np.empty((0, 3), dtype=np.int64))
    long: int = 0
    before: int = 0
    after: int = 0


def membership(items: Sequence[Gathered], makes: Sequence[Make]) -> Membership:
    """The postings of items, each with the make of its properties."""
    times = [item.time for item in items]
    # Most have one time and no other.
    long = [
        item.start != item.end and is_long(time, item.start, item.end)
        for item, time in zip(items, times, strict=True)
    ]
    spans = [
        (time - item.start, item.end - time)
        for item, time in zip(compress(items, long), compress(times, long), strict=True)
        if time is not None and item.start is not None and item.end is not None
    ]
    which, terms = map(np.concatenate, zip(*_terms(items, makes), strict=True))
    keys = 2 * terms + np.array(long, dtype=np.int64)[which]
    # An item may have two values with one term; it stands once on each list.
    both = np.sort(which << _BITS | keys - _LOWEST)
    both = both[np.diff(both, prepend=-1) != 0]
    which, keys = both >> _BITS, (both & (1 << _BITS) - 1) + _LOWEST
    seconds = np.array(list(map(second_of, times)), dtype=np.int64)
    numbers = np.array([item.num for item in items], dtype=np.int64)
    return Membership(
        np.stack((keys, seconds[which], numbers[which]), axis=1),
        len(spans),
        max((before for before, _ in spans), default=0),
        max((after for _, after in spans), default=0),
    )


def _terms(items: Sequence[Gathered], makes: Sequence[Make]) -> list[tuple[Integers, Integers]]:
    """The terms of items, in several pairs of arrays: which item, and a term of it."""
    every = np.arange(len(items))
    known = {name: collection_term(name) for name in {item.collection for item in items}}
    collections = np.array([known[item.collection] for item in items], dtype=np.int64)
    checksums = [make.checksums(item.properties) for item, make in zip(items, makes, strict=True)]
    values = np.fromiter(chain.from_iterable(checksums), np.int64)
    plain = [
        (at, item.bbox)
        for at, item in enumerate(items)
        if item.bbox and item.bbox[0] <= item.bbox[2]
    ]
    inside, cells = box_terms(np.array([bbox for _, bbox in plain]).reshape(-1, 4))
    across = [
        (at, term)
        for at, item in enumerate(items)
        if item.bbox and item.bbox[0] > item.bbox[2]
        for term in footprint_terms(item.bbox)
    ]
    elsewhere = np.array(across, dtype=np.int64).reshape(-1, 2)
    return [
        (every, np.full(len(items), ALL)),
        (every, collections),
        (np.repeat(every, [len(each) for each in checksums]), 1 + values % HASHES),
        (np.array([at for at, _ in plain], dtype=np.int64)[inside], cells),
        (elsewhere[:, 0], elsewhere[:, 1]),
    ]
