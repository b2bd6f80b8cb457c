"""Functions of imgcat's own in CQL2, beside those of the standard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson

from imgcat.model.interval import moment


@dataclass(frozen=True, slots=True)
class Function:
    """What a function is, in the words of OGC API Features, part 3; it takes one argument.

    `types` are those of the argument and `returns` that of the result, of `string`, `number`, `integer` and `datetime`.
    """

    description: str
    argument: str
    types: tuple[str, ...]
    returns: str


FUNCTIONS: Mapping[str, Function] = {
    "fold": Function(
        "A name as it is compared across spellings: without case, diacritics and apostrophes, and with Latin letters "
        "of their own, such as đ and ø, in ASCII.",
        "name",
        ("string",),
        "string",
    ),
    "length": Function(
        "How many characters a string has, or how many members an array.",
        "value",
        ("string", "array"),
        "integer",
    ),
    "month": Function(
        "The month of a time in UTC, from 1 to 12.", "time", ("datetime",), "integer"
    ),
    "year": Function("The year of a time in UTC.", "time", ("datetime",), "integer"),
}
"""Each function by its name."""


def length(value: object) -> int | None:
    """The length of a string, or of an array written as JSON; None for anything else."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, bytes) and value.startswith(b"["):
        return len(orjson.loads(value))
    return None


def month(time: object) -> int | None:
    """The month of microseconds since 1970 in UTC."""
    return moment(time).month if isinstance(time, int) else None


def year(time: object) -> int | None:
    """The year of microseconds since 1970 in UTC."""
    return moment(time).year if isinstance(time, int) else None


OF_TIMES: Mapping[str, Callable[[object], int | None]] = {"month": month, "year": year}
"""Functions of microseconds since 1970."""
