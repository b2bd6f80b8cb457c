"""Aggregations: what can be counted over the items that a query finds, and what comes back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_BUCKETS = 10_000
"""The most buckets of one distribution."""


class Step(StrEnum):
    """The length of a bucket of a date histogram."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


class Grid(StrEnum):
    """A division of the Earth into cells: geohashes, or the tiles of web maps (zoom/x/y)."""

    GEOHASH = "geohash"
    GEOTILE = "geotile"


@dataclass(frozen=True, slots=True)
class Count:
    """How many items there are."""


@dataclass(frozen=True, slots=True)
class Earliest:
    """When the first item's time starts."""


@dataclass(frozen=True, slots=True)
class Latest:
    """When the last item's time ends."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many items have each value of a property; of an array, each of its members once."""

    property: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """How many items have a number in each range, from a multiple of `width` up to but without the next."""

    property: str
    width: int


@dataclass(frozen=True, slots=True)
class Dates:
    """How many items fall into each year, month, day or hour of UTC; without a step, into one that suits their span.

    An item with a range of times, or a date that is only known to the day, counts where the middle of it lies.
    """

    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """How many items lie in each cell of a grid: by the centroid of the footprint, or wherever the `whole` of it is.

    `precision` is the length of a geohash, 1 to 12, or the zoom of a tile, 0 to 29. A cell has its west and south
    edges (a tile its north one), not the others.
    """

    grid: Grid
    precision: int
    whole: bool = False


Aggregation = Count | Earliest | Latest | Terms | Ranges | Dates | Cells


@dataclass(frozen=True, slots=True)
class Bucket:
    """One part of a distribution. `key` is the value, the start of the range or time, or the name of the cell."""

    key: str | float | bool
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts by bucket, and `overflow`: how many items are in none of the buckets.

    Values and cells come with the most frequent first, ranges and dates in order. `step` is that of dates.
    """

    buckets: Sequence[Bucket]
    overflow: int
    step: Step | None = None


Result = int | dt.datetime | None | Distribution
"""A count, a time (None where no item has one), or a distribution."""
