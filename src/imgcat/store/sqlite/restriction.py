"""What a condition restricts: the posting lists that hold all its matches, their times, and the share that matches."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

from imgcat.model.bbox import bbox_parts
from imgcat.model.interval import microseconds
from imgcat.store.cql2.expression import (
    Array,
    ArrayPredicate,
    Comparison,
    Constant,
    Interval,
    IsNull,
    Junction,
    Like,
    Literal,
    Not,
    Predicate,
    Property,
    Scalar,
    Shape,
    Spatial,
    Temporal,
    Time,
    Truth,
)
from imgcat.store.properties import ARRAYS, TEMPORAL
from imgcat.store.protocol import Query
from imgcat.store.sqlite.spatial import area_of
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.terms import area_terms, collection_term, value_term
from imgcat.store.time_text import instant

Terms = frozenset[int]
Number = TypeVar("Number", int, float)

MOST_CELLS = 64
"""An area over more large cells than this is half the Earth, and looked for in the lists of all."""
_GUESSED = {"=": 0.005, "<>": 0.9, "like": 0.1, "null": 0.5}
_ANY = 1 / 3
"""The share of items that are thought to fulfil a condition of which nothing is known, as in other planners."""


@dataclass(frozen=True, slots=True)
class Range:
    """Values of a ranked column from `least` to `most`, and its place among all items in order of the value: shares."""

    name: str
    least: float | None
    most: float | None
    start: float
    end: float

    @property
    def share(self) -> float:
        """The part of all items that is within it."""
        return max(0.0, self.end - self.start)

    def __and__(self, other: "Range") -> "Range":
        """What lies in both; they are of one column."""
        leasts = [bound for bound in (self.least, other.least) if bound is not None]
        mosts = [bound for bound in (self.most, other.most) if bound is not None]
        return Range(
            self.name,
            max(leasts, default=None),
            min(mosts, default=None),
            max(self.start, other.start),
            min(self.end, other.end),
        )


@dataclass(frozen=True, slots=True)
class Restriction:
    """Every match is in one of the lists of each set in `lists`, and its times meet `first` to `last` (microseconds).

    Its values lie in all of `ranges`, one a column. `share` is the part of all items that is thought to fulfil what
    else is asked. `found` is how many an index of another kind finds, by id
    or by text; None where there is none.
    """

    lists: tuple[Terms, ...] = ()
    first: int | None = None
    last: int | None = None
    share: float = 1.0
    found: float | None = None
    ranges: tuple[Range, ...] = ()

    @property
    def matching(self) -> float:
        """The part of all items that is thought to match."""
        return self.share * math.prod(each.share for each in self.ranges)

    def __and__(self, other: "Restriction") -> "Restriction":
        """Both."""
        return Restriction(
            self.lists + other.lists,
            _bound(max, self.first, other.first),
            _bound(min, self.last, other.last),
            self.share * other.share,
            _bound(min, self.found, other.found),
            _merged((*self.ranges, *other.ranges)),
        )


def _bound(
    choose: Callable[[Number, Number], Number], one: Number | None, other: Number | None
) -> Number | None:
    """The tighter of two bounds, either of which may be missing."""
    if one is None:
        return other
    return one if other is None else choose(one, other)


def _merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    found: dict[str, Range] = {}
    for each in ranges:
        found[each.name] = found[each.name] & each if each.name in found else each
    return tuple(found.values())


def restriction(
    query: Query, predicate: Predicate | None, texts: int | None, known: Statistics
) -> Restriction:
    """What a query restricts, whose filter is `predicate`, and whose text is found in so many items. It was checked."""
    parts = list(_Reader(known).of_query(query, predicate))
    if texts is not None:
        parts.append(Restriction(share=known.part(texts), found=texts))
    return reduce(Restriction.__and__, parts) if parts else Restriction()


class _Reader:
    def __init__(self, known: Statistics) -> None:
        self.known = known

    def of_query(self, query: Query, predicate: Predicate | None) -> Iterable[Restriction]:
        if query.ids:
            yield Restriction(share=self.known.part(len(query.ids)), found=len(query.ids))
        if query.collections:
            yield self.listed(map(collection_term, query.collections))
        if query.datetime is not None:
            first, last = (
                None if bound is None else microseconds(bound) for bound in query.datetime
            )
            yield self.during(first, last)
        if query.bbox is not None:
            yield self.area(bbox_parts(query.bbox))
        if query.intersects is not None:
            yield self.area(area_of(query.intersects))
        if predicate is not None:
            yield self.of(predicate)

    def of(self, node: Predicate) -> Restriction:
        match node:
            case Constant(value):
                return Restriction(share=float(value))
            case Not(arg):
                return Restriction(share=1 - self.of(arg).matching)
            case Junction("and", args):
                return reduce(Restriction.__and__, map(self.of, args), Restriction())
            case Junction(_, args):
                return self.either([self.of(arg) for arg in args])
            case Truth(of):
                return self.value(of, True)
            case Comparison(op, Property("datetime", core=False), right):
                return self.instant(op, right)
            case Comparison(op, Property() as of, Literal(value)):
                return self.comparison(op, of, value)
            case Comparison(op, Property() as of, Time(start)) if op != "<>":
                return self.range(op, of, start)
            case Like():
                return Restriction(share=_GUESSED["like"])
            case IsNull():
                return Restriction(share=_GUESSED["null"])
            case Temporal(op, Property("datetime", core=False), Time() | Interval() as other):
                return self.temporal(op, other)
            case Spatial("s_disjoint"):
                return Restriction()
            case Spatial(_, Shape(geometry), Property()) | Spatial(_, Property(), Shape(geometry)):
                return self.area(area_of(geometry))
            case ArrayPredicate(op, Property() as of, Array(values)):
                return self.array(op, of, values)
        return Restriction(share=_ANY)

    def listed(self, terms: Iterable[int]) -> Restriction:
        """The items listed under any of the terms."""
        wanted = frozenset(terms)
        count = sum(map(self.known.listed, wanted))
        share = self.known.part(count)
        common = [self.known.common[term] for term in wanted if term in self.known.common]
        if not common:
            return Restriction((wanted,), share=share)
        if len(common) < len(wanted):
            return Restriction(share=share)
        # No lists, but it is known between which times they all stand.
        first, last = min(one.first for one in common), max(one.last for one in common)
        return Restriction((), first * 1_000_000, last * 1_000_000 + 999_999, share)

    def during(self, first: int | None, last: int | None) -> Restriction:
        share = self.known.within(
            None if first is None else first // 1_000_000,
            None if last is None else last // 1_000_000,
        )
        return Restriction((), first, last, share)

    def area(self, parts: Sequence[tuple[float, float, float, float]]) -> Restriction:
        lists = tuple(
            frozenset(term for term in terms if self.known.listed(term))
            for terms in area_terms(parts, MOST_CELLS)
        )
        least = min((self.size(terms) for terms in lists), default=self.known.items)
        covered = sum((east - west) * (north - south) for west, south, east, north in parts)
        return Restriction(
            lists, share=self.known.part(least) if lists else min(1.0, covered / (360 * 180))
        )

    def size(self, terms: Terms) -> int:
        return sum(map(self.known.listed, terms))

    def value(self, of: Property, value: object) -> Restriction:
        if of.core and of.name == "collection":
            return self.listed([collection_term(str(value))])
        if of.core:
            return Restriction(share=self.known.part(1), found=1)
        term = value_term(of.name, value)
        if term is not None:
            return self.listed([term])
        if isinstance(value, float) and of.name in self.known.ranked:
            return self.range("=", of, value)
        return Restriction(share=_GUESSED["="])

    def comparison(self, op: str, of: Property, value: str | float | bool) -> Restriction:
        if op == "=":
            return self.value(of, value)
        if op == "<>":
            return Restriction(share=1 - self.value(of, value).matching)
        if of.name in TEMPORAL and (moment := instant(value)) is not None:
            return self.range(op, of, moment)
        if isinstance(value, str | bool):
            return Restriction(share=_ANY)
        return self.range(op, of, value)

    def range(self, op: str, of: Property, value: float) -> Restriction:
        """The values that compare so with one."""
        least, most = (None if op.startswith(sign) else value for sign in "<>")
        if of.name in self.known.ranked:
            part = self.known.known.get(of.name, 1.0)
            start, end = (part * bound for bound in self.known.bounds(of.name, least, most))
            return Restriction(ranges=(Range(of.name, least, most, start, end),))
        if of.name not in self.known.values:
            return Restriction(share=_ANY)
        return Restriction(share=self.known.between(of.name, least, most))

    def instant(self, op: str, other: Scalar) -> Restriction:
        time = other.start if isinstance(other, Time) else None
        if isinstance(other, Literal):
            time = instant(other.value)
        if time is None or op == "<>":
            return Restriction()
        return self.during(
            None if op.startswith("<") else time, None if op.startswith(">") else time
        )

    def temporal(self, op: str, other: Time | Interval) -> Restriction:
        """Bounds on the times of an item, of which at least one lies within them, or they within it."""
        first, last = other.start, other.end
        starts = first.start if isinstance(first, Time) else first
        ends = last.end if isinstance(last, Time) else last
        if isinstance(starts, Property) or isinstance(ends, Property) or op == "t_disjoint":
            return Restriction(share=_ANY)
        if op == "t_before":
            return self.during(None, starts)
        if op == "t_after":
            return self.during(ends, None)
        return self.during(starts, ends)

    def array(self, op: str, of: Property, values: Sequence[object]) -> Restriction:
        texts = [value.value for value in values if isinstance(value, Literal)]
        known = [value_term(of.name, text) for text in texts if isinstance(text, str)]
        terms = [term for term in known if term is not None]
        if of.name not in ARRAYS or len(terms) < len(values) or not terms:
            return Restriction(share=_ANY)
        if op == "a_overlaps":
            return self.listed(terms)
        if op in ("a_contains", "a_equals"):
            return reduce(Restriction.__and__, (self.listed([term]) for term in terms))
        return Restriction(share=_ANY)

    def either(self, parts: Sequence[Restriction]) -> Restriction:
        """Any of the parts: a union of the shortest lists of each, where each has some."""
        lists: tuple[Terms, ...] = ()
        if parts and all(part.lists for part in parts):
            lists = (frozenset().union(*(min(part.lists, key=self.size) for part in parts)),)
        firsts = [part.first for part in parts]
        lasts = [part.last for part in parts]
        found = [part.found for part in parts]
        return Restriction(
            lists,
            None
            if None in firsts
            else min((one for one in firsts if one is not None), default=None),
            None if None in lasts else max((one for one in lasts if one is not None), default=None),
            min(1.0, sum(part.matching for part in parts)),
            None if None in found else sum(count or 0.0 for count in found),
        )
