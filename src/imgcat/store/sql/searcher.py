"""Item search, aggregations and queryables over one index, whichever engine holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import orjson

from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import DESCRIBED, Schema
from imgcat.store.sql.aggregate import Aggregator
from imgcat.store.sql.condition import condition
from imgcat.store.sql.counts import Counts
from imgcat.store.sql.dialect import Connection, Engine
from imgcat.store.sql.order import Key, Segment, segments, sort_keys
from imgcat.store.sql.sql import Sql, Value, fill, listed, param
from imgcat.store.sql.token import Position, fingerprint, read_token, write_token

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""


class Searcher:
    """Answers from the connections that it is lent; safe to use from several threads.

    Matches are counted up to `count_limit`; those of whole collections, which an index counts, always.
    """

    def __init__(self, engine: Engine, count_limit: int | None = None) -> None:
        self._engine = engine
        self._count_limit = count_limit
        self.columns: Sequence[str] = PROMOTED
        self._counts = Counts()

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        dialect = self._engine.dialect(self.columns)
        where = condition(query, dialect)
        keys = sort_keys(query.sortby, dialect, self._sortable)
        mark = fingerprint(query)
        position = read_token(query.token, mark) if query.token else None
        limit = min(max(query.limit, 1), MAX_LIMIT)
        with dialect.question() as connection:
            rows = _fetch(connection, where, keys, segments(keys, position), limit + 1)
            most = None if _whole_collections(query) else self._count_limit
            matched = self._counts.get(mark, lambda: _count(connection, where, most))
            more, rows = len(rows) > limit, rows[:limit]
            backward = position is not None and position.backward
            if backward:
                rows.reverse()
            bodies = connection.bodies([row[0] for row in rows])
        items = [StoredItem(row[1], row[2], body) for row, body in zip(rows, bodies, strict=True)]
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
        dialect = self._engine.dialect(self.columns)
        where = condition(query, dialect)
        with dialect.question() as connection:
            aggregator = Aggregator(connection, where, dialect)
            return [aggregator.result(aggregation) for aggregation in aggregations]

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema; none for an unknown collection."""
        if collection is None:
            return self._queryables
        query = Sql("SELECT name, schema FROM queryable WHERE collection = ?", (collection,))
        return {name: orjson.loads(schema) for name, schema in self._engine.rows(query)}

    @cached_property
    def _queryables(self) -> Mapping[str, Schema]:
        """Over all collections; a type is said only where they agree on it."""
        merged: dict[str, Schema] = {name: DESCRIBED[name] for name in ALWAYS}
        query = Sql("SELECT DISTINCT name, schema FROM queryable ORDER BY name")
        for name, text in self._engine.rows(query):
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
        self._engine.close()


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
            "SELECT count(*) FROM (SELECT 1 FROM item WHERE {} LIMIT {}) AS found",
            where,
            param(most + 1),
        )
    ((matched,),) = connection.rows(counting)
    return int(matched)


def _position(row: tuple[Any, ...], *, backward: bool) -> Position:
    values: tuple[Value, ...] = row[3:]
    return Position(values, row[1], row[2], backward)
