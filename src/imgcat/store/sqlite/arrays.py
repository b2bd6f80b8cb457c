"""Array predicates as SQL: a test of both arrays."""

import orjson

from imgcat.store.cql2.expression import Array, ArrayPredicate, Literal, Property
from imgcat.store.sql.sql import Sql, fill, param
from imgcat.store.sqlite.scalars import Scalars


def array_predicate(scalars: Scalars, node: ArrayPredicate, wanted: bool) -> Sql:
    """Unknown where a side is not an array."""
    left, right = (_operand(scalars, side) for side in (node.left, node.right))
    return fill(f"array_test({{}}, {{}}, {{}}) = {int(wanted)}", param(node.op), left, right)


def _operand(scalars: Scalars, side: Array | Property) -> Sql:
    if isinstance(side, Property):
        return scalars.value(side)
    members = [
        value.value if isinstance(value, Literal) else {"time": value.start}
        for value in side.values
    ]
    return param(orjson.dumps(members))
