"""A Query as a condition on `item`."""

import datetime as dt
from collections.abc import Iterator, Sequence

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.bbox import parse_bbox
from imgcat.model.interval import microseconds
from imgcat.store.cql2 import read_predicate
from imgcat.store.cql2.expression import Predicate
from imgcat.store.freetext import read_text
from imgcat.store.protocol import Query
from imgcat.store.sql.compile import compile_predicate
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.sql import Sql, every


def filter_of(query: Query) -> Predicate | None:
    """Its filter, read and checked. Raises InvalidRequest."""
    return None if query.filter is None else read_predicate(query.filter)


def condition(query: Query, predicate: Predicate | None, dialect: Dialect) -> Sql:
    """What an item must fulfil to match a query, whose filter is `predicate`. Raises InvalidRequest."""
    # An engine asks them in this order as far as it may: the names of a collection take the longest to compare.
    return every(reversed(list(_conditions(query, predicate, dialect))))


def _conditions(query: Query, predicate: Predicate | None, dialect: Dialect) -> Iterator[Sql]:
    if query.bbox is not None and query.intersects is not None:
        raise InvalidRequest("Give either a bbox or intersects, not both.")
    if query.ids:
        yield _among(dialect, "id", query.ids)
    if query.collections:
        yield _among(dialect, "collection", query.collections)
    if query.datetime is not None:
        yield _interval(dialect, *query.datetime)
    if predicate is not None:
        yield compile_predicate(predicate, dialect)
    if query.q:
        yield dialect.text(read_text(query.q))
    if query.bbox is not None:
        try:
            yield dialect.in_bbox(parse_bbox(query.bbox))
        except InvalidRecord as error:
            raise InvalidRequest(str(error)) from error
    if query.intersects is not None:
        if query.intersects.is_empty:
            raise InvalidRequest("An empty geometry intersects nothing.")
        yield dialect.related("intersects", query.intersects)


def _among(dialect: Dialect, column: str, values: Sequence[str]) -> Sql:
    for value in values:
        _check(value, column)
    if len(values) == 1:
        return Sql(f"item.{column} = ?", (values[0],))
    return dialect.among(f"item.{column}", values)


def _interval(dialect: Dialect, start: dt.datetime | None, end: dt.datetime | None) -> Sql:
    for bound in (start, end):
        if bound is not None and bound.tzinfo is None:
            raise InvalidRequest("A datetime needs a time zone.")
    if start is not None and end is not None and start > end:
        raise InvalidRequest("The start of a datetime interval is not later than its end.")
    return dialect.during(
        None if start is None else microseconds(start), None if end is None else microseconds(end)
    )


def _check(text: str, what: str) -> None:
    if "\0" in text:
        raise InvalidRequest(f"A {what} cannot hold a null character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest(f"A {what} must be valid Unicode.") from error
