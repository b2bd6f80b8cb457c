"""A CQL2 JSON tree read into a checked expression. One table says what each operator takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imgcat.errors import InvalidRequest
from imgcat.store.cql2 import literals
from imgcat.store.cql2.expression import (
    Array,
    ArrayPredicate,
    Call,
    Comparison,
    Constant,
    Interval,
    IsNull,
    Junction,
    Like,
    Literal,
    Not,
    Predicate,
    Property,
    Scalar,
    Shape,
    Spatial,
    Temporal,
    Time,
    Truth,
)
from imgcat.store.cql2.folding import FOLDINGS
from imgcat.store.cql2.functions import FUNCTIONS
from imgcat.store.cql2.parse import check_size
from imgcat.store.properties import CORE


def read_predicate(tree: Any) -> Predicate:
    """The predicate that a CQL2 JSON tree says. Raises InvalidRequest, naming the operator that is at fault."""
    check_size(tree)
    return _predicate(tree)


def _predicate(tree: Any) -> Predicate:
    if isinstance(tree, bool):
        return Constant(tree)
    if not isinstance(tree, Mapping):
        raise InvalidRequest(f"A filter is an object with 'op' and 'args'; found {tree!r:.60}.")
    if "property" in tree:
        return Truth(_property(tree))
    op, operator, args = _operation(tree)
    if operator.build is None:
        raise InvalidRequest(f"'{op}' gives a value, but a condition is expected.")
    return operator.build(op, args)


def _operation(tree: Mapping[str, Any]) -> tuple[str, "Operator", Sequence[Any]]:
    name = tree.get("op")
    op = _NAMES.get(name.lower()) if isinstance(name, str) else None
    if op is None:
        raise InvalidRequest(f"The operator {name!r:.60} is not supported.")
    operator, args = OPERATORS[op], tree.get("args")
    if not isinstance(args, list | tuple):
        raise InvalidRequest(f"The 'args' of '{op}' are an array.")
    if not operator.least <= len(args) <= operator.most:
        raise InvalidRequest(f"'{op}' does not take {len(args)} arguments.")
    return op, operator, args


def _scalar(tree: Any) -> Scalar:
    if not isinstance(tree, Mapping):
        return literals.scalar_literal(tree)
    if "property" in tree:
        found = _property(tree)
        if found == GEOMETRY:
            raise InvalidRequest("'geometry' is a geometry, but a value is expected.")
        return found
    time = _time(tree)
    if time is not None:
        return time
    op, operator, args = _operation(tree)
    if operator.build is not None:
        raise InvalidRequest(f"'{op}' gives a condition, but a value is expected.")
    values = tuple(_scalar(arg) for arg in args)
    if op in FOLDINGS and isinstance(values[0], Literal) and isinstance(values[0].value, str):
        return Literal(FOLDINGS[op](values[0].value))
    return Call(op, values)


def _time(tree: Mapping[str, Any]) -> Time | None:
    for form in ("timestamp", "date"):
        if form in tree:
            return literals.time(form, tree[form])
    return None


GEOMETRY = Property("geometry", core=True)


def _property(tree: Mapping[str, Any]) -> Property:
    name = tree["property"]
    if not isinstance(name, str) or not name:
        raise InvalidRequest(f"A property is named by a string; found {name!r:.60}.")
    literals.text(name)
    if name.startswith("properties.") and name != "properties.":
        return Property(name.removeprefix("properties."))
    return Property(name, core=name in CORE)


def _not(_: str, args: Sequence[Any]) -> Predicate:
    return Not(_predicate(args[0]))


def _junction(op: str, args: Sequence[Any]) -> Predicate:
    return Junction(op, tuple(_predicate(arg) for arg in args))


def _comparison(op: str, args: Sequence[Any]) -> Predicate:
    return Comparison(op, _scalar(args[0]), _scalar(args[1]))


def _like(_: str, args: Sequence[Any]) -> Predicate:
    pattern = _scalar(args[1])
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        raise InvalidRequest("The pattern of 'like' is a string.")
    return Like(_scalar(args[0]), pattern.value)


def _between(_: str, args: Sequence[Any]) -> Predicate:
    value, least, most = (_scalar(arg) for arg in args)
    return Junction("and", (Comparison(">=", value, least), Comparison("<=", value, most)))


def _in(_: str, args: Sequence[Any]) -> Predicate:
    if not isinstance(args[1], list | tuple):
        raise InvalidRequest("The second argument of 'in' is an array.")
    value = _scalar(args[0])
    return Junction("or", tuple(Comparison("=", value, _scalar(arg)) for arg in args[1]))


def _is_null(_: str, args: Sequence[Any]) -> Predicate:
    tree = args[0]
    if isinstance(tree, Mapping) and "property" in tree:
        return IsNull(_property(tree))
    return IsNull(_scalar(tree))


def _spatial(op: str, args: Sequence[Any]) -> Predicate:
    return Spatial(op, _geometry(op, args[0]), _geometry(op, args[1]))


def _geometry(op: str, tree: Any) -> Shape | Property:
    if not isinstance(tree, Mapping) or "op" in tree:
        raise InvalidRequest(f"'{op}' takes geometries; found {tree!r:.60}.")
    if "property" not in tree:
        return literals.shape(tree)
    found = _property(tree)
    if found not in (GEOMETRY, Property("geometry")):
        raise InvalidRequest(f"'{op}' takes 'geometry'; '{found.name}' is not a geometry.")
    return GEOMETRY


def _temporal(op: str, args: Sequence[Any]) -> Predicate:
    return Temporal(op, _when(op, args[0]), _when(op, args[1]))


def _when(op: str, tree: Any) -> Time | Property | Interval:
    if isinstance(tree, Mapping) and "interval" in tree:
        bounds = tree["interval"]
        if not isinstance(bounds, list | tuple) or len(bounds) != 2:
            raise InvalidRequest("An interval has a start and an end.")
        start, end = (_bound(bound) for bound in bounds)
        if isinstance(start, Time) and isinstance(end, Time) and start.start > end.end:
            raise InvalidRequest("The start of an interval is not later than its end.")
        return Interval(start, end)
    if isinstance(tree, Mapping):
        found = _property(tree) if "property" in tree else _time(tree)
        if found is not None:
            return found
    elif isinstance(tree, str):
        return literals.time("timestamp", tree)
    raise InvalidRequest(f"'{op}' takes times and intervals; found {tree!r:.60}.")


def _bound(tree: Any) -> Time | Property | None:
    if tree is None or tree == ".." or tree == "":
        return None
    if isinstance(tree, Mapping):
        found = _property(tree) if "property" in tree else _time(tree)
        if found is not None:
            return found
    return literals.time("timestamp", tree)


def _array_predicate(op: str, args: Sequence[Any]) -> Predicate:
    return ArrayPredicate(op, _array(op, args[0]), _array(op, args[1]))


def _array(op: str, tree: Any) -> Array | Property:
    if isinstance(tree, Mapping) and "property" in tree:
        return _property(tree)
    members = tree if isinstance(tree, list | tuple) else [tree]
    values = [_scalar(member) for member in members]
    if not all(isinstance(value, Literal | Time) for value in values):
        raise InvalidRequest(f"'{op}' takes arrays of literals.")
    return Array(tuple(value for value in values if isinstance(value, Literal | Time)))


@dataclass(frozen=True, slots=True)
class Operator:
    """How many arguments an operator takes, and what builds its predicate; without one it gives a scalar."""

    least: int
    most: int
    build: Callable[[str, Sequence[Any]], Predicate] | None = None


_MANY = 1_000_000
_SPATIAL = (
    "contains",
    "crosses",
    "disjoint",
    "equals",
    "intersects",
    "overlaps",
    "touches",
    "within",
)
_TEMPORAL = (
    "after",
    "before",
    "contains",
    "disjoint",
    "during",
    "equals",
    "finishedBy",
    "finishes",
    "intersects",
    "meets",
    "metBy",
    "overlappedBy",
    "overlaps",
    "startedBy",
    "starts",
)

OPERATORS: Mapping[str, Operator] = {
    "and": Operator(1, _MANY, _junction),
    "or": Operator(1, _MANY, _junction),
    "not": Operator(1, 1, _not),
    **{op: Operator(2, 2, _comparison) for op in ("=", "<>", "<", "<=", ">", ">=")},
    "like": Operator(2, 2, _like),
    "between": Operator(3, 3, _between),
    "in": Operator(2, 2, _in),
    "isNull": Operator(1, 1, _is_null),
    **{f"s_{op}": Operator(2, 2, _spatial) for op in _SPATIAL},
    **{f"t_{op}": Operator(2, 2, _temporal) for op in _TEMPORAL},
    **{
        f"a_{op}": Operator(2, 2, _array_predicate)
        for op in ("contains", "containedBy", "equals", "overlaps")
    },
    **{op: Operator(2, 2) for op in ("+", "-", "*", "/", "%", "div", "^")},
    **{op: Operator(1, 1) for op in (*FOLDINGS, *FUNCTIONS)},
}
"""Every operator that is understood."""

_NAMES = {op.lower(): op for op in OPERATORS}
