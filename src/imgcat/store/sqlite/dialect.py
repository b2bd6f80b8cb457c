"""SQLite's part of search: what it says in its own way, with the functions that it is taught."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import orjson

from imgcat.store.cql2.expression import (
    ArrayPredicate,
    Call,
    Comparison,
    Like,
    Literal,
    Property,
)
from imgcat.store.freetext import Text
from imgcat.store.properties import CORE, TEMPORAL
from imgcat.store.sql.sql import NULL, Sql, fill, param
from imgcat.store.sql.temporal import during
from imgcat.store.sqlite.arrays import array_predicate
from imgcat.store.sqlite.comparisons import compared, like, one_of
from imgcat.store.sqlite.outline import Geometries, footprints_of
from imgcat.store.sqlite.scalars import Scalars
from imgcat.store.sqlite.spatial import LOCATED, UNLOCATED, Shapes
from imgcat.store.sqlite.text import text_condition
from imgcat.store.sqlite.values import FALSE, SCALAR, TRUE, encode


class SqliteDialect:
    """The dialect of one question to an index with these promoted columns.

    Exact tests of geometry are added to `shapes`; `count` runs a SELECT of one number.
    """

    located, unlocated = LOCATED, UNLOCATED
    outlined = Sql("item LEFT JOIN footprint USING (num)")
    outline = Sql("outline")

    def __init__(
        self, columns: Collection[str], shapes: Shapes, count: Callable[[Sql], int]
    ) -> None:
        self.texts: int | None = None
        """How many items its free text finds, where they are few."""
        self._count = count
        self._scalars = Scalars(columns)
        self._shapes = shapes
        self.in_bbox = shapes.in_bbox
        self.related = shapes.related
        self.unrelated = shapes.unrelated
        self.time = self._scalars.time
        self.time_end = self._scalars.time_end

    @property
    def tests(self) -> bool:
        """Whether footprints have to be tested."""
        return bool(self._shapes.tests)

    @property
    def undecided(self) -> Mapping[int, Sql]:
        """For most tests, by their number, the items that need them: their boxes do not tell."""
        return self._shapes.undecided

    def footprints(self, outlines: Sequence[bytes]) -> Geometries:
        """Outlines as geometries."""
        return footprints_of(outlines)

    def during(self, start: int | None, end: int | None) -> Sql:
        """Items whose time meets a closed interval."""
        return during(start, end)

    def text(self, text: Text) -> Sql:
        """What a free text finds."""
        found, self.texts = text_condition(text, self._count)
        return found

    def among(self, column: str, values: Sequence[str]) -> Sql:
        """Whether the text in a column is one of the values."""
        listed = param(orjson.dumps(values).decode())
        return fill("{} IN (SELECT value FROM json_each({}))", Sql(column), listed)

    def compared(self, node: Comparison, op: str) -> Sql:
        """Two scalars of one kind, compared by `op`."""
        return compared(self._scalars, node, op)

    def truth(self, of: Property, wanted: bool) -> Sql:
        """Whether a property is true, or is false."""
        return fill("{} = {}", self._scalars.value(of), param(encode(wanted)))

    def like(self, node: Like, wanted: bool) -> Sql:
        """A text against a pattern."""
        return like(self._scalars, node, wanted)

    def one_of(
        self, value: Property | Call, kind: str, literals: Sequence[Literal], wanted: bool
    ) -> Sql:
        """Whether a value is one of the literals, which are of this kind."""
        return one_of(self._scalars, value, kind, literals, wanted)

    def missing(self, value: Property | Call, wanted: bool) -> Sql:
        """Whether there is no such value at all; a time that cannot be read is a value nevertheless."""
        found = self._scalars.value(value)
        if isinstance(value, Property) and value.name in TEMPORAL:
            # The column holds what could be read; only the body tells a missing time from a malformed one.
            column = self._scalars.time(value) or NULL
            if wanted:
                return fill("({} IS NULL AND {} IS NULL)", column, found)
            return fill("({} IS NOT NULL OR {} IS NOT NULL)", column, found)
        return fill("{} IS NULL" if wanted else "{} IS NOT NULL", found)

    def array(self, node: ArrayPredicate, wanted: bool) -> Sql:
        """Two arrays as sets."""
        return array_predicate(self._scalars, node, wanted)

    def moment(self, microseconds: int) -> Sql:
        """A time as a parameter."""
        return param(microseconds)

    def sort_value(self, name: str) -> Sql:
        """What is sorted by: a scalar."""
        value = self._scalars.value(Property(name))
        return Sql(SCALAR.format(value.text), value.params * SCALAR.count("{0}"))

    def terms(self, name: str) -> Sql:
        """The value of a property, to group by."""
        return self._scalars.value(Property(name, core=name in CORE))

    def decode(self, stored: Any) -> Any:
        """The JSON value that was selected."""
        if not isinstance(stored, bytes):
            return stored
        return stored == TRUE if stored in (TRUE, FALSE) else orjson.loads(stored)

    def joined(self, number: Sql) -> Sql:
        """Whole numbers of all rows as one text, with commas between."""
        return fill("group_concat({})", number)
