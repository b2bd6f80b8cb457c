"""Pieces of SQL with their parameters. Values never enter the text: only parameters carry them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

Value = str | int | float | bytes | Decimal | Sequence[Any] | None

_TOGETHER = 32
"""Conditions that are joined by one pair of parentheses."""


class Sql(NamedTuple):
    """Text with a `?` for each parameter, in order."""

    text: str
    params: tuple[Value, ...] = ()


NULL = Sql("NULL")
NEVER = Sql("FALSE")
ALWAYS = Sql("TRUE")


def param(value: Value) -> Sql:
    """A value, as a parameter."""
    return Sql("?", (value,))


def fill(template: str, *parts: Sql) -> Sql:
    """The template with each `{}` replaced by a piece, its parameters in the order of the text."""
    text = template.format(*[part.text for part in parts])
    return Sql(text, tuple([value for part in parts for value in part.params]))


def every(parts: Iterable[Sql]) -> Sql:
    """All of the conditions; true when there are none."""
    return _joined("AND", list(parts)) or ALWAYS


def some(parts: Iterable[Sql]) -> Sql:
    """Any of the conditions; false when there are none."""
    return _joined("OR", list(parts)) or NEVER


def listed(parts: Iterable[Sql]) -> Sql:
    """The pieces with commas between."""
    found = list(parts)
    return fill(", ".join(["{}"] * len(found)), *found)


def _joined(word: str, parts: Sequence[Sql]) -> Sql | None:
    """Joined as a tree of few levels: SQLite limits the depth of an expression, not its size."""
    if not parts:
        return None
    level = list(parts)
    while len(level) > 1:
        groups = [level[at : at + _TOGETHER] for at in range(0, len(level), _TOGETHER)]
        level = [
            Sql(
                f"({f' {word} '.join([part.text for part in group])})",
                tuple([value for part in group for value in part.params]),
            )
            for group in groups
        ]
    return level[0]


def named(template: str, **parts: Sql) -> Sql:
    """The template with each `{name}` replaced by a piece, however often it is named."""
    order = [found[1] for found in re.finditer(r"\{(\w+)\}", template)]
    text = template.format(**{name: part.text for name, part in parts.items()})
    return Sql(text, tuple(value for name in order for value in parts[name].params))
