"""Item search, aggregations and queryables over one index, whether it is a file or in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache

import orjson

from imgcat.errors import QueryTimeout
from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, Sort, StoredItem
from imgcat.store.queryables import DESCRIBED, Schema
from imgcat.store.row import Row
from imgcat.store.sqlite.aggregate import Aggregator
from imgcat.store.sqlite.condition import Condition, Conditions
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.counts import Counts
from imgcat.store.sqlite.order import TIME, Key, Segment, segments, sort_keys, whole
from imgcat.store.sqlite.planner import Plan, cheapest, plans
from imgcat.store.sqlite.rows import read_rows
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.sql import Sql, Value, fill, listed, param
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.token import Position, fingerprint, read_token, write_token
from imgcat.store.sqlite.walk import Row as Found
from imgcat.store.sqlite.walk import driven, walked

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""

_TESTED = 10
"""An item whose footprint is tested takes as long as so many others."""
_READ = 5
"""An item of a page, whose body is read, takes as long as so many that are looked at."""
_COLLECTED = 200
"""So many items are collected at once, for a page and the number of matches; of more, a page is read by itself."""
_AT_ONCE = 4_000
"""Items that are looked at in a few milliseconds."""
_AT_ONCE_SECONDS = 0.05
"""When what was thought to take less is given up."""


class Searcher:
    """Answers from the connections that it is lent; safe to use from several threads.

    Matches are counted where no more than about `count_limit` items have to be looked at for it; those of whole
    collections, which are known, always.
    """

    def __init__(self, connections: Connections, count_limit: int | None = None) -> None:
        self._connections = connections
        self._count_limit = count_limit
        self.columns: Sequence[str] = PROMOTED
        self.choose: Callable[[Sequence[Plan]], Plan] = cheapest
        self._counts = Counts()
        self._keys = lru_cache(maxsize=256)(self._sort_keys)

    @cached_property
    def statistics(self) -> Statistics:
        """What is known of the items as a whole."""
        kept = Sql("SELECT value FROM meta WHERE name = 'statistics'")
        ((found,),) = self._connections.rows(kept)
        return Statistics.load(found)

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        page = self._page(query, at_once=False)
        assert page is not None  # noqa: S101 - only what has to be done at once may be left
        return page

    def search_at_once(self, query: Query) -> Page | None:
        """The same in a few milliseconds; None for a search that is thought to take longer, or that did."""
        try:
            return self._page(query, at_once=True)
        except QueryTimeout:
            return None

    def _page(self, query: Query, at_once: bool) -> Page | None:
        keys = self._keys(query.sortby)
        position = read_token(query.token, fingerprint(query)) if query.token else None
        limit = min(max(query.limit, 1), MAX_LIMIT)
        with self._asked(query, _AT_ONCE_SECONDS if at_once else None) as (connection, found):
            way = self._way(query, found, limit + 1 if _by_time(keys) else None)
            if at_once and way.work + limit * _READ > _AT_ONCE:
                return None
            rows = _rows(connection, found.where, way, keys, position, limit + 1)
            more, whole = len(rows) > limit, len(rows)
            rows = rows[:limit]
            matched = whole if position is None and (way.whole or not more) else None
            if matched is None and query.counted:
                matched = self._matched(query, connection, found, way)
            backward = position is not None and position.backward
            if backward:
                rows.reverse()
            bodies = connection.bodies([row[0] for row in rows])
        items = [StoredItem(row[1], row[2], body) for row, body in zip(rows, bodies, strict=True)]
        ahead = more if not backward else bool(rows)
        behind = more if backward else position is not None and bool(rows)
        mark = fingerprint(query) if ahead or behind else b""
        return Page(
            items,
            matched if matched is not None else len(rows),
            next=write_token(_position(rows[-1], backward=False), mark) if ahead else None,
            prev=write_token(_position(rows[0], backward=True), mark) if behind else None,
            exact=matched is not None,
        )

    def _way(self, query: Query, found: Condition, wanted: int | None) -> "_Way":
        """How a page of so many is read, or of an order that is not that of time for None."""
        offered = plans(found.restriction, self.statistics, wanted)
        chosen, tested = self.choose(offered), _TESTED if found.tests else 1
        if query.counted and self._known(query) is None:
            every = self.choose([plan for plan in offered if not plan.walk])
            looked_at = every.rows * tested
            if self._count_limit is None or looked_at <= self._count_limit:
                if query.token is None and every.rows <= _COLLECTED:
                    return _Way(every, every, looked_at, whole=True)
                return _Way(chosen, every, chosen.looked_at * tested + looked_at)
        return _Way(chosen, None, chosen.looked_at * tested)

    def _matched(
        self, query: Query, connection: Connection, found: Condition, way: "_Way"
    ) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        counting = way.counting
        if counting is None:
            return self._known(query)
        where = fill("{} AND {}", driven(counting), found.where)
        select = fill("SELECT count(*) FROM item WHERE {}", where)
        return self._counts.get(fingerprint(query), lambda: connection.number(select))

    def _known(self, query: Query) -> int | None:
        """How many items match a query that asks for no more than collections; None for any other."""
        asked = (query.ids, query.bbox, query.intersects, query.datetime, query.filter)
        if query.q or any(each is not None for each in asked):
            return None
        counts = self.statistics.collections
        wanted = counts.keys() if query.collections is None else set(query.collections)
        return sum(counts.get(name, 0) for name in wanted)

    @contextmanager
    def _asked(
        self, query: Query, seconds: float | None = None
    ) -> Iterator[tuple[Connection, Condition]]:
        """A connection that answers a query, for some seconds at most, and the condition that it asks for."""
        shapes = Shapes()
        with self._connections.lent() as connection, connection.question(shapes.tests, seconds):
            conditions = Conditions(self.columns, self.statistics, connection.number)
            yield connection, conditions.of(query, shapes)

    def _plan(self, found: Condition, wanted: int | None) -> Plan:
        return self.choose(plans(found.restriction, self.statistics, wanted))

    def _matching(self, found: Condition) -> Sql:
        """All items that fulfil a condition, in no order."""
        return fill("{} AND {}", driven(self._plan(found, None)), found.where)

    def explain(self, query: Query) -> Plan:
        """How a query would be answered."""
        by_time = not query.sortby or [sort.field for sort in query.sortby] == ["datetime"]
        with self._asked(query) as (_, found):
            return self._plan(found, query.limit + 1 if by_time else None)

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        with self._asked(query) as (connection, found):
            aggregator = Aggregator(connection, self._matching(found), self.columns)
            return [aggregator.result(aggregation) for aggregation in aggregations]

    def rows(self, query: Query, properties: Sequence[str]) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        with self._asked(query) as (connection, found):
            yield from read_rows(connection, self._matching(found), self.columns, properties)

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema; none for an unknown collection."""
        if collection is None:
            return self._queryables
        query = Sql("SELECT name, schema FROM queryable WHERE collection = ?", (collection,))
        return {name: orjson.loads(schema) for name, schema in self._connections.rows(query)}

    @cached_property
    def _queryables(self) -> Mapping[str, Schema]:
        """Over all collections; a type is said only where they agree on it."""
        merged: dict[str, Schema] = {name: DESCRIBED[name] for name in ALWAYS}
        query = Sql("SELECT DISTINCT name, schema FROM queryable ORDER BY name")
        for name, text in self._connections.rows(query):
            schema = orjson.loads(text)
            if merged.setdefault(name, schema) != schema:
                merged[name] = {"title": schema.get("title", name)}
        return merged

    def sortables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be sorted by: the queryables whose values are scalars."""
        return {
            name: schema
            for name, schema in self.queryables(collection).items()
            if schema.get("type") != "array" and name != "geometry"
        }

    def _sort_keys(self, sortby: tuple[Sort, ...]) -> tuple[Key, ...]:
        return sort_keys(sortby, self.columns, self._sortable)

    @cached_property
    def _sortable(self) -> frozenset[str]:
        return frozenset(self.sortables()) | (frozenset({*PROMOTED, *CORE}) - {"geometry"})

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()


@dataclass(frozen=True, slots=True)
class _Way:
    """How a page is read, and its matches counted where they can be; `work` is how many items are looked at for both.

    `whole` says that all matches are read, and so counted, not only those of the page.
    """

    plan: Plan
    counting: Plan | None
    work: float
    whole: bool = False


def _by_time(keys: tuple[Key, ...]) -> bool:
    return len(keys) == 1 and keys[0].value is TIME


def _rows(
    connection: Connection,
    where: Sql,
    way: _Way,
    keys: tuple[Key, ...],
    position: Position | None,
    limit: int,
) -> list[Found]:
    """Up to `limit` rows, or all of them where all are read, from a position on."""
    if way.plan.walk:
        descending = keys[0].descending != (position is not None and position.backward)
        ahead = segments(keys, position)
        return walked(connection, where, way.plan, ahead, position, descending, limit)
    where = fill("{} AND {}", driven(way.plan), where)
    if position is None:
        return _fetch(connection, where, keys, whole(keys), -1 if way.whole else limit)
    rows: list[Found] = []
    for segment in segments(keys, position):
        rows += _fetch(connection, where, keys, segment, limit - len(rows))
        if len(rows) == limit:
            break
    return rows


def _fetch(
    connection: Connection, where: Sql, keys: tuple[Key, ...], segment: Segment, limit: int
) -> list[Found]:
    select = fill(
        "SELECT item.num, item.collection, item.id, {} FROM item WHERE {} AND {} ORDER BY {} LIMIT {}",
        listed(key.value for key in keys),
        where,
        segment.condition,
        segment.order,
        param(limit),
    )
    return connection.rows(select)


def _position(row: Found, *, backward: bool) -> Position:
    values: tuple[Value, ...] = row[3:]
    return Position(values, row[1], row[2], backward)
