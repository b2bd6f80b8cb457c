"""Item search, aggregations and queryables over one index, whether it is a file or in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any

import orjson

from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, Sort, StoredItem
from imgcat.store.queryables import DESCRIBED, Schema
from imgcat.store.row import Row
from imgcat.store.sqlite.aggregate import Aggregator
from imgcat.store.sqlite.condition import Condition, Conditions
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.counts import Counts
from imgcat.store.sqlite.order import TIME, Key, Segment, segments, sort_keys
from imgcat.store.sqlite.planner import Plan, cheapest, plans
from imgcat.store.sqlite.ranked import Walk
from imgcat.store.sqlite.rows import read_rows
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.sql import Sql, Value, fill, listed, param
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.token import Position, fingerprint, read_token, write_token
from imgcat.store.sqlite.walk import driven, walked

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""

_TESTED = 10
"""An item whose footprint is tested takes as long to count as so many others."""


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

    @cached_property
    def statistics(self) -> Statistics:
        """What is known of the items as a whole."""
        kept = Sql("SELECT value FROM meta WHERE name = 'statistics'")
        ((found,),) = self._connections.rows(kept)
        return Statistics.load(found)

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        keys = sort_keys(query.sortby, self.columns, self._sortable)
        mark = fingerprint(query)
        position = read_token(query.token, mark) if query.token else None
        limit = min(max(query.limit, 1), MAX_LIMIT)
        by_time = [key.value for key in keys] == [TIME]
        ranked = self._ranked(query.sortby)
        with self._asked(query) as (connection, found):
            chosen = self._plan(found, limit + 1 if by_time or ranked else None, ranked)
            ahead = segments(keys, position)
            if chosen.order is not None:
                walk = Walk(connection, found.where, chosen.order, keys[0])
                rows = _ranked_page(walk, connection, found.where, keys, ahead, position, limit + 1)
            elif chosen.walk:
                descending = keys[0].descending != (position is not None and position.backward)
                rows = walked(
                    connection, found.where, chosen, ahead, position, descending, limit + 1
                )
            else:
                where = fill("{} AND {}", driven(connection, chosen), found.where)
                rows = _fetch(connection, where, keys, ahead, limit + 1)
            more, rows = len(rows) > limit, rows[:limit]
            matched = len(rows) if position is None and not more else None
            if matched is None and query.counted:
                matched = self._counts.get(mark, lambda: self._count(connection, query, found))
            backward = position is not None and position.backward
            if backward:
                rows.reverse()
            items = [StoredItem(row[1], row[2], connection.body(row[0])) for row in rows]
        ahead_ = more if not backward else bool(rows)
        behind = more if backward else position is not None and bool(rows)
        return Page(
            items,
            matched if matched is not None else len(rows),
            next=write_token(_position(rows[-1], backward=False), mark) if ahead_ else None,
            prev=write_token(_position(rows[0], backward=True), mark) if behind else None,
            exact=matched is not None,
        )

    @contextmanager
    def _asked(self, query: Query) -> Iterator[tuple[Connection, Condition]]:
        """A connection that answers a query, and the condition that it asks for."""
        shapes = Shapes()
        with self._connections.lent() as connection, connection.question(shapes.tests):
            conditions = Conditions(self.columns, self.statistics, connection.number)
            yield connection, conditions.of(query, shapes)

    def _plan(self, found: Condition, wanted: int | None, order: str | None = None) -> Plan:
        return self.choose(plans(found.restriction, self.statistics, wanted, order))

    def _ranked(self, sortby: Sequence[Sort]) -> str | None:
        """The ranked column that items are sorted by; None where they are sorted in another way."""
        names = [sort.field.removeprefix("properties.") for sort in sortby]
        return names[0] if len(names) == 1 and names[0] in self.statistics.ranked else None

    def _matching(self, connection: Connection, found: Condition) -> Sql:
        """All items that fulfil a condition, in no order; footprints are tested already, as far as they have to be."""
        driven_ = driven(connection, self._plan(found, None))
        for test, undecided in found.shapes.undecided.items():
            select = "SELECT outline FROM item JOIN footprint USING (num) WHERE {} AND {}"
            connection.decide(test, fill(select, driven_, undecided))
        return fill("{} AND {}", driven_, found.where)

    def explain(self, query: Query) -> Plan:
        """How a query would be answered."""
        by_time = not query.sortby or [sort.field for sort in query.sortby] == ["datetime"]
        ranked = self._ranked(query.sortby)
        with self._asked(query) as (_, found):
            return self._plan(found, query.limit + 1 if by_time or ranked else None, ranked)

    def _count(self, connection: Connection, query: Query, found: Condition) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        if replace(query, collections=None, sortby=(), limit=0, token=None) == Query(limit=0):
            counts = self.statistics.collections
            wanted = counts.keys() if query.collections is None else set(query.collections)
            return sum(counts.get(name, 0) for name in wanted)
        chosen = self._plan(found, None)
        looked_at = chosen.rows * (_TESTED if found.shapes.tests else 1)
        if self._count_limit is not None and looked_at > self._count_limit:
            return None
        where = self._matching(connection, found)
        return connection.number(fill("SELECT count(*) FROM item WHERE {}", where))

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        with self._asked(query) as (connection, found):
            aggregator = Aggregator(connection, self._matching(connection, found), self.columns)
            return [aggregator.result(aggregation) for aggregation in aggregations]

    def rows(self, query: Query, properties: Sequence[str]) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        with self._asked(query) as (connection, found):
            yield from read_rows(
                connection, self._matching(connection, found), self.columns, properties
            )

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

    @cached_property
    def _sortable(self) -> frozenset[str]:
        return frozenset(self.sortables()) | (frozenset({*PROMOTED, *CORE}) - {"geometry"})

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()


def _ranked_page(
    walk: Walk,
    connection: Connection,
    where: Sql,
    keys: Sequence[Key],
    ahead: Sequence[Segment],
    position: Position | None,
    limit: int,
) -> list[tuple[Any, ...]]:
    """As `_fetch`; the segment of the items that have a value is read from the ranking."""
    rows: list[tuple[Any, ...]] = []
    for segment in ahead:
        if segment.present:
            rows += walk.page(segment, position, limit - len(rows))
        else:
            rows += _fetch(connection, where, keys, [segment], limit - len(rows))
        if len(rows) == limit:
            break
    return rows


def _fetch(
    connection: Connection,
    where: Sql,
    keys: Sequence[Key],
    ahead: Sequence[Segment],
    limit: int,
) -> list[tuple[Any, ...]]:
    """Up to `limit` rows of number, collection, id and sort keys, from one segment after the other."""
    rows: list[tuple[Any, ...]] = []
    columns = listed(key.value for key in keys)
    for segment in ahead:
        select = fill(
            "SELECT item.num, item.collection, item.id, {} FROM item WHERE {} AND {} ORDER BY {} LIMIT {}",
            columns,
            where,
            segment.condition,
            segment.order,
            param(limit - len(rows)),
        )
        rows += connection.rows(select)
        if len(rows) == limit:
            break
    return rows


def _position(row: tuple[Any, ...], *, backward: bool) -> Position:
    values: tuple[Value, ...] = row[3:]
    return Position(values, row[1], row[2], backward)
