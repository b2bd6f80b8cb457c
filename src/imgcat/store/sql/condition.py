"""A Query as a condition on `item`."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

import orjson

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.bbox import parse_bbox
from imgcat.model.interval import microseconds
from imgcat.store.cql2 import read_predicate
from imgcat.store.freetext import read_text
from imgcat.store.protocol import Query
from imgcat.store.sql.compile import compile_predicate
from imgcat.store.sql.sql import Sql, every, fill, param
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.text import text_condition


def condition(query: Query, columns: Collection[str], shapes: Shapes) -> Sql:
    """What an item must fulfil. Raises InvalidRequest for a malformed query."""
    return every(_conditions(query, columns, shapes))


def _conditions(query: Query, columns: Collection[str], shapes: Shapes) -> Iterator[Sql]:
    if query.bbox is not None and query.intersects is not None:
        raise InvalidRequest("Give either a bbox or intersects, not both.")
    if query.ids:
        yield _among("item.id", query.ids, "id")
    if query.collections:
        yield _among("item.collection", query.collections, "collection")
    if query.datetime is not None:
        yield from _interval(*query.datetime)
    if query.q:
        yield text_condition(read_text(query.q))
    if query.bbox is not None:
        try:
            yield shapes.in_bbox(parse_bbox(query.bbox))
        except InvalidRecord as error:
            raise InvalidRequest(str(error)) from error
    if query.intersects is not None:
        if query.intersects.is_empty:
            raise InvalidRequest("An empty geometry intersects nothing.")
        yield shapes.intersecting(query.intersects)
    if query.filter is not None:
        yield compile_predicate(read_predicate(query.filter), columns, shapes)


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
