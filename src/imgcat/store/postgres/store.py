"""The Store protocol over a PostgreSQL database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TypeVar

from imgcat.errors import RecordsReplaced, StoreUnavailable
from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.pin import Pin
from imgcat.store.postgres.connection import Connection, Superseded
from imgcat.store.postgres.replicas import Database, database
from imgcat.store.postgres.schema import check
from imgcat.store.postgres.searcher import PostgresSearcher
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import Schema
from imgcat.store.row import Row
from imgcat.store.sql.records import Records
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql
from imgcat.store.sqlite.connection import Connections as Images
from imgcat.store.sqlite.connection import open_image
from imgcat.store.sqlite.searcher import SqliteSearcher
from imgcat.store.tokens import Tokenizer

Answer = TypeVar("Answer")

STALENESS = 60.0
"""Seconds for which the records of a replica are taken for current while no primary says so."""
_PATIENCE = 10
"""So many loads may end while one question is asked anew after each."""


class PostgresStore:
    """The records in a PostgreSQL database; safe to use from several threads.

    `url` is what libpq takes, with its settings for TLS. The database need not answer yet: every question raises
    StoreUnavailable until it does. Each question is answered from one revision, whatever is loaded meanwhile. Time and
    counts are limited as in the embedded engine.

    Where `url` names several servers, replicas are asked, and the primary when none of them has the current records.
    While no primary answers, what was current is taken for current for `staleness` seconds.
    """

    remote = True

    def __init__(
        self,
        url: str,
        *,
        time_limit: float | None = None,
        count_limit: int | None = None,
        staleness: float = STALENESS,
    ) -> None:
        self.url = url
        self._connections = database(url, time_limit, staleness)
        self._tokenizer = Tokenizer()
        self._count_limit = count_limit
        self._known: _Revision | None = None
        self._pin: ContextVar[Pin | None] = ContextVar("pin", default=None)

    @property
    def items(self) -> PostgresSearcher:
        """Item search at the revision that the database has now."""
        return self._at(self.revision).items

    @property
    def revision(self) -> str:
        """The revision of the records: a hex digest, the same for the same content."""
        pin = self._pin.get()
        return self._connections.revision() if pin is None else pin.revision

    @contextmanager
    def at(self, revision: str) -> Iterator[Pin]:
        """Within it all questions of this context and of the threads that are given it are answered from one revision.

        Where other records have taken its place they raise RecordsReplaced, and the pin is lost.
        """
        pin = Pin(revision)
        before = self._pin.set(pin)
        try:
            yield pin
        finally:
            self._pin.reset(before)

    def _at(self, revision: str) -> "_Revision":
        """What is known of the database at a revision. Raises Superseded."""
        known = self._known
        if known is None or known.revision != revision:
            with self._connections.question(revision, limited=False) as connection:
                check(connection)
            items = PostgresSearcher(
                self._connections, self._tokenizer, revision, self._count_limit
            )
            known = self._known = _Revision(self._connections, revision, items)
        return known

    def _records(self) -> Iterator["_Revision"]:
        """The records at the revision that was promised, or else at the current one, and again when asked for more.

        More is asked for when they were superseded: by other records, or as the server was lost and another has them.
        """
        pin = self._pin.get()
        for again in range(_PATIENCE):
            if again and pin is not None and self._connections.revision() != pin.revision:
                pin.lost = True
                raise RecordsReplaced
            try:
                records = self._at(self.revision)
            except Superseded:
                continue
            yield records
        raise StoreUnavailable("The database is being loaded again and again.")

    def _answer(self, ask: Callable[["_Revision"], Answer]) -> Answer:
        for records in self._records():
            try:
                return ask(records)
            except Superseded:
                continue
        raise AssertionError

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest, QueryTimeout and StoreUnavailable."""
        return self._answer(lambda records: records.search(query))

    def search_at_once(self, query: Query) -> None:
        """Nothing: a database is waited for."""

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        return self._answer(lambda records: records.aggregate(query, aggregations))

    def rows(self, query: Query, properties: Sequence[str] = ()) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        for records in self._records():
            given = 0
            try:
                for given, row in enumerate(records.rows(query, properties), 1):  # noqa: B007
                    yield row
            except Superseded as error:
                if given:
                    raise StoreUnavailable(
                        "The server of the database was lost amid its answer."
                    ) from error
                continue
            return

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id, also one that no search finds. Raises NotFound, and Moved."""
        return self._answer(lambda records: records.item(collection, item_id))

    def retired(self) -> Sequence[StoredItem]:
        """The items that no search finds, in order of collection and id."""
        return self._answer(lambda records: records.retired())

    def collections(self) -> Sequence[bytes]:
        """Every collection's JSON, in order of id."""
        return self._answer(lambda records: records.collections())

    def collection(self, collection_id: str) -> bytes:
        """One collection's JSON. Raises NotFound."""
        return self._answer(lambda records: records.collection(collection_id))

    def search_collections(self, query: Query) -> Page:
        """Answer a collection search. Raises InvalidRequest for a malformed one."""
        return self._answer(lambda records: records.search_collections(query))

    def collection_queryables(self) -> Mapping[str, Schema]:
        """The properties that collections can be filtered by: name -> JSON Schema."""
        return self._answer(lambda records: records.collection_queryables())

    def collection_sortables(self) -> Mapping[str, Schema]:
        """The properties that collections can be sorted by: name -> JSON Schema."""
        return self._answer(lambda records: records.collection_sortables())

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema. Raises NotFound."""
        return self._answer(lambda records: records.queryables(collection))

    def sortables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be sorted by: the queryables whose values are scalars. Raises NotFound."""
        return self._answer(lambda records: records.sortables(collection))

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()


class _Revision(Records):
    """The records at one revision; what is asked of another raises Superseded."""

    items: PostgresSearcher

    def __init__(self, connections: Database, revision: str, items: PostgresSearcher) -> None:
        self._connections = connections
        self.revision = revision
        self.items = items

    @cached_property
    def of_collections(self) -> Searcher:
        """The collections as Items, in an index of the embedded engine: they are few, and every server keeps them."""
        select = Sql("SELECT value FROM meta WHERE name = ?", (COLLECTIONS,))
        ((image,),) = self.items.select(select)
        return SqliteSearcher(Images(lambda: open_image(image), None))

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection, for look-ups that need no time limit."""
        return self._connections.question(self.revision, limited=False)
