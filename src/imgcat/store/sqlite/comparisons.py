"""Comparisons, `like`, `in` and `isNull` as SQL: each as the condition for it being true, or for it being false."""

import re

from imgcat.store.cql2.expression import (
    Call,
    Comparison,
    IsNull,
    Junction,
    Like,
    Literal,
    Property,
    Scalar,
)
from imgcat.store.properties import TEMPORAL
from imgcat.store.sqlite.scalars import Scalars, is_temporal, kind
from imgcat.store.sqlite.spatial import FOOTPRINT
from imgcat.store.sqlite.sql import ALWAYS, NEVER, Sql, every, fill, listed, param
from imgcat.store.sqlite.values import HAS_KIND, KIND

_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_NO_FOOTPRINT = Sql("item.west IS NULL")


def comparison(scalars: Scalars, node: Comparison, wanted: bool) -> Sql:
    """Compared as times when either side is one, otherwise as values, which must be of one kind."""
    op = node.op if wanted else _OPPOSITE[node.op]
    if is_temporal(node.left) or is_temporal(node.right):
        left, right = scalars.time(node.left), scalars.time(node.right)
        if left is None or right is None:
            return NEVER
        return fill(f"{{}} {op} {{}}", left, right)
    one, other = scalars.value(node.left), scalars.value(node.right)
    return every([fill(f"{{}} {op} {{}}", one, other), *_of_one_kind(scalars, node)])


def _of_one_kind(scalars: Scalars, node: Comparison) -> list[Sql]:
    left, right = kind(node.left), kind(node.right)
    if left is None and right is None:
        sides = (_kind(scalars.value(side)) for side in (node.left, node.right))
        return [fill("{} = {}", *sides)]
    if left is not None and right is not None:
        return [] if left == right else [NEVER]
    free = node.left if left is None else node.right
    return [of_kind(left or right or "", scalars.value(free))]


def of_kind(name: str, value: Sql) -> Sql:
    """Whether a value is `text`, `number` or `boolean`."""
    return fill(HAS_KIND[name], value)


def _kind(value: Sql) -> Sql:
    return Sql(KIND.format(value.text), value.params * KIND.count("{0}"))


def like(scalars: Scalars, node: Like, wanted: bool) -> Sql:
    """A pattern by GLOB, which unlike SQLite's LIKE is case-sensitive and can use an index."""
    value = scalars.value(node.value)
    test = fill("{} GLOB {}" if wanted else "{} NOT GLOB {}", value, param(_glob(node.pattern)))
    return every([test, of_kind("text", value)])


def _glob(pattern: str) -> str:
    return re.sub(r"(?s)\\(.)|(.)", _glob_character, pattern)


def _glob_character(found: re.Match[str]) -> str:
    if found[1] is not None:
        return _plain(found[1])
    return {"%": "*", "_": "?"}.get(found[2]) or _plain(found[2])


def _plain(character: str) -> str:
    return f"[{character}]" if character in "*?[" else character


def membership(scalars: Scalars, node: Junction, wanted: bool) -> Sql | None:
    """`in` with literals of one kind as a single IN; None for any other junction."""
    if node.op != "or" or len(node.args) < 2:
        return None
    value: Scalar | None = None
    literals: list[Literal] = []
    for arg in node.args:
        if not (isinstance(arg, Comparison) and arg.op == "=" and isinstance(arg.right, Literal)):
            return None
        if value is None:
            value = arg.left
        if arg.left != value:
            return None
        literals.append(arg.right)
    if not isinstance(value, Property | Call) or is_temporal(value):
        return None
    kinds = {kind(literal) for literal in literals}
    own = kind(value)
    (only, *others) = kinds
    if only is None or others or (own is not None and own != only):
        return None
    test = "{} IN ({})" if wanted else "{} NOT IN ({})"
    rendered = scalars.value(value)
    members = listed(scalars.value(literal) for literal in literals)
    return every([fill(test, rendered, members), of_kind(only, rendered)])


def is_null(scalars: Scalars, node: IsNull, wanted: bool) -> Sql:
    """Whether the record has no such value at all; a time that cannot be read is a value nevertheless."""
    match node.value:
        case Property("geometry", core=True):
            return _NO_FOOTPRINT if wanted else FOOTPRINT
        case Property(core=True):
            return NEVER if wanted else ALWAYS
        case Property(name) if name in TEMPORAL:
            # The column holds what could be read; only the body tells a missing time from a malformed one.
            column, body = scalars.time(node.value) or NEVER, scalars.value(node.value)
            if wanted:
                return fill("({} IS NULL AND {} IS NULL)", column, body)
            return fill("({} IS NOT NULL OR {} IS NOT NULL)", column, body)
        case Property() | Call():
            test = "{} IS NULL" if wanted else "{} IS NOT NULL"
            return fill(test, scalars.value(node.value))
    return NEVER if wanted else ALWAYS
