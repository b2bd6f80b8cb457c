"""The records of one revision, whichever engine holds them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from imgcat.errors import Moved, NotFound
from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import Schema
from imgcat.store.row import Row
from imgcat.store.sql.dialect import Connection
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql


class Records(ABC):
    """Answers all questions of the Store protocol. `items` searches the items, `of_collections` the collections."""

    items: Searcher

    @property
    @abstractmethod
    def of_collections(self) -> Searcher:
        """The collections as Items, in an index of their own."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """A connection, for look-ups that need no time limit."""

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        return self.items.search(query)

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        return self.items.aggregate(query, aggregations)

    def rows(self, query: Query, properties: Sequence[str] = ()) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        return self.items.rows(query, properties)

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id, also one that no search finds. Raises NotFound, and Moved."""
        missing = NotFound(f"There is no item '{item_id}' in the collection '{collection}'.")
        if "\0" in item_id or "\0" in collection:
            raise missing
        found = Sql(
            "SELECT body.json FROM item JOIN body ON body.num = item.num WHERE item.id = ? AND item.collection = ?",
            (item_id, collection),
        )
        with self.reading() as connection:
            for (json,) in connection.rows(found):
                return StoredItem(collection, item_id, connection.decompress(json))
            retired = _retired(connection, collection, item_id)
        if retired is not None:
            return retired
        raise missing

    def retired(self) -> Sequence[StoredItem]:
        """The items that no search finds, in order of collection and id."""
        select = Sql("SELECT collection, id, json FROM retired ORDER BY collection, id")
        with self.reading() as connection:
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
        with self.reading() as connection:
            return [connection.decompress(body) for (body,) in connection.rows(select)]

    def search_collections(self, query: Query) -> Page:
        """Answer a collection search. Raises InvalidRequest for a malformed one, QueryTimeout."""
        page = self.of_collections.search(query)
        found = [item._replace(body=self.collection(item.id)) for item in page.items]
        return replace(page, items=found)

    def collection_queryables(self) -> Mapping[str, Schema]:
        """The properties that collections can be filtered by: name -> JSON Schema."""
        return self.of_collections.queryables(COLLECTIONS)

    def collection_sortables(self) -> Mapping[str, Schema]:
        """The properties that collections can be sorted by: name -> JSON Schema."""
        return self.of_collections.sortables(COLLECTIONS)

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
            body = connection.decompress(json)
        if moved_to is None or moved_to in seen:
            break
        seen.add(moved_to)
        here = moved_to
        there = Sql("SELECT 1 FROM item WHERE id = ? AND collection = ?", (here, collection))
        if connection.rows(there):
            raise Moved(collection, item_id, here)
    return None if body is None else StoredItem(collection, item_id, body)
