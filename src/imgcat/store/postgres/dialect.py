"""PostgreSQL's part of search: what it says in its own way, with the functions of its schema and those of PostGIS."""

import re
from collections.abc import Collection, Sequence
from typing import Any, TypeGuard

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store import lossless
from imgcat.store.cql2.expression import (
    Array,
    ArrayPredicate,
    Call,
    Comparison,
    Like,
    Literal,
    Property,
    Scalar,
    Time,
)
from imgcat.store.freetext import Every, Phrase, Some, Text, Without
from imgcat.store.postgres import key as keys
from imgcat.store.postgres.scalars import Scalars, moment
from imgcat.store.postgres.terms import member, term
from imgcat.store.properties import ARRAYS, CORE
from imgcat.store.sql.kinds import kind
from imgcat.store.sql.sql import NEVER, Sql, every, fill, param, some
from imgcat.store.sql.temporal import during
from imgcat.store.tokens import Tokenizer

_LOOKED_UP = 32
"""So many values are looked up one by one; items are looked at for more."""


_LONG = 366 * 86_400_000_000
"""Microseconds: where items last longer than that, the time that they are sorted by says little of when they were."""


class PostgresDialect:
    """The dialect of one question. Among the items that are asked for none lasts longer than `longest` microseconds."""

    located = Sql("item.footprint IS NOT NULL")
    unlocated = Sql("item.footprint IS NULL")
    outlined = Sql("item")
    outline = Sql("public.ST_AsBinary(item.footprint)")

    def __init__(self, tokenizer: Tokenizer, columns: Collection[str], longest: int) -> None:
        self._tokenizer = tokenizer
        self._longest = longest
        self._scalars = Scalars(columns)
        self.time = self._scalars.time
        self.time_end = self._scalars.time_end

    def footprints(self, outlines: Sequence[bytes]) -> NDArray[Any]:
        """Outlines as geometries."""
        found: NDArray[Any] = shapely.from_wkb(np.array(outlines, dtype=object))
        return found

    def among(self, column: str, values: Sequence[str]) -> Sql:
        """Whether the text in a column is one of the values."""
        return Sql(f"{column} = ANY (?::text[])", (list(values),))

    def during(self, start: int | None, end: int | None) -> Sql:
        """Items whose time meets a closed interval: bounded by the time in order of which they are read too.

        That lies between start and end of an item. Of instants it says all; of others the ends are looked at as
        well, in a form from which the planner does not conclude that there are fewer of them.
        """
        if self._longest > _LONG:
            return during(start, end)
        bounds = [Sql("item.time IS NOT NULL")]
        if start is not None:
            bounds.append(fill("item.time >= {}", moment(start - self._longest)))
        if end is not None:
            bounds.append(fill("item.time <= {}", moment(end + self._longest)))
        if self._longest and start is not None:
            bounds.append(fill('item."end" + 0 >= {}', moment(start)))
        if self._longest and end is not None:
            bounds.append(fill("item.start + 0 <= {}", moment(end)))
        return every(bounds)

    def text(self, text: Text) -> Sql:
        """What a free text finds."""
        match text:
            case Phrase(words):
                return self._phrase(words)
            case Without(of):
                return fill("NOT {}", self.text(of))
            case Every(parts):
                return every(map(self.text, parts))
            case Some(parts):
                return some(map(self.text, parts))

    def _phrase(self, text: str) -> Sql:
        (words,) = self._tokenizer.words([text])
        if not words:
            return NEVER
        found = Sql("item.lexemes @> ?::text[]", ([term(word) for word in words],))
        if len(words) == 1:
            return found
        # Which items have all of the words an index knows; whether in this order their text says.
        row = param(f" {' '.join(words)} ")
        return fill("({} AND strpos(' ' || item.words || ' ', {}) > 0)", found, row)

    def in_bbox(self, bbox: Bbox) -> Sql:
        """Footprints that intersect a bbox."""
        return self.related("intersects", bbox_geometry(*bbox))

    def related(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """True relations, all of which need the bboxes to meet: on either side of the antimeridian."""
        test = fill(f"public.ST_{predicate}(item.footprint, {{}})", _geometry(geometry))
        boxes = bbox_parts(rfc7946_bbox(geometry))
        if len(boxes) == 1:
            return test
        box = "item.footprint OPERATOR(public.&&) {}"
        return every([some(fill(box, _geometry(shapely.box(*part))) for part in boxes), test])

    def unrelated(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """Footprints in no such relation."""
        return fill(f"NOT public.ST_{predicate}(item.footprint, {{}})", _geometry(geometry))

    def compared(self, node: Comparison, op: str) -> Sql:
        """By keys where both sides have one at hand, otherwise as values of the kind that is known."""
        known = kind(node.left) or kind(node.right)
        sides = (node.left, node.right)
        if op == "=":
            for side, other in (sides, sides[::-1]):
                if isinstance(other, Literal) and self._is_plain(side):
                    return self._is(side, other)
        if known is None or all(map(self._has_key, sides)):
            left, right = map(self._scalars.key, sides)
            # What is equal to a key is of its kind; said again, the planner would expect fewer items.
            alike = [
                self._of_kind(known, side)
                for side in sides
                if known and op != "=" and not isinstance(side, Literal)
            ]
            if known is None:
                alike = [fill("substr({}, 1, 1) = substr({}, 1, 1)", left, right)]
            return every([fill(f"{{}} {op} {{}}", left, right), *alike])
        left, right = (self._scalars.value(side, known) for side in sides)
        bytewise = ' COLLATE "C"' if known == "text" else ""
        return fill(f"{{}}{bytewise} {op} {{}}", left, right)

    def _is_plain(self, side: Scalar) -> TypeGuard[Property]:
        """Whether a side is a property as it stands in the item."""
        return isinstance(side, Property) and not side.core and self._scalars.column(side) is None

    def _is(self, side: Property, literal: Literal) -> Sql:
        """Whether a plain property has a value, in the form that the index of all properties knows."""
        said = {keys.escaped(side.name): keys.jsonable(literal.value)}
        return Sql("item.properties @> ?::jsonb", (lossless.dumps(said).decode(),))

    def _has_key(self, side: Scalar) -> bool:
        return isinstance(side, Literal) or self._scalars.column(side) is not None

    def _of_kind(self, of_kind: str, side: Scalar) -> Sql:
        first, beyond = keys.KINDS[of_kind]
        found = self._scalars.key(side)
        return fill("({} >= {} AND {} < {})", found, param(first), found, param(beyond))

    def truth(self, of: Property, wanted: bool) -> Sql:
        """Whether a property is true, or is false."""
        return fill("{} = {}", self._scalars.key(of), param(keys.key(wanted)))

    def like(self, node: Like, wanted: bool) -> Sql:
        """A text against a pattern."""
        value = self._scalars.value(node.value, "text")
        word = "LIKE" if wanted else "NOT LIKE"
        return fill(f'{{}} COLLATE "C" {word} {{}}', value, param(_pattern(node.pattern)))

    def one_of(
        self, value: Property | Call, kind: str, literals: Sequence[Literal], wanted: bool
    ) -> Sql:
        """Whether a value is one of the literals, which are of this kind."""
        test = "= ANY" if wanted else "<> ALL"
        if self._scalars.column(value) is not None:
            several = [keys.key(literal.value) for literal in literals]
            found = fill(
                f"{{}} {test} ({{}})", self._scalars.key(value), Sql("?::bytea[]", (several,))
            )
            return found if wanted else every([found, self._of_kind(kind, value)])
        if wanted and self._is_plain(value) and len(literals) <= _LOOKED_UP:
            return some(self._is(value, literal) for literal in literals)
        form = {"text": "text", "number": "numeric", "boolean": "boolean"}[kind]
        plain = [_plain(literal) for literal in literals]
        listed = Sql(f"?::{form}[]", (plain,))
        return fill(f"{{}} {test} ({{}})", self._scalars.value(value, kind), listed)

    def missing(self, value: Property | Call, wanted: bool) -> Sql:
        """Whether there is no such value at all."""
        found = (
            self._scalars.json(value)
            if isinstance(value, Property)
            else self._scalars.value(value, kind(value) or "")
        )
        return fill("{} IS NULL" if wanted else "{} IS NOT NULL", found)

    def array(self, node: ArrayPredicate, wanted: bool) -> Sql:
        """Two arrays as sets: by the indexed members where those decide."""
        found = _looked_up(node) if wanted else None
        if found is not None:
            return found
        times = any(
            isinstance(value, Time)
            for side in (node.left, node.right)
            if isinstance(side, Array)
            for value in side.values
        )
        left, right = (self._array(side, times) for side in (node.left, node.right))
        test = fill("imgcat.array_test({}, {}, {})", Sql("?::text", (node.op,)), left, right)
        return test if wanted else fill("NOT {}", test)

    def _array(self, side: Array | Property, times: bool) -> Sql:
        if isinstance(side, Property):
            return self._scalars.array(side.name, times)
        members = [
            keys.jsonable(value.value) if isinstance(value, Literal) else {"time": value.start}
            for value in side.values
        ]
        return Sql("?::jsonb", (orjson.dumps(members).decode(),))

    def moment(self, microseconds: int) -> Sql:
        """A time as a parameter."""
        return moment(microseconds)

    def sort_value(self, name: str) -> Sql:
        """What is sorted by: the key."""
        return self._scalars.key(Property(name))

    def terms(self, name: str) -> Sql:
        """The value of a property, to group by."""
        return self._scalars.json(Property(name, core=name in CORE))

    def decode(self, stored: Any) -> Any:
        """The JSON value that was selected."""
        return keys.decoded(stored)

    def joined(self, number: Sql) -> Sql:
        """Whole numbers of all rows as one text, with commas between."""
        return fill("string_agg(({})::text, ',')", number)


def _geometry(geometry: BaseGeometry) -> Sql:
    return Sql("public.ST_GeomFromWKB(?, 4326)", (shapely.to_wkb(geometry, output_dimension=2),))


def _plain(literal: Literal) -> Any:
    value = literal.value
    if isinstance(value, bool):
        return value
    return keys.escaped(value) if isinstance(value, str) else keys.number(value)


def _pattern(pattern: str) -> str:
    """The pattern, with a backslash that stands before nothing meaning itself."""
    return re.sub(
        r"(?s)\\(.)|\\\Z", lambda found: found[0] if found[1] else r"\\", keys.escaped(pattern)
    )


def _looked_up(node: ArrayPredicate) -> Sql | None:
    left, right = node.left, node.right
    if not (isinstance(left, Property) and left.name in ARRAYS and not left.core):
        return None
    if not isinstance(right, Array) or not right.values:
        return None
    texts = [
        value.value
        for value in right.values
        if isinstance(value, Literal) and isinstance(value.value, str)
    ]
    if len(texts) < len(right.values) or node.op not in _LOOK_UPS:
        return None
    members = [member(left.name, text) for text in texts]
    return Sql(f"item.members {_LOOK_UPS[node.op]} ?::text[]", (members,))


_LOOK_UPS = {"a_contains": "@>", "a_overlaps": "&&"}
