"""Item search, aggregations and queryables over one index, whether it is a file or in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import orjson

from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import DESCRIBED, Schema
from imgcat.store.row import Row
from imgcat.store.sqlite.aggregate import Aggregator
from imgcat.store.sqlite.condition import condition
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.counts import Counts
from imgcat.store.sqlite.order import Key, Segment, segments, sort_keys
from imgcat.store.sqlite.rows import read_rows
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.sql import Sql, Value, fill, listed, param
from imgcat.store.sqlite.token import Position, fingerprint, read_token, write_token

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""


class Searcher:
    """Answers from the connections that it is lent; safe to use from several threads.

    Matches are counted up to `count_limit`; those of whole collections, which an index counts, always.
    """

    def __init__(self, connections: Connections, count_limit: int | None = None) -> None:
        self._connections = connections
        self._count_limit = count_limit
        self.columns: Sequence[str] = PROMOTED
        self._counts = Counts()

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        shapes = Shapes()
        where = condition(query, self.columns, shapes)
        keys = sort_keys(query.sortby, self.columns, self._sortable)
        mark = fingerprint(query)
        position = read_token(query.token, mark) if query.token else None
        limit = min(max(query.limit, 1), MAX_LIMIT)
        with self._connections.lent() as connection, connection.question(shapes.tests):
            rows = _fetch(connection, where, keys, segments(keys, position), limit + 1)
            most = None if _whole_collections(query) else self._count_limit
            matched = self._counts.get(mark, lambda: _count(connection, where, most))
            more, rows = len(rows) > limit, rows[:limit]
            backward = position is not None and position.backward
            if backward:
                rows.reverse()
            items = [StoredItem(row[1], row[2], connection.body(row[0])) for row in rows]
        ahead = more if not backward else bool(rows)
        behind = more if backward else position is not None and bool(rows)
        return Page(
            items,
            matched if most is None else min(matched, most),
            next=write_token(_position(rows[-1], backward=False), mark) if ahead else None,
            prev=write_token(_position(rows[0], backward=True), mark) if behind else None,
            exact=most is None or matched <= most,
        )

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        shapes = Shapes()
        where = condition(query, self.columns, shapes)
        with self._connections.lent() as connection, connection.question(shapes.tests):
            aggregator = Aggregator(connection, where, self.columns)
            return [aggregator.result(aggregation) for aggregation in aggregations]

    def rows(self, query: Query, properties: Sequence[str]) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        shapes = Shapes()
        where = condition(query, self.columns, shapes)
        with self._connections.lent() as connection, connection.question(shapes.tests):
            yield from read_rows(connection, where, self.columns, properties)

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


def _whole_collections(query: Query) -> bool:
    return replace(query, collections=None, sortby=(), limit=0, token=None) == Query(limit=0)


def _count(connection: Connection, where: Sql, most: int | None) -> int:
    """How many items match; one more than `most` where there are more than that."""
    if most is None:
        counting = fill("SELECT count(*) FROM item WHERE {}", where)
    else:
        counting = fill(
            "SELECT count(*) FROM (SELECT 1 FROM item WHERE {} LIMIT {})", where, param(most + 1)
        )
    ((matched,),) = connection.rows(counting)
    return int(matched)


def _position(row: tuple[Any, ...], *, backward: bool) -> Position:
    values: tuple[Value, ...] = row[3:]
    return Position(values, row[1], row[2], backward)
