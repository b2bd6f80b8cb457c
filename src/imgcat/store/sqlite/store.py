"""The Store protocol over an index file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from imgcat.errors import NotFound
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.sqlite.condition import condition
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.counts import Counts
from imgcat.store.sqlite.order import Key, Segment, segments, sort_keys
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.sql import Sql, Value, fill, listed, param
from imgcat.store.sqlite.token import Position, fingerprint, read_token, write_token

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""


class SqliteStore:
    """A read-only index in one SQLite file; safe to use from several threads.

    Raises IndexUnusableError for a file that is not an index of this version. A question that takes longer than
    `time_limit` seconds is given up with QueryTimeout. Matches are counted up to `count_limit`; those of whole
    collections, which an index counts, always.
    """

    def __init__(
        self, path: Path, *, time_limit: float | None = None, count_limit: int | None = None
    ) -> None:
        self.path = path
        self._count_limit = count_limit
        self._connections = Connections(path, time_limit)
        self._columns: Sequence[str] = PROMOTED
        self._counts = Counts()
        self.revision: str = self._meta("revision")

    def _meta(self, name: str) -> Any:
        ((found,),) = self._rows(Sql("SELECT value FROM meta WHERE name = ?", (name,)))
        return found

    def _rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        with self._connections.lent() as connection, connection.question(()):
            return connection.rows(sql)

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        shapes = Shapes()
        where = condition(query, self._columns, shapes)
        keys = sort_keys(query.sortby, self._columns, self._sortable)
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
        exact = most is None or matched <= most
        return Page(
            items,
            matched if most is None else min(matched, most),
            next=write_token(_position(rows[-1], backward=False), mark) if ahead else None,
            prev=write_token(_position(rows[0], backward=True), mark) if behind else None,
            exact=exact,
        )

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id. Raises NotFound."""
        found = Sql("SELECT num FROM item WHERE id = ? AND collection = ?", (item_id, collection))
        with self._connections.lent() as connection, connection.question(()):
            for (num,) in connection.rows(found):
                return StoredItem(collection, item_id, connection.body(num))
        raise NotFound(f"There is no item '{item_id}' in the collection '{collection}'.")

    def collections(self) -> Sequence[bytes]:
        """Every collection's JSON, in order of id."""
        return self._collections(Sql("SELECT body FROM collection ORDER BY id"))

    def collection(self, collection_id: str) -> bytes:
        """One collection's JSON. Raises NotFound."""
        for body in self._collections(
            Sql("SELECT body FROM collection WHERE id = ?", (collection_id,))
        ):
            return body
        raise NotFound(f"There is no collection '{collection_id}'.")

    def _collections(self, select: Sql) -> list[bytes]:
        with self._connections.lent() as connection, connection.question(()):
            return [connection.codec.decompress(body) for (body,) in connection.rows(select)]

    def queryables(self, collection: str | None = None) -> Mapping[str, Mapping[str, Any]]:
        """The properties that items can be filtered by: name -> JSON Schema. Raises NotFound."""
        if collection is None:
            return self._queryables
        self.collection(collection)
        query = Sql("SELECT name, schema FROM queryable WHERE collection = ?", (collection,))
        return {name: orjson.loads(schema) for name, schema in self._rows(query)}

    @cached_property
    def _queryables(self) -> Mapping[str, Mapping[str, Any]]:
        """Over all collections; a type is said only where they agree on it."""
        merged: dict[str, Mapping[str, Any]] = dict(ALWAYS)
        for name, text in self._rows(
            Sql("SELECT DISTINCT name, schema FROM queryable ORDER BY name")
        ):
            schema = orjson.loads(text)
            if merged.setdefault(name, schema) != schema:
                merged[name] = {"title": name}
        return merged

    def sortables(self, collection: str | None = None) -> Mapping[str, Mapping[str, Any]]:
        """The properties that items can be sorted by: the queryables whose values are scalars. Raises NotFound."""
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
