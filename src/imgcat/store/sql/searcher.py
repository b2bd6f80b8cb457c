"""Item search, aggregations and queryables over one index, whichever engine holds it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any

import orjson

from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.properties import ALWAYS, CORE, PROMOTED
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.queryables import DESCRIBED, Schema
from imgcat.store.row import Row
from imgcat.store.sql.aggregate import Aggregator
from imgcat.store.sql.counts import Counts
from imgcat.store.sql.order import sort_keys
from imgcat.store.sql.question import Found, Question
from imgcat.store.sql.rows import read_rows
from imgcat.store.sql.sql import Sql
from imgcat.store.sql.token import Position, fingerprint, read_token, write_token

MAX_LIMIT = 10_000
"""The most items on one page; a larger limit is read as this one."""


class Searcher(ABC):
    """What both engines do alike with a question; each says for itself how its items are found.

    `count_limit` bounds what is looked at to count matches, as far as an engine can tell beforehand; those of whole
    collections are always counted. Safe to use from several threads.
    """

    def __init__(self, count_limit: int | None) -> None:
        self.count_limit = count_limit
        self.columns: Sequence[str] = PROMOTED
        self._counts = Counts()

    @abstractmethod
    def asked(self, query: Query) -> AbstractContextManager[Question]:
        """A query as a connection answers it that is lent for as long. Raises InvalidRequest for a malformed one."""

    def mark(self, query: Query) -> bytes:
        """What page tokens of a query are bound to."""
        return fingerprint(query)

    @abstractmethod
    def select(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT, without a time limit."""

    @abstractmethod
    def close(self) -> None:
        """Give back files and memory."""

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        with self.asked(query) as question:
            return self.page(query, question)

    def page(self, query: Query, question: Question) -> Page:
        """The page that is asked for."""
        sortables, mark = self._sortable, self.mark(query)
        position = read_token(query.token, mark) if query.token else None
        limit = min(max(query.limit, 1), MAX_LIMIT)
        keys = sort_keys(query.sortby, question.dialect, sortables)
        found, complete = question.page(keys, position, limit + 1)
        matched = len(found) if complete else None
        more, found = len(found) > limit, found[:limit]
        if matched is None and query.counted:
            matched = self._counts.get(mark, question.count)
        backward = position is not None and position.backward
        if backward:
            found.reverse()
        bodies = question.connection.bodies([each[0] for each in found])
        items = [
            StoredItem(each[1], each[2], body) for each, body in zip(found, bodies, strict=True)
        ]
        ahead = more if not backward else bool(found)
        behind = more if backward else position is not None and bool(found)
        return Page(
            items,
            matched if matched is not None else len(found),
            next=write_token(_position(found[-1], backward=False), mark) if ahead else None,
            prev=write_token(_position(found[0], backward=True), mark) if behind else None,
            exact=matched is not None,
        )

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds. Raises InvalidRequest and QueryTimeout."""
        with self.asked(query) as question:
            aggregator = Aggregator(question)
            return [aggregator.result(aggregation) for aggregation in aggregations]

    def rows(self, query: Query, properties: Sequence[str]) -> Iterator[Row]:
        """All items that a query finds, in no order. Raises InvalidRequest and QueryTimeout."""
        with self.asked(query) as question:
            yield from read_rows(question, properties)

    def queryables(self, collection: str | None = None) -> Mapping[str, Schema]:
        """The properties that items can be filtered by: name -> JSON Schema; none for an unknown collection."""
        if collection is None:
            return self._queryables
        query = Sql("SELECT name, schema FROM queryable WHERE collection = ?", (collection,))
        return {name: orjson.loads(schema) for name, schema in self.select(query)}

    @cached_property
    def _queryables(self) -> Mapping[str, Schema]:
        """Over all collections; a type is said only where they agree on it."""
        merged: dict[str, Schema] = {name: DESCRIBED[name] for name in ALWAYS}
        query = Sql("SELECT DISTINCT name, schema FROM queryable ORDER BY name")
        for name, text in self.select(query):
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


def _position(found: Found, *, backward: bool) -> Position:
    return Position(found[3:], found[1], found[2], backward)
