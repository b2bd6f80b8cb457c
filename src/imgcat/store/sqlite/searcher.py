"""Searches one index, whether it is a file or in memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from imgcat.store.protocol import Query
from imgcat.store.sql.condition import condition, filter_of
from imgcat.store.sql.counts import whole_collections
from imgcat.store.sql.order import TIME, Key, segments
from imgcat.store.sql.question import Found, in_order
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql, fill
from imgcat.store.sql.token import Position
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.dialect import SqliteDialect
from imgcat.store.sqlite.planner import Plan, cheapest, plans
from imgcat.store.sqlite.restriction import Restriction, restriction
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.walk import driven, walked

_TESTED = 10
"""An item whose footprint is tested takes as long to count as so many others."""

Choose = Callable[[Sequence[Plan]], Plan]


class SqliteSearcher(Searcher):
    """Answers from the connections that it is lent; safe to use from several threads.

    Matches are counted where no more than about `count_limit` items have to be looked at for it; those of whole
    collections, which are known, always.
    """

    def __init__(self, connections: Connections, count_limit: int | None = None) -> None:
        super().__init__(count_limit)
        self._connections = connections
        self.choose: Choose = cheapest

    @cached_property
    def statistics(self) -> Statistics:
        """What is known of the items as a whole."""
        kept = Sql("SELECT value FROM meta WHERE name = 'statistics'")
        ((found,),) = self._connections.rows(kept)
        return Statistics.load(found)

    @contextmanager
    def asked(self, query: Query) -> Iterator["SqliteQuestion"]:
        """A query as a connection answers it that is lent for as long. Raises InvalidRequest for a malformed one."""
        shapes, predicate = Shapes(), filter_of(query)
        with self._connections.lent() as connection, connection.question(shapes.tests):
            dialect = SqliteDialect(self.columns, shapes, connection.number)
            where = condition(query, predicate, dialect)
            restricted = restriction(query, predicate, dialect.texts, self.statistics)
            yield SqliteQuestion(query, connection, dialect, where, restricted, self)

    def explain(self, query: Query) -> Plan:
        """How a query would be answered."""
        by_time = not query.sortby or [sort.field for sort in query.sortby] == ["datetime"]
        with self.asked(query) as question:
            return question.plan(query.limit + 1 if by_time else None)

    def select(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        return self._connections.rows(sql)

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()


@dataclass(frozen=True, slots=True)
class SqliteQuestion:
    """A query, while a connection is lent for it: what it asks of an item, and what that restricts."""

    query: Query
    connection: Connection
    dialect: SqliteDialect
    where: Sql
    restricted: Restriction
    searcher: SqliteSearcher

    def plan(self, wanted: int | None) -> Plan:
        """The way to the newest (or oldest) so many matches; with None, to all of them."""
        known = self.searcher.statistics
        return self.searcher.choose(plans(self.restricted, known, wanted))

    @property
    def matching(self) -> Sql:
        """All items that match, in no order."""
        return fill("{} AND {}", driven(self.plan(None)), self.where)

    def page(self, keys: Sequence[Key], position: Position | None, limit: int) -> list[Found]:
        """Up to `limit` matches in order of the keys, from a position on and in its direction."""
        by_time = [key.value for key in keys] == [TIME]
        chosen = self.plan(limit if by_time else None)
        ahead = segments(keys, position)
        if chosen.walk:
            descending = keys[0].descending != (position is not None and position.backward)
            return walked(self.connection, self.where, chosen, ahead, position, descending, limit)
        where = fill("{} AND {}", driven(chosen), self.where)
        return in_order(self.connection, where, keys, ahead, limit)

    def count(self) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        if whole_collections(self.query):
            counts, asked = self.searcher.statistics.collections, self.query.collections
            wanted = counts.keys() if asked is None else set(asked)
            return sum(counts.get(name, 0) for name in wanted)
        chosen, most = self.plan(None), self.searcher.count_limit
        looked_at = chosen.rows * (_TESTED if self.dialect.tests else 1)
        if most is not None and looked_at > most:
            return None
        where = fill("{} AND {}", driven(chosen), self.where)
        return self.connection.number(fill("SELECT count(*) FROM item WHERE {}", where))
