"""The Store protocol over a PostgreSQL database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from imgcat.errors import Moved, NotFound, StoreUnavailable
from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.postgres.connection import Connection, Connections
from imgcat.store.postgres.dialect import PostgresDialect
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import Schema
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql
from imgcat.store.sqlite.connection import open_image
from imgcat.store.sqlite.engine import SqliteEngine
from imgcat.store.tokens import Tokenizer


class PostgresEngine(Connections):
    """Connections to one database, and the dialect that is spoken on them."""

    def __init__(self, url: str, time_limit: float | None) -> None:
        super().__init__(url, time_limit)
        self._tokenizer = Tokenizer()

    def dialect(self, columns: Collection[str]) -> PostgresDialect:
        """The dialect of one question, to tables with these promoted columns."""
        return PostgresDialect(self, self._tokenizer, columns)


class _State:
    """What is known of the database at one revision."""

    def __init__(self, engine: PostgresEngine, revision: str, count_limit: int | None) -> None:
        self._engine = engine
        self.revision = revision
        self.items = Searcher(engine, count_limit)

    @cached_property
    def collections(self) -> Searcher:
        """The collections as Items, in an index of the embedded engine: they are few, and every server keeps them."""
        select = Sql("SELECT value FROM meta WHERE name = ?", (COLLECTIONS,))
        ((image,),) = self._engine.rows(select)
        return Searcher(SqliteEngine(lambda: open_image(image), None))


class PostgresStore:
    """The records in a PostgreSQL database; safe to use from several threads.

    `url` is what libpq takes, with its settings for TLS. The database need not answer yet: every question raises
    StoreUnavailable until it does. Time and counts are limited as in the embedded engine.
    """

    remote = True
    """Its answers, also which revision it has, are waited for."""

    def __init__(
        self, url: str, *, time_limit: float | None = None, count_limit: int | None = None
    ) -> None:
        self.url = url
        self._engine = PostgresEngine(url, time_limit)
        self._count_limit = count_limit
        self._known: _State | None = None

    @property
    def _state(self) -> _State:
        """What is known of the database as it is now."""
        rows = self._engine.rows(Sql("SELECT value FROM meta WHERE name = 'revision'"))
        if not rows:
            raise StoreUnavailable("The database holds no catalog yet; load one with imgcat load.")
        revision = rows[0][0].decode()
        known = self._known
        if known is None or known.revision != revision:
            known = self._known = _State(self._engine, revision, self._count_limit)
        return known

    @property
    def items(self) -> Searcher:
        """Item search at the revision that the database has now."""
        return self._state.items

    @property
    def revision(self) -> str:
        """The revision of the records: a hex digest, the same for the same content."""
        return self._state.revision

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest, QueryTimeout and StoreUnavailable."""
        return self._state.items.search(query)

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        return self._state.items.aggregate(query, aggregations)

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id, also one that no search finds. Raises NotFound, and Moved."""
        missing = NotFound(f"There is no item '{item_id}' in the collection '{collection}'.")
        if "\0" in item_id or "\0" in collection:
            raise missing
        found = Sql("SELECT num FROM item WHERE id = ? AND collection = ?", (item_id, collection))
        with self._engine.question(limited=False) as connection:
            for (num,) in connection.rows(found):
                return StoredItem(collection, item_id, connection.bodies([num])[0])
            retired = _retired(connection, collection, item_id)
        if retired is not None:
            return retired
        raise missing

    def retired(self) -> Sequence[StoredItem]:
        """The items that no search finds, in order of collection and id."""
        select = Sql("SELECT collection, id, json FROM retired ORDER BY collection, id")
        with self._engine.question(limited=False) as connection:
            return [
                StoredItem(collection, item_id, connection.decompress(json))
                for collection, item_id, json in connection.rows(select)
            ]

    def collections(self) -> Sequence[bytes]:
        """Every collection's JSON, in order of id."""
        return self._collections(Sql("SELECT body FROM collection ORDER BY id"))

    def collection(self, collection_id: str) -> bytes:
        """One collection's JSON. Raises NotFound."""
        select = Sql("SELECT body FROM collection WHERE id = ?", (collection_id,))
        for body in self._collections(select) if "\0" not in collection_id else ():
            return body
        raise NotFound(f"There is no collection '{collection_id}'.")

    def _collections(self, select: Sql) -> list[bytes]:
        with self._engine.question(limited=False) as connection:
            return [connection.decompress(body) for (body,) in connection.rows(select)]

    def search_collections(self, query: Query) -> Page:
        """Answer a collection search. Raises InvalidRequest for a malformed one."""
        page = self._state.collections.search(query)
        found = [replace(item, body=self.collection(item.id)) for item in page.items]
        return replace(page, items=found)

    def collection_queryables(self) -> Mapping[str, Schema]:
        """The properties that collections can be filtered by: name -> JSON Schema."""
        return self._state.collections.queryables(COLLECTIONS)

    def collection_sortables(self) -> Mapping[str, Schema]:
        """The properties that collections can be sorted by: name -> JSON Schema."""
        return self._state.collections.sortables(COLLECTIONS)

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema. Raises NotFound."""
        if collection is not None:
            self.collection(collection)
        return self._state.items.queryables(collection)

    def sortables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be sorted by: the queryables whose values are scalars. Raises NotFound."""
        if collection is not None:
            self.collection(collection)
        return self._state.items.sortables(collection)

    def close(self) -> None:
        """Close the connections."""
        self._engine.close()


def _retired(connection: Connection, collection: str, item_id: str) -> StoredItem | None:
    """An item that no search finds. Raises Moved when it leads to one that is there."""
    here, seen, body = item_id, {item_id}, None
    while True:
        select = "SELECT moved_to, json FROM retired WHERE id = ? AND collection = ?"
        found: list[tuple[Any, ...]] = connection.rows(Sql(select, (here, collection)))
        if not found:
            break
        ((moved_to, json),) = found
        if body is None:
            body = connection.decompress(json)
        if moved_to is None or moved_to in seen:
            break
        seen.add(moved_to)
        here = moved_to
        there = Sql("SELECT 1 FROM item WHERE id = ? AND collection = ?", (here, collection))
        if connection.rows(there):
            raise Moved(collection, item_id, here)
    return None if body is None else StoredItem(collection, item_id, body)
