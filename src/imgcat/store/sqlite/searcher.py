"""Searches one index, whether it is a file or in memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from imgcat.errors import QueryTimeout
from imgcat.store.protocol import Page, Query
from imgcat.store.sql.condition import condition, filter_of
from imgcat.store.sql.counts import whole_collections
from imgcat.store.sql.order import Key, Segment, segments, whole
from imgcat.store.sql.question import Found, in_order
from imgcat.store.sql.searcher import Searcher
from imgcat.store.sql.sql import Sql, fill
from imgcat.store.sql.token import Position
from imgcat.store.sqlite.connection import Connection, Connections
from imgcat.store.sqlite.dialect import SqliteDialect
from imgcat.store.sqlite.planner import Plan, cheapest, plans
from imgcat.store.sqlite.ranked import Walk
from imgcat.store.sqlite.restriction import Restriction, restriction
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.walk import driven, walked

_TESTED = 10
"""An item whose footprint is tested takes as long as so many others."""
_READ = 5
"""An item of a page, whose body is read, takes as long as so many that are looked at."""
_COLLECTED = 200
"""So many items are collected at once, for a page and the number of matches; of more, a page is read by itself."""
_AT_ONCE = 4_000
"""Items that are looked at in a few milliseconds."""
_AT_ONCE_SECONDS = 0.05
"""When what was thought to take less is given up."""

_NO_LIMIT = 2**62

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
    def asked(self, query: Query, seconds: float | None = None) -> Iterator["SqliteQuestion"]:
        """A query as a connection answers it that is lent for as long, or for some seconds at most.

        Raises InvalidRequest for a malformed one.
        """
        shapes, predicate = Shapes(), filter_of(query)
        with self._connections.lent() as connection, connection.question(shapes.tests, seconds):
            dialect = SqliteDialect(self.columns, shapes, connection.number)
            where = condition(query, predicate, dialect)
            restricted = restriction(query, predicate, dialect.texts, self.statistics)
            yield SqliteQuestion(query, connection, dialect, where, restricted, self)

    def search_at_once(self, query: Query) -> Page | None:
        """The same in a few milliseconds; None for a search that is thought to take longer, or that did."""
        try:
            with self.asked(query, _AT_ONCE_SECONDS) as question:
                return self.page(query, question) if question.work < _AT_ONCE else None
        except QueryTimeout:
            return None

    def explain(self, query: Query) -> Plan:
        """How a page would be read."""
        with self.asked(query) as question:
            return question.paging

    def select(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        return self._connections.rows(sql)

    def close(self) -> None:
        """Give back files and memory."""
        self._connections.close()


@dataclass(frozen=True)
class SqliteQuestion:
    """A query, while a connection is lent for it: what it asks of an item, and what that restricts."""

    query: Query
    connection: Connection
    dialect: SqliteDialect
    where: Sql
    restricted: Restriction
    searcher: SqliteSearcher

    @cached_property
    def _offered(self) -> Sequence[Plan]:
        """The ways to the page: to the newest (or oldest) so many, or to the first in order of a ranked column.

        Where matches are sorted in another way, those to all of them.
        """
        known, wanted, order = self.searcher.statistics, self.query.limit + 1, None
        names = [sort.field.removeprefix("properties.") for sort in self.query.sortby]
        if len(names) == 1 and (names[0] == "id" or names[0] in known.ranked):
            order = names[0]
        sorted_well = order is not None or names in ([], ["datetime"])
        return plans(self.restricted, known, wanted if sorted_well else None, order)

    @cached_property
    def paging(self) -> Plan:
        """The way to the page."""
        return self.searcher.choose(self._offered)

    @cached_property
    def collecting(self) -> Plan:
        """The way to all matches."""
        return self.searcher.choose([plan for plan in self._offered if not plan.walk])

    @property
    def _tested(self) -> int:
        """How long it takes to look at an item."""
        return _TESTED if self.dialect.tests else 1

    @cached_property
    def _countable(self) -> bool:
        """Whether matches are counted one by one: asked for, not known already, and not too many."""
        most, looked_at = self.searcher.count_limit, self.collecting.rows * self._tested
        if not self.query.counted or whole_collections(self.query):
            return False
        return most is None or looked_at <= most

    @property
    def _few(self) -> bool:
        """Whether all matches are collected for the first page, which counts them."""
        return self._countable and self.query.token is None and self.collecting.rows <= _COLLECTED

    @property
    def work(self) -> float:
        """How long the page and the count take, in items that are looked at."""
        reading = self.query.limit * _READ
        if self._few:
            return self.collecting.rows * self._tested + reading
        counting = self.collecting.rows * self._tested if self._countable else 0
        return self.paging.looked_at * self._tested + counting + reading

    @property
    def matching(self) -> Sql:
        """All items that match, in no order; footprints are tested already, as far as they have to be."""
        candidates = driven(self.connection, self.collecting)
        for test, undecided in self.dialect.undecided.items():
            select = "SELECT outline FROM item JOIN footprint USING (num) WHERE {} AND {}"
            self.connection.decide(test, fill(select, candidates, undecided))
        return fill("{} AND {}", candidates, self.where)

    def page(
        self, keys: tuple[Key, ...], position: Position | None, limit: int
    ) -> tuple[list[Found], bool]:
        """The first `limit` matches, or all where they are few; and whether these are all there are."""
        if self._few:
            where = fill("{} AND {}", driven(self.connection, self.collecting), self.where)
            return in_order(self.connection, where, keys, [whole(keys)], _NO_LIMIT), True
        found = self._page(keys, position, limit)
        return found, position is None and len(found) < limit

    def _page(self, keys: tuple[Key, ...], position: Position | None, limit: int) -> list[Found]:
        chosen, ahead = self.paging, segments(keys, position)
        if chosen.order == "id":
            # SQLite walks along its index.
            return in_order(self.connection, self.where, keys, ahead, limit)
        if chosen.order is not None:
            return self._ranked_page(chosen.order, keys, ahead, position, limit)
        if chosen.walk:
            descending = keys[0].descending != (position is not None and position.backward)
            return walked(self.connection, self.where, chosen, ahead, position, descending, limit)
        where = fill("{} AND {}", driven(self.connection, chosen), self.where)
        return in_order(self.connection, where, keys, ahead, limit)

    def _ranked_page(
        self,
        order: str,
        keys: Sequence[Key],
        ahead: Sequence[Segment],
        position: Position | None,
        limit: int,
    ) -> list[Found]:
        """As `in_order`; those that have a value are read from its ranking."""
        walk = Walk(self.connection, self.where, order, keys[0])
        found: list[Found] = []
        for segment in ahead:
            if segment.present:
                found += walk.page(segment, position, limit - len(found))
            else:
                rest = limit - len(found)
                found += in_order(self.connection, self.where, keys, [segment], rest)
            if len(found) == limit:
                break
        return found

    def count(self) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        if whole_collections(self.query):
            counts, asked = self.searcher.statistics.collections, self.query.collections
            wanted = counts.keys() if asked is None else set(asked)
            return sum(counts.get(name, 0) for name in wanted)
        if not self._countable:
            return None
        return self.connection.number(fill("SELECT count(*) FROM item WHERE {}", self.matching))
