"""Array predicates as SQL: look-ups in the indexed elements where that decides, otherwise a test of both arrays."""

import orjson

from imgcat.store.cql2.expression import Array, ArrayPredicate, Literal, Property
from imgcat.store.properties import ARRAYS
from imgcat.store.sql.sql import Sql, every, fill, listed, param
from imgcat.store.sqlite.scalars import Scalars

_ELEMENT = "item.num IN (SELECT num FROM member WHERE name = {} AND value IN ({}))"


def array_predicate(scalars: Scalars, node: ArrayPredicate, wanted: bool) -> Sql:
    """Unknown where a side is not an array."""
    found = _looked_up(node) if wanted else None
    if found is not None:
        return found
    left, right = (_operand(scalars, side) for side in (node.left, node.right))
    return fill(f"array_test({{}}, {{}}, {{}}) = {int(wanted)}", param(node.op), left, right)


def _looked_up(node: ArrayPredicate) -> Sql | None:
    if not (isinstance(node.left, Property) and node.left.name in ARRAYS):
        return None
    if node.left.core or not isinstance(node.right, Array) or not node.right.values:
        return None
    name = param(node.left.name)
    texts = [
        param(value.value)
        for value in node.right.values
        if isinstance(value, Literal) and isinstance(value.value, str)
    ]
    if len(texts) < len(node.right.values):
        return None
    if node.op == "a_contains":
        return every(fill(_ELEMENT, name, text) for text in texts)
    if node.op == "a_overlaps":
        return fill(_ELEMENT, name, listed(texts))
    return None


def _operand(scalars: Scalars, side: Array | Property) -> Sql:
    if isinstance(side, Property):
        return scalars.value(side)
    members = [
        value.value if isinstance(value, Literal) else {"time": value.start}
        for value in side.values
    ]
    return param(orjson.dumps(members))
