"""What differs between the engines: how each says a condition, a value or a time in its own SQL."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox
from imgcat.store.cql2.expression import (
    ArrayPredicate,
    Call,
    Comparison,
    Like,
    Literal,
    Property,
    Scalar,
    Time,
)
from imgcat.store.freetext import Text
from imgcat.store.sql.sql import Sql


class Connection(Protocol):
    """A connection to an engine, for one question, all of which sees one state."""

    def rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        ...

    def chunks(self, sql: Sql, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a SELECT, so many at a time."""
        ...

    def bodies(self, nums: Sequence[int]) -> Sequence[bytes]:
        """The JSON of items, in this order."""
        ...

    def decompress(self, stored: bytes) -> bytes:
        """A body as it was before it was compressed."""
        ...


class Dialect(Protocol):
    """Conditions and values on `item` in an engine's SQL, for one question.

    A condition with `wanted` holds just when the predicate is true, and without it just when it is false: an item for
    which it is unknown fulfils neither.
    """

    located: Sql
    """Items that have a footprint."""
    unlocated: Sql
    """Items that have none."""
    outlined: Sql
    """Where items are selected from with their footprints."""
    outline: Sql
    """The footprint of an item that is selected from there, as the engine keeps it; NULL where it has none."""

    def footprints(self, outlines: Sequence[bytes]) -> NDArray[Any]:
        """Outlines, as the engine keeps them, as an array of geometries."""
        ...

    def among(self, column: str, values: Sequence[str]) -> Sql:
        """Whether the text in a column is one of the values."""
        ...

    def during(self, start: int | None, end: int | None) -> Sql:
        """Items whose time meets a closed interval, whose bounds are microseconds since 1970."""
        ...

    def text(self, text: Text) -> Sql:
        """What a free text finds."""
        ...

    def in_bbox(self, bbox: Bbox) -> Sql:
        """Footprints that intersect a bbox."""
        ...

    def related(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """Footprints that stand in a relation, a predicate of shapely but `disjoint`, to a geometry."""
        ...

    def unrelated(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """Footprints that do not; items without one are in neither."""
        ...

    def compared(self, node: Comparison, op: str) -> Sql:
        """Two scalars of one kind, neither of them a time, compared by `op`; text in order of its code points."""
        ...

    def truth(self, of: Property, wanted: bool) -> Sql:
        """Whether a property is true, or is false."""
        ...

    def like(self, node: Like, wanted: bool) -> Sql:
        """A text against a pattern."""
        ...

    def one_of(
        self, value: Property | Call, kind: str, literals: Sequence[Literal], wanted: bool
    ) -> Sql:
        """Whether a value is one of the literals, all of which are of the kind."""
        ...

    def missing(self, value: Property | Call, wanted: bool) -> Sql:
        """Whether there is no such value at all."""
        ...

    def array(self, node: ArrayPredicate, wanted: bool) -> Sql:
        """Two arrays as sets."""
        ...

    def moment(self, microseconds: int) -> Sql:
        """A time, in microseconds since 1970 in UTC, as a parameter."""
        ...

    def time(self, scalar: Scalar) -> Sql | None:
        """The scalar as microseconds since 1970; None for what can never be a time."""
        ...

    def time_end(self, scalar: Time | Property) -> Sql:
        """The end of a time, which for a bare date is the end of its day."""
        ...

    def sort_value(self, name: str) -> Sql:
        """What a sortable that is no time is sorted by: numbers, texts, false, true; NULL for anything else."""
        ...

    def terms(self, name: str) -> Sql:
        """The value of a property, to group by."""
        ...

    def decode(self, stored: Any) -> Any:
        """The JSON value that was selected."""
        ...

    def joined(self, number: Sql) -> Sql:
        """Whole numbers of all rows as one text, with commas between; NULL where there are none."""
        ...
