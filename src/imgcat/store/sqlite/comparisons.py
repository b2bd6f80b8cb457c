"""Comparisons, `like` and `in` in SQLite, which compares values of different kinds: so their kinds are compared too."""

import re
from collections.abc import Sequence

from imgcat.store.cql2.expression import Call, Comparison, Like, Literal, Property
from imgcat.store.sql.kinds import kind
from imgcat.store.sql.sql import Sql, every, fill, listed, param
from imgcat.store.sqlite.scalars import Scalars
from imgcat.store.sqlite.values import HAS_KIND, KIND


def compared(scalars: Scalars, node: Comparison, op: str) -> Sql:
    """Compared as values, which must be of one kind."""
    one, other = scalars.value(node.left), scalars.value(node.right)
    return every([fill(f"{{}} {op} {{}}", one, other), *_of_one_kind(scalars, node)])


def _of_one_kind(scalars: Scalars, node: Comparison) -> list[Sql]:
    left, right = kind(node.left), kind(node.right)
    if left is None and right is None:
        sides = (_kind(scalars.value(side)) for side in (node.left, node.right))
        return [fill("{} = {}", *sides)]
    if left is not None and right is not None:
        return []
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


def one_of(
    scalars: Scalars, value: Property | Call, kind: str, literals: Sequence[Literal], wanted: bool
) -> Sql:
    """Whether a value is one of the literals, which are of this kind."""
    test = "{} IN ({})" if wanted else "{} NOT IN ({})"
    rendered = scalars.value(value)
    members = listed(scalars.value(literal) for literal in literals)
    return every([fill(test, rendered, members), of_kind(kind, rendered)])
