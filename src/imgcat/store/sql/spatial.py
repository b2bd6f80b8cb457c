"""Spatial predicates of CQL2 as conditions: which side is the footprint, and what holds without looking at any."""

from functools import partial

from imgcat.store.cql2.expression import Shape, Spatial
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.shape_test import ShapeTest, copied
from imgcat.store.sql.sql import ALWAYS, NEVER, Sql

_OF_ITSELF = ("contains", "equals", "intersects", "within")
"""Relations in which every geometry stands to itself."""
_SWAPPED = {"contains": "within", "within": "contains"}


def spatial(dialect: Dialect, node: Spatial, wanted: bool) -> Sql:
    """Unknown without a footprint."""
    predicate = node.op.removeprefix("s_")
    match node.left, node.right:
        case Shape(left), Shape(right):
            holds = ShapeTest(predicate, partial(copied, right)).holds(left)
            return ALWAYS if holds == wanted else NEVER
        case Shape(geometry), _:
            predicate = _SWAPPED.get(predicate, predicate)
        case _, Shape(geometry):
            pass
        case _:
            return dialect.located if (predicate in _OF_ITSELF) == wanted else NEVER
    if predicate == "disjoint":
        predicate, wanted = "intersects", not wanted
    find = dialect.related if wanted else dialect.unrelated
    return find(predicate, geometry)
