"""Compiles a checked CQL2 expression to a condition on `item`.

CQL2 has three truth values, and an item matches only what is true. So each predicate is compiled to a condition that
holds just when it is true, or, under a NOT, to one that holds just when it is false: `NOT (a = 1)` becomes
`a <> 1 AND a is a number`, which an item without `a` does not fulfil. No SQL NOT ever meets an unknown, and
conditions stay in a form that indexes serve.
"""

from imgcat.store.cql2.expression import (
    ArrayPredicate,
    Comparison,
    Constant,
    IsNull,
    Junction,
    Like,
    Not,
    Predicate,
    Spatial,
    Temporal,
    Truth,
)
from imgcat.store.sql.comparisons import comparison, is_null, membership
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.spatial import spatial
from imgcat.store.sql.sql import ALWAYS, NEVER, Sql, every, some
from imgcat.store.sql.temporal import temporal


def compile_predicate(predicate: Predicate, dialect: Dialect) -> Sql:
    """The condition for a predicate, in an engine's dialect."""
    return _condition(dialect, predicate, wanted=True)


def _condition(dialect: Dialect, node: Predicate, *, wanted: bool) -> Sql:
    """The condition for `node` being true, or with `wanted` false, for it being false."""
    match node:
        case Constant(value):
            return ALWAYS if value == wanted else NEVER
        case Not(arg):
            return _condition(dialect, arg, wanted=not wanted)
        case Junction():
            return _junction(dialect, node, wanted)
        case Truth(of):
            return dialect.truth(of, wanted)
        case Comparison():
            return comparison(dialect, node, wanted)
        case Like():
            return dialect.like(node, wanted)
        case IsNull():
            return is_null(dialect, node, wanted)
        case Temporal():
            return temporal(dialect, node, wanted)
        case ArrayPredicate():
            return dialect.array(node, wanted)
        case Spatial():
            return spatial(dialect, node, wanted)


def _junction(dialect: Dialect, node: Junction, wanted: bool) -> Sql:
    """By De Morgan: an AND is false just when one of its parts is."""
    whole = membership(dialect, node, wanted)
    if whole is not None:
        return whole
    parts = [_condition(dialect, arg, wanted=wanted) for arg in node.args]
    return every(parts) if (node.op == "and") == wanted else some(parts)
