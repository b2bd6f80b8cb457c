"""Searches the items of a database at one revision."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from imgcat.store.postgres.connection import Connection
from imgcat.store.postgres.dialect import PostgresDialect
from imgcat.store.postgres.replicas import Database
from imgcat.store.protocol import Query
from imgcat.store.sql.condition import condition, filter_of
from imgcat.store.sql.counts import whole_collections
from imgcat.store.sql.order import Key, segments
from imgcat.store.sql.question import Found, in_order
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql, fill
from imgcat.store.sql.token import Position, fingerprint
from imgcat.store.tokens import Tokenizer

_COST = 10.0
"""What it costs to look an item up by an index and test it, in PostgreSQL's units: one is a page read in a row.

Measured in record 0100: 4 where times alone are compared, 12 to 24 where footprints are tested.
"""


class PostgresSearcher(Searcher):
    """Every question raises Superseded where the database has another revision than this.

    Matches are counted where that is estimated to cost no more than to look at about `count_limit` items; those of
    whole collections, which are known, always.
    """

    def __init__(
        self,
        connections: Database,
        tokenizer: Tokenizer,
        revision: str,
        count_limit: int | None,
    ) -> None:
        super().__init__(count_limit)
        self._connections = connections
        self._tokenizer = tokenizer
        self._revision = revision

    def mark(self, query: Query) -> bytes:
        """What page tokens of a query are bound to: those of the embedded engine hold other values."""
        return fingerprint(query) + b"postgres"

    @contextmanager
    def asked(self, query: Query) -> Iterator["PostgresQuestion"]:
        """A query as a connection answers it that is lent for as long. Raises InvalidRequest for a malformed one."""
        dialect = PostgresDialect(self._tokenizer, self.columns, self._longest(query))
        where = condition(query, filter_of(query), dialect)
        with self._connections.question(self._revision) as connection:
            yield PostgresQuestion(query, connection, dialect, where, self.count_limit)

    def _longest(self, query: Query) -> int:
        """How many microseconds the longest item lasts of those collections that are asked for; 0 of instants."""
        lengths = self._lengths if query.datetime is not None else {}
        return max(
            (lengths.get(name, 0) for name in query.collections or lengths),
            default=0,
        )

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        """The same for each collection."""
        longest = 'SELECT max("end" - start) FROM item WHERE item.collection = collection.id'
        found = self.select(Sql(f"SELECT id, coalesce(({longest}), 0) FROM collection"))  # noqa: S608
        return dict(found)

    def select(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT, without a time limit."""
        with self._connections.question(self._revision, limited=False) as connection:
            return connection.rows(sql)

    def close(self) -> None:
        """The connections are closed by who opened them."""


@dataclass(frozen=True, slots=True)
class PostgresQuestion:
    """A query, while a connection is lent for it."""

    query: Query
    connection: Connection
    dialect: PostgresDialect
    matching: Sql
    count_limit: int | None

    def page(
        self, keys: tuple[Key, ...], position: Position | None, limit: int
    ) -> tuple[list[Found], bool]:
        """The first `limit` matches, and whether these are all there are."""
        ahead = segments(keys, position)
        found = in_order(self.connection, self.matching, keys, ahead, limit)
        return found, position is None and len(found) < limit

    def count(self) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        if whole_collections(self.query):
            counting = Sql("SELECT coalesce(sum(items), 0) FROM collection")
            if self.query.collections is not None:
                among = self.dialect.among("id", self.query.collections)
                counting = fill("{} WHERE {}", counting, among)
        else:
            counting = fill("SELECT count(*) FROM item WHERE {}", self.matching)
            if self.count_limit is not None and self._cost(counting) > _COST * self.count_limit:
                return None
        ((matched,),) = self.connection.rows(counting)
        return int(matched)

    def _cost(self, select: Sql) -> float:
        """What PostgreSQL estimates for a SELECT, in reads of a page."""
        (((plan,),),) = self.connection.rows(fill("EXPLAIN (FORMAT JSON) {}", select))
        return float(plan["Plan"]["Total Cost"])
