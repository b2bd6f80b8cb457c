"""A Query as a condition on `item`, and as what it restricts."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import orjson

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.bbox import parse_bbox
from imgcat.model.interval import microseconds
from imgcat.store.cql2 import read_predicate
from imgcat.store.cql2.expression import Predicate
from imgcat.store.freetext import read_text
from imgcat.store.protocol import Query
from imgcat.store.sqlite.compile import compile_predicate
from imgcat.store.sqlite.restriction import Restriction, restriction
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.sql import Sql, every, fill, param
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.text import text_condition


@dataclass(frozen=True, slots=True)
class Condition:
    """What an item must fulfil, as SQL, and what that restricts; `shapes` are the tests of footprints in it."""

    where: Sql
    restriction: Restriction
    shapes: Shapes


class Conditions:
    """Reads queries against one index. `count` runs a SELECT of one number."""

    def __init__(
        self, columns: Collection[str], known: Statistics, count: Callable[[Sql], int]
    ) -> None:
        self._columns = columns
        self._known = known
        self._count = count

    def of(self, query: Query, shapes: Shapes) -> Condition:
        """The condition of a query; exact tests of geometry are added to `shapes`. Raises InvalidRequest."""
        if query.bbox is not None and query.intersects is not None:
            raise InvalidRequest("Give either a bbox or intersects, not both.")
        parts: list[Sql] = []
        texts: int | None = None
        predicate: Predicate | None = None
        if query.ids:
            parts.append(_among("item.id", query.ids, "id"))
        if query.collections:
            parts.append(_among("item.collection", query.collections, "collection"))
        if query.datetime is not None:
            parts += _interval(*query.datetime)
        if query.filter is not None:
            predicate = read_predicate(query.filter)
            parts.append(compile_predicate(predicate, self._columns, shapes))
        if query.q:
            text, texts = text_condition(read_text(query.q), self._count)
            parts.append(text)
        if query.bbox is not None:
            try:
                parts.append(shapes.in_bbox(parse_bbox(query.bbox)))
            except InvalidRecord as error:
                raise InvalidRequest(str(error)) from error
        if query.intersects is not None:
            if query.intersects.is_empty:
                raise InvalidRequest("An empty geometry intersects nothing.")
            parts.append(shapes.intersecting(query.intersects))
        asked = restriction(query, predicate, texts, self._known)
        return Condition(every(parts), asked, shapes)


def _among(column: str, values: Sequence[str], what: str) -> Sql:
    for value in values:
        _check(value, what)
    if len(values) == 1:
        return fill("{} = {}", Sql(column), param(values[0]))
    listed = param(orjson.dumps(values).decode())
    return fill("{} IN (SELECT value FROM json_each({}))", Sql(column), listed)


def _interval(start: dt.datetime | None, end: dt.datetime | None) -> Iterator[Sql]:
    for bound in (start, end):
        if bound is not None and bound.tzinfo is None:
            raise InvalidRequest("A datetime needs a time zone.")
    if start is not None and end is not None and start > end:
        raise InvalidRequest("The start of a datetime interval is not later than its end.")
    yield Sql("item.start IS NOT NULL")
    if start is not None:
        yield fill('item."end" >= {}', param(microseconds(start)))
    if end is not None:
        yield fill("item.start <= {}", param(microseconds(end)))


def _check(text: str, what: str) -> None:
    if "\0" in text:
        raise InvalidRequest(f"A {what} cannot hold a null character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest(f"A {what} must be valid Unicode.") from error
