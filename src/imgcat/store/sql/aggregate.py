"""Aggregations over an index: grouped in SQL as far as that is exact, and finished here."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from imgcat.errors import InvalidRequest
from imgcat.model.interval import moment
from imgcat.store.aggregation import (
    MAX_BUCKETS,
    Aggregation,
    Bucket,
    Cells,
    Count,
    Dates,
    Distribution,
    Earliest,
    Latest,
    Ranges,
    Result,
    Step,
    Terms,
)
from imgcat.store.cells import centroids, lattice
from imgcat.store.sql.question import Question
from imgcat.store.sql.sql import Sql, fill, listed

_CHUNK = 10_000
"""Footprints that are looked at together."""

_TIME = Sql('coalesce(item."datetime", (item.start + item."end") / 2)')
"""Where an item counts in time: its instant, or the middle of its range."""

_DAY = 86_400_000_000
_SPANS = ((2 * _DAY, Step.HOUR), (62 * _DAY, Step.DAY), (5 * 366 * _DAY, Step.MONTH))
"""Up to which span, in microseconds, a step gives a histogram that can still be read; beyond it is years."""


class Aggregator:
    """The items that a question finds."""

    def __init__(self, question: Question) -> None:
        self._connection = question.connection
        self._where = question.matching
        self._dialect = question.dialect

    def result(self, aggregation: Aggregation) -> Result:
        """What an aggregation says of them. Raises InvalidRequest."""
        match aggregation:
            case Count():
                return self._count()
            case Earliest():
                return self._moment(Sql("min(item.start)"))
            case Latest():
                return self._moment(Sql('max(item."end")'))
            case Terms(name):
                return self._terms(name)
            case Ranges():
                return self._ranges(aggregation)
            case Dates(step):
                return self._dates(step)
            case Cells():
                return self._cells(aggregation)

    def _one(self, *what: Sql) -> tuple[Any, ...]:
        sql = fill("SELECT {} FROM item WHERE {}", listed(what), self._where)
        return self._connection.rows(sql)[0]

    def _count(self) -> int:
        return int(self._one(Sql("count(*)"))[0])

    def _moment(self, extreme: Sql) -> dt.datetime | None:
        (found,) = self._one(extreme)
        return None if found is None else moment(found)

    def _grouped(self, value: Sql) -> list[tuple[Any, int]]:
        """How many items there are for each value."""
        template = "SELECT {} AS value, count(*) FROM item WHERE {} GROUP BY 1"
        return self._connection.rows(fill(template, value, self._where))

    def _values(self, name: str) -> list[tuple[Any, int]]:
        found = self._grouped(self._dialect.terms(name))
        return [(self._dialect.decode(stored), count) for stored, count in found]

    def _terms(self, name: str) -> Distribution:
        counts: Counter[tuple[str, Any]] = Counter()
        overflow = 0
        for stored, count in self._values(name):
            members = set(_members(stored))
            overflow += 0 if members else count
            for member in members:
                counts[member] += count
        return _most_frequent(counts, overflow)

    def _ranges(self, asked: Ranges) -> Distribution:
        counts: Counter[int] = Counter()
        overflow = 0
        for value, count in self._values(asked.property):
            if (
                isinstance(value, int | float)
                and value is not True
                and value is not False
                and math.isfinite(value)
            ):
                counts[int(value // asked.width * asked.width)] += count
            else:
                overflow += count
        return Distribution(_in_order(counts), overflow)

    def _dates(self, step: Step | None) -> Distribution:
        first, last = self._one(fill("min({})", _TIME), fill("max({})", _TIME))
        if first is None:
            return Distribution((), self._count(), step)
        step = step or next((each for most, each in _SPANS if last - first <= most), Step.YEAR)
        counts = dict(self._grouped(self._dialect.starts(step, _TIME)))
        overflow = counts.pop(None, 0)
        return Distribution(_in_order(counts), overflow, step)

    def _cells(self, asked: Cells) -> Distribution:
        grid = lattice(asked.grid, asked.precision)
        counts: Counter[tuple[int, int]] = Counter()
        located = 0
        for shapes in self._footprints():
            located += len(shapes)
            found = grid.touched(shapes) if asked.whole else grid.at(*centroids(shapes))
            cells, numbers = np.unique(np.stack(found), axis=1, return_counts=True)
            for column, row, number in zip(*cells.tolist(), numbers.tolist(), strict=True):
                counts[column, row] += number
        named = {("cell", grid.name(*cell)): count for cell, count in counts.items()}
        return _most_frequent(Counter(named), self._count() - located)

    def _footprints(self) -> Iterator[Any]:
        """Their footprints, an array of geometries at a time."""
        dialect = self._dialect
        template = "SELECT {} FROM {} WHERE {} AND {}"
        select = fill(template, dialect.outline, dialect.outlined, dialect.located, self._where)
        for rows in self._connection.chunks(select, _CHUNK):
            found = [dialect.wkb(outline) for (outline,) in rows]
            yield shapely.from_wkb(np.array(found, dtype=object))


def _members(found: Any) -> Iterator[tuple[str, Any]]:
    """The scalars in a value, each with its kind, so that 1, "1" and true stay apart."""
    for value in found if isinstance(found, list) else [found]:
        if isinstance(value, bool):
            yield "boolean", value
        elif isinstance(value, str):
            yield "text", value
        elif isinstance(value, int | float) and math.isfinite(value):
            yield "number", value


def _most_frequent(counts: Counter[tuple[str, Any]], overflow: int) -> Distribution:
    """Buckets by count, and among equals by key; those beyond the most are told as overflow."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    kept, rest = ordered[:MAX_BUCKETS], ordered[MAX_BUCKETS:]
    buckets = [Bucket(value, count) for (_, value), count in kept]
    return Distribution(buckets, overflow + sum(count for _, count in rest))


def _in_order(counts: Mapping[Any, int]) -> list[Bucket]:
    """Buckets by key. Raises InvalidRequest when there are too many."""
    if len(counts) > MAX_BUCKETS:
        raise InvalidRequest(
            f"An aggregation has at most {MAX_BUCKETS:,} buckets; this one would have {len(counts):,}."
        )
    return [Bucket(key, counts[key]) for key in sorted(counts)]
