"""CQL2 expressions after checking: scalars, and predicates over them with three-valued logic."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number or boolean."""

    value: str | float | bool


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMESTAMP or DATE literal: microseconds since 1970 in UTC; a date lasts to the end of its day."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Property:
    """A queryable. `core` for a member of the Item itself: id, collection, geometry."""

    name: str
    core: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or function with a scalar result: arithmetic, `casei`, `year`, ..."""

    op: str
    args: tuple["Scalar", ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """INTERVAL(start, end); None is an open side."""

    start: Time | Property | None
    end: Time | Property | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry or bbox literal, split at the antimeridian."""

    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Array:
    """An array literal."""

    values: tuple[Literal | Time, ...]


Scalar = Literal | Time | Property | Call


@dataclass(frozen=True, slots=True)
class Constant:
    """A boolean literal standing as a predicate."""

    value: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """A boolean property standing as a predicate."""

    of: Property


@dataclass(frozen=True, slots=True)
class Not:
    """Negation; unknown stays unknown."""

    arg: "Predicate"


@dataclass(frozen=True, slots=True)
class Junction:
    """`and` or `or` of any number of predicates."""

    op: str
    args: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`= <> < <= > >=`; unknown when the types differ or a side is missing."""

    op: str
    left: Scalar
    right: Scalar


@dataclass(frozen=True, slots=True)
class Like:
    """Case-sensitive pattern: % any characters, _ one character, backslash takes the next as it is."""

    value: Scalar
    pattern: str


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether a property is missing or null; never unknown."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Spatial:
    """A spatial predicate of two geometries, each a literal or the footprint."""

    op: str
    left: Shape | Property
    right: Shape | Property


@dataclass(frozen=True, slots=True)
class Temporal:
    """A temporal predicate of two intervals; an instant is an interval that ends where it starts."""

    op: str
    left: Time | Property | Interval
    right: Time | Property | Interval


@dataclass(frozen=True, slots=True)
class ArrayPredicate:
    """A predicate of two arrays, read as sets."""

    op: str
    left: Array | Property
    right: Array | Property


Predicate = (
    Constant
    | Truth
    | Not
    | Junction
    | Comparison
    | Like
    | IsNull
    | Spatial
    | Temporal
    | ArrayPredicate
)
