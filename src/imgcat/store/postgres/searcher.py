"""Searches the items of a database at one revision."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imgcat.store.postgres.connection import Connection, Connections
from imgcat.store.postgres.dialect import PostgresDialect
from imgcat.store.protocol import Query
from imgcat.store.sql.condition import condition, filter_of
from imgcat.store.sql.counts import whole_collections
from imgcat.store.sql.order import Key, segments
from imgcat.store.sql.question import Found, in_order
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql, fill, param
from imgcat.store.sql.token import Position
from imgcat.store.tokens import Tokenizer


class PostgresSearcher(Searcher):
    """Every question raises Superseded where the database has another revision than this.

    Matches are counted up to `count_limit`; those of whole collections, which are known, always.
    """

    def __init__(
        self,
        connections: Connections,
        tokenizer: Tokenizer,
        revision: str,
        count_limit: int | None,
    ) -> None:
        super().__init__(count_limit)
        self._connections = connections
        self._tokenizer = tokenizer
        self._revision = revision

    @contextmanager
    def asked(self, query: Query) -> Iterator["PostgresQuestion"]:
        """A query as a connection answers it that is lent for as long. Raises InvalidRequest for a malformed one."""
        dialect = PostgresDialect(self._tokenizer, self.columns)
        where = condition(query, filter_of(query), dialect)
        with self._connections.question(self._revision) as connection:
            yield PostgresQuestion(query, connection, dialect, where, self.count_limit)

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

    def page(self, keys: Sequence[Key], position: Position | None, limit: int) -> list[Found]:
        """Up to `limit` matches in order of the keys, from a position on and in its direction."""
        return in_order(self.connection, self.matching, keys, segments(keys, position), limit)

    def count(self) -> int | None:
        """How many items match; None where they are more than the limit."""
        if whole_collections(self.query):
            counting = Sql("SELECT coalesce(sum(items), 0) FROM collection")
            if self.query.collections is not None:
                among = self.dialect.among("id", self.query.collections)
                counting = fill("{} WHERE {}", counting, among)
        elif self.count_limit is None:
            counting = fill("SELECT count(*) FROM item WHERE {}", self.matching)
        else:
            counting = fill(
                "SELECT count(*) FROM (SELECT 1 FROM item WHERE {} LIMIT {}) AS found",
                self.matching,
                param(self.count_limit + 1),
            )
        ((matched,),) = self.connection.rows(counting)
        limited = self.count_limit is not None and not whole_collections(self.query)
        return None if limited and matched > (self.count_limit or 0) else int(matched)
