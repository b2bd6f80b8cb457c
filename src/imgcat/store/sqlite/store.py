"""The Store protocol over an index file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from imgcat.errors import Moved, NotFound
from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import Schema
from imgcat.store.row import Row
from imgcat.store.sqlite.connection import Connection, Connections, open_file, open_image
from imgcat.store.sqlite.searcher import Searcher
from imgcat.store.sqlite.sql import Sql


class SqliteStore:
    """A read-only index in one SQLite file; safe to use from several threads.

    Raises IndexUnusableError for a file that is not an index of this version. A question that takes longer than
    `time_limit` seconds is given up with QueryTimeout. Matches are counted where no more than about
    `count_limit` items have to be looked at for it; those of whole collections, which are known, always.
    """

    def __init__(
        self, path: Path, *, time_limit: float | None = None, count_limit: int | None = None
    ) -> None:
        self.path = path
        self._time_limit = time_limit
        self._connections = Connections(lambda: open_file(path), time_limit)
        self.items = Searcher(self._connections, count_limit)
        self.revision: str = self._meta("revision")

    def _meta(self, name: str) -> Any:
        ((found,),) = self._connections.rows(Sql("SELECT value FROM meta WHERE name = ?", (name,)))
        return found

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        return self.items.search(query)

    def search_at_once(self, query: Query) -> Page | None:
        """The same in a few milliseconds; None for a search that is thought to take longer, or that did."""
        return self.items.search_at_once(query)

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        return self.items.aggregate(query, aggregations)

    def rows(self, query: Query, properties: Sequence[str] = ()) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        return self.items.rows(query, properties)

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id, also one that no search finds. Raises NotFound, and Moved."""
        found = Sql(
            "SELECT body.json FROM item CROSS JOIN body ON body.num = item.num WHERE id = ? AND collection = ?",
            (item_id, collection),
        )
        with self._connections.lent() as connection, connection.question(()):
            for (json,) in connection.rows(found):
                return StoredItem(collection, item_id, connection.codec.decompress(json))
            retired = _retired(connection, collection, item_id)
        if retired is not None:
            return retired
        raise NotFound(f"There is no item '{item_id}' in the collection '{collection}'.")

    def retired(self) -> Sequence[StoredItem]:
        """The items that no search finds, in order of collection and id."""
        select = Sql("SELECT collection, id, json FROM retired ORDER BY collection, id")
        with self._connections.lent() as connection, connection.question(()):
            return [
                StoredItem(collection, item_id, connection.codec.decompress(json))
                for collection, item_id, json in connection.rows(select)
            ]

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

    @cached_property
    def _of_collections(self) -> Searcher:
        """The collections as Items, in an index of their own."""
        image: bytes = self._meta(COLLECTIONS)
        return Searcher(Connections(lambda: open_image(image), self._time_limit))

    def search_collections(self, query: Query) -> Page:
        """Answer a collection search. Raises InvalidRequest for a malformed one, QueryTimeout."""
        page = self._of_collections.search(query)
        found = [replace(item, body=self.collection(item.id)) for item in page.items]
        return replace(page, items=found)

    def collection_queryables(self) -> Mapping[str, Schema]:
        """The properties that collections can be filtered by: name -> JSON Schema."""
        return self._of_collections.queryables(COLLECTIONS)

    def collection_sortables(self) -> Mapping[str, Schema]:
        """The properties that collections can be sorted by: name -> JSON Schema."""
        return self._of_collections.sortables(COLLECTIONS)

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema. Raises NotFound."""
        if collection is not None:
            self.collection(collection)
        return self.items.queryables(collection)

    def sortables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be sorted by: the queryables whose values are scalars. Raises NotFound."""
        if collection is not None:
            self.collection(collection)
        return self.items.sortables(collection)

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()
        if "_of_collections" in self.__dict__:
            self._of_collections.close()


def _retired(connection: Connection, collection: str, item_id: str) -> StoredItem | None:
    """An item that no search finds. Raises Moved when it leads to one that is there."""
    here, seen, body = item_id, {item_id}, None
    while True:
        found = connection.rows(
            Sql(
                "SELECT moved_to, json FROM retired WHERE id = ? AND collection = ?",
                (here, collection),
            )
        )
        if not found:
            break
        ((moved_to, json),) = found
        if body is None:
            body = connection.codec.decompress(json)
        if moved_to is None or moved_to in seen:
            break
        seen.add(moved_to)
        here = moved_to
        there = Sql("SELECT 1 FROM item WHERE id = ? AND collection = ?", (here, collection))
        if connection.rows(there):
            raise Moved(collection, item_id, here)
    return None if body is None else StoredItem(collection, item_id, body)
