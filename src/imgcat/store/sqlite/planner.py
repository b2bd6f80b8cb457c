"""Which way to the matches is the shortest: along the lists of a place, of a value, or of all time.

All lists are in order of time. A page of the newest is read by walking some lists side by side, newest first, until it
is full; where few items stand in them, or another order is wanted, they are collected and sorted. Which lists, and how,
follows from the statistics alone: nothing here looks at the index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imgcat.store.sqlite.restriction import Range, Restriction
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.terms import ALL, DAY, MISSING, posting_key

_SEEK = 8.0
"""The cost of opening a list, where that of looking at an item is 1."""
_RANDOM = 2.0
"""The cost of an item that is looked at by its number and not in the order of a list."""
_BLOCK = 256
"""Items in a block of a ranking."""
_MOST_RANGED = 200_000
"""More items than this are not put together from blocks."""
_MOST_OF_ALL = 0.25
"""Where more than this part of all items stands in the lists, they are not looked up one by one."""
_LEAST = 1e-9
MOST_WALKED = 128
"""More lists than this are not walked side by side."""
_SECOND = 1_000_000
_EARLIEST, _LATEST = MISSING + 1, 2**38


class Listing(NamedTuple):
    """A stretch of a posting list: from the `first` to the `last` second."""

    key: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The lists to read, that together hold all matches, and what was estimated. None are read where an id or a text is
    looked up.

    `rows` is how many items stand in them, `matches` how many of these match, `cost` that of a page in items looked at.
    `walk` says to read them in order of time until a page is full. With a `range`, the blocks of a ranking are read in
    their place; with an `order`, those of a ranking from its start, in order of the column that it is of. `of_all` says
    that the lists hold most of all items: to collect them the table of items is read from end to end.
    """

    lists: tuple[Listing, ...]
    rows: float
    matches: float
    walk: bool
    cost: float
    range: Range | None = None
    order: str | None = None
    of_all: bool = False

    @property
    def looked_at(self) -> float:
        """How many items are looked at, about."""
        return self.cost - _SEEK * len(self.lists)


def cheapest(plans: Sequence[Plan]) -> Plan:
    """The plan of the least cost."""
    return min(plans, key=lambda plan: plan.cost)


def plans(
    asked: Restriction, known: Statistics, wanted: int | None, order: str | None = None
) -> list[Plan]:
    """The plans for the newest (or oldest) so many, or for the first in `order` of a ranked column.

    With None, for all that match in whatever order.
    """
    if order is not None:
        found = plans(asked, known, None)
        if wanted is not None:
            rows = min(known.items, _BLOCK + _RANDOM * wanted / max(asked.matching, _LEAST))
            found.append(Plan((), rows, wanted, True, rows, order=order))
        return found
    found = []
    share = known.within(
        None if asked.first is None else asked.first // _SECOND,
        None if asked.last is None else asked.last // _SECOND,
    )
    stretches = _stretches(asked, known)
    for terms in asked.lists:
        rows = share * sum(map(known.listed, terms))
        found += _plans(_listings(terms, stretches, known), rows, asked, known, wanted)
    every, rows = _listings((ALL,), stretches, known), share * known.items
    found += _plans(every, rows, asked, known, wanted, of_all=share > _MOST_OF_ALL)
    if asked.found is not None:
        matches = min(asked.found, known.items * asked.matching)
        found.append(Plan((), asked.found, matches, False, asked.found + _SEEK))
    for each in asked.ranges:
        rows = _RANDOM * known.items * each.share + 2 * _BLOCK
        if rows < _MOST_RANGED:
            matches = known.items * asked.matching
            found.append(Plan((), rows, matches, False, rows + _SEEK, range=each))
    return found


def _plans(
    lists: tuple[Listing, ...],
    rows: float,
    asked: Restriction,
    known: Statistics,
    wanted: int | None,
    of_all: bool = False,
) -> Iterator[Plan]:
    """Collecting the rows that stand in some lists, and walking along them."""
    matches = min(rows, known.items * asked.matching)
    opened = _SEEK * len(lists)
    yield Plan(lists, rows, matches, False, rows + opened, of_all=of_all)
    if wanted is not None and len(lists) <= MOST_WALKED:
        walked = rows * min(1.0, wanted / max(matches, 1.0))
        yield Plan(lists, rows, matches, True, walked + opened, of_all=of_all)


def _stretches(asked: Restriction, known: Statistics) -> list[tuple[bool, int, int]]:
    """Between which seconds the matches stand: in the lists of short items, and in those of long ones."""
    found = []
    for long in known.lengths:
        before, after = (known.before, known.after) if long else (DAY, DAY)
        first = _EARLIEST if asked.first is None else (asked.first - after) // _SECOND
        last = _LATEST if asked.last is None else (asked.last + before) // _SECOND
        timeless = asked.first is None and asked.last is None and not long
        start = MISSING if timeless else first
        if start <= last:
            found.append((long, start, last))
    return found


def _listings(
    terms: Iterable[int], stretches: Iterable[tuple[bool, int, int]], known: Statistics
) -> tuple[Listing, ...]:
    """Those stretches of the lists of some terms, as far as there are such lists."""
    ordered = sorted(terms)
    return tuple(
        [
            Listing(key, first, last)
            for long, first, last in stretches
            for term in ordered
            if (key := posting_key(term, long)) in known.lists or term >= 0
        ]
    )
