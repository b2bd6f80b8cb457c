"""What an index knows of its items as a whole, kept when it is built, for estimates and for counts."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from math import isqrt
from typing import Any, Self

import orjson
import zstandard

from imgcat.store.sqlite.terms import collection_term, term_of


@dataclass(frozen=True, slots=True)
class Common:
    """A value that so many items have that they are not listed: how many, and the first and last second of them."""

    items: int
    first: int
    last: int


@dataclass(frozen=True)
class Statistics:
    """Counts and distributions. Times are in seconds since 1970.

    `collections` are exact. `lists` holds how many items a posting list has, by its key: every list of a cell, and
    of the others those of more than `short` items. `common` are the terms
    without a list. `times` and each of `values` are quantiles: as many items lie between any two neighbours.
    `known` is the share of items that have one, and `ranked` the columns that a ranking is kept of.
    `before` and `after` are the farthest that a long item reaches from the time it is sorted by.
    """

    items: int = 0
    collections: Mapping[str, int] = field(default_factory=dict)
    short: int = 0
    lists: Mapping[int, int] = field(default_factory=dict)
    common: Mapping[int, Common] = field(default_factory=dict)
    times: Sequence[int] = ()
    values: Mapping[str, Sequence[float]] = field(default_factory=dict)
    known: Mapping[str, float] = field(default_factory=dict)
    ranked: Sequence[str] = ()
    long: int = 0
    before: int = 0
    after: int = 0

    def dump(self) -> bytes:
        """As it is kept in the index."""
        return zstandard.compress(orjson.dumps(asdict(self), option=orjson.OPT_NON_STR_KEYS))

    @classmethod
    def load(cls, kept: bytes) -> Self:
        """What `dump` kept."""
        known: dict[str, Any] = orjson.loads(zstandard.decompress(kept))
        known["lists"] = {int(key): count for key, count in known["lists"].items()}
        known["common"] = {int(key): Common(**value) for key, value in known["common"].items()}
        return cls(**known)

    def listed(self, term: int) -> int:
        """How many items a term's lists have, about.

        Of a short list of a value no more is known than that it has one to `short` items: the geometric mean of both is
        never far off by as much as either may be.
        """
        count = self._of_terms.get(term)
        return count if count is not None else 0 if term < 0 else isqrt(self.short)

    @cached_property
    def _of_terms(self) -> Mapping[int, int]:
        """How many items are listed under each term that is known, or have its value."""
        found: dict[int, int] = {}
        for key, count in self.lists.items():
            found[term_of(key)] = found.get(term_of(key), 0) + count
        found |= {collection_term(name): count for name, count in self.collections.items()}
        return found | {term: one.items for term, one in self.common.items()}

    @cached_property
    def lengths(self) -> tuple[bool, ...]:
        """Which lists there are: those of short items, and those of long ones where there is one at all."""
        return (False, True) if self.long else (False,)

    def part(self, count: float) -> float:
        """So many items as a share of all."""
        return min(1.0, count / max(1, self.items))

    def within(self, first: int | None, last: int | None) -> float:
        """The share of the items that stand between two seconds."""
        if first is None and last is None:
            return 1.0
        return _share(self.times, first, last)

    def between(self, name: str, least: float | None, most: float | None) -> float:
        """The share of the items that have a number between two values in a property."""
        low, high = self.bounds(name, least, most)
        return self.known.get(name, 0.0) * max(0.0, high - low)

    def bounds(self, name: str, least: float | None, most: float | None) -> tuple[float, float]:
        """Which shares of the numbers in a property lie below the one value, and up to the other."""
        ordered = self.values.get(name, ())
        if not ordered:
            return 0.0, 1.0
        return _below(ordered, least, False), _below(ordered, most, True)


def quantiles(ordered: Sequence[Any], most: int = 129) -> list[Any]:
    """Up to `most` of the values, evenly, with the first and the last of them."""
    if len(ordered) <= most:
        return list(ordered)
    return [ordered[at * (len(ordered) - 1) // (most - 1)] for at in range(most)]


def _share(ordered: Sequence[Any], first: Any, last: Any) -> float:
    """The share of a distribution between two bounds, by its quantiles; within one step it is thought even."""
    if not ordered:
        return 0.0
    return max(0.0, _below(ordered, last, True) - _below(ordered, first, False))


def _below(ordered: Sequence[Any], bound: Any, inclusive: bool) -> float:
    if not ordered:
        return 0.0
    if bound is None:
        return 1.0 if inclusive else 0.0
    at = (bisect_right if inclusive else bisect_left)(ordered, bound)
    if at == 0 or at == len(ordered):
        return at / len(ordered)
    low, high = ordered[at - 1], ordered[at]
    part = (bound - low) / (high - low) if high > low else 0.0
    return (at - 1 + min(max(part, 0.0), 1.0)) / (len(ordered) - 1)
