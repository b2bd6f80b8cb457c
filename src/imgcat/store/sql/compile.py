"""Compiles a checked CQL2 expression to a condition on `item`.

CQL2 has three truth values, and an item matches only what is true. So each predicate is compiled to a condition that
holds just when it is true, or, under a NOT, to one that holds just when it is false: `NOT (a = 1)` becomes
`a <> 1 AND a is a number`, which an item without `a` does not fulfil. No SQL NOT ever meets an unknown, and
conditions stay in a form that indexes serve.
"""

from collections.abc import Collection

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
from imgcat.store.sql.comparisons import comparison, is_null, like, membership
from imgcat.store.sql.sql import ALWAYS, NEVER, Sql, every, fill, param, some
from imgcat.store.sql.temporal import temporal
from imgcat.store.sqlite.arrays import array_predicate
from imgcat.store.sqlite.scalars import Scalars
from imgcat.store.sqlite.spatial import Shapes
from imgcat.store.sqlite.values import encode


def compile_predicate(predicate: Predicate, columns: Collection[str], shapes: Shapes) -> Sql:
    """The condition for a predicate, against an index with these promoted columns.

    Exact tests of geometry are added to `shapes`, which must be at hand when the condition is run.
    """
    return _Compiler(Scalars(columns), shapes).condition(predicate, wanted=True)


class _Compiler:
    def __init__(self, scalars: Scalars, shapes: Shapes) -> None:
        self.scalars = scalars
        self.shapes = shapes

    def condition(self, node: Predicate, *, wanted: bool) -> Sql:
        """The condition for `node` being true, or with `wanted` false, for it being false."""
        match node:
            case Constant(value):
                return ALWAYS if value == wanted else NEVER
            case Not(arg):
                return self.condition(arg, wanted=not wanted)
            case Junction():
                return self.junction(node, wanted)
            case Truth(of):
                return fill("{} = {}", self.scalars.value(of), param(encode(wanted)))
            case Comparison():
                return comparison(self.scalars, node, wanted)
            case Like():
                return like(self.scalars, node, wanted)
            case IsNull():
                return is_null(self.scalars, node, wanted)
            case Temporal():
                return temporal(self.scalars, node, wanted)
            case ArrayPredicate():
                return array_predicate(self.scalars, node, wanted)
            case Spatial():
                return self.shapes.spatial(node, wanted)

    def junction(self, node: Junction, wanted: bool) -> Sql:
        """By De Morgan: an AND is false just when one of its parts is."""
        whole = membership(self.scalars, node, wanted)
        if whole is not None:
            return whole
        parts = [self.condition(arg, wanted=wanted) for arg in node.args]
        return every(parts) if (node.op == "and") == wanted else some(parts)
