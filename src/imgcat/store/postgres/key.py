"""Values as PostgreSQL holds them: JSON without null characters, and keys that sort as the values do.

A key is bytes: the kind (numbers, then texts, then booleans), then the value so that bytes compare as the values do. Of
a number that is the nearest double and what is missing to the exact integer. The function `imgcat.key` makes the same.
"""

import math
import struct
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

NUMBER, TEXT, BOOLEAN, BEYOND = b"\x01", b"\x02", b"\x03", b"\x04"
KINDS = {"number": (NUMBER, TEXT), "text": (TEXT, BOOLEAN), "boolean": (BOOLEAN, BEYOND)}
"""From which key on, and up to but without which, the keys of a kind are."""

_EXACT, _WHOLE = 2.0**53, 2.0**63
_HUGE = 10**400
"""Stands for a number beyond all doubles."""


def escaped(text: str) -> str:
    """Text without null characters, which PostgreSQL cannot hold; it sorts as the original does."""
    if "\0" not in text and "\1" not in text:
        return text
    return text.replace("\1", "\1\2").replace("\0", "\1\1")


def plain(text: str) -> str:
    """The text that was escaped."""
    return text.replace("\1\1", "\0").replace("\1\2", "\1") if "\1" in text else text


def key(value: Any) -> bytes | None:
    """The key of a scalar; None for null, arrays and objects."""
    if isinstance(value, bool):
        return BOOLEAN + (b"\1" if value else b"\0")
    if isinstance(value, str):
        return TEXT + escaped(value).encode()
    if isinstance(value, int | float):
        return NUMBER + _number_key(value)
    return None


def _number_key(value: int | float) -> bytes:
    near = _near(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = near
    (bits,) = struct.unpack(">q", struct.pack(">d", near))
    ordered = ~bits if bits < 0 else bits ^ -(2**63)
    rest = int(value) - int(near) if _EXACT <= abs(near) <= _WHOLE else 0
    return struct.pack(">qh", ordered, 16384 + rest)


def _near(value: int | float) -> float:
    """The nearest double, without a negative zero."""
    try:
        return float(value) + 0.0
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def number(value: int | float) -> Decimal:
    """A number as numeric: whole ones exactly, others as they are written shortest."""
    if isinstance(value, float):
        if math.isinf(value):
            return Decimal(_HUGE if value > 0 else -_HUGE)
        return (
            Decimal(value) if value.is_integer() and abs(value) < _WHOLE else Decimal(repr(value))
        )
    return Decimal(value)


def jsonable(value: Any) -> Any:
    """A JSON value that PostgreSQL can hold, with the same order among numbers and among texts."""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = _near(value)
    if isinstance(value, float):
        if math.isinf(value):
            return _HUGE if value > 0 else -_HUGE
        return int(value) if value.is_integer() and _EXACT <= abs(value) < _WHOLE else value
    if isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {escaped(name): jsonable(member) for name, member in value.items()}
    return [jsonable(member) for member in value]


def decoded(value: Any) -> Any:
    """The JSON value that `jsonable` was given, as far as an aggregation looks."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [decoded(member) for member in value]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return math.inf if abs(value) >= _HUGE else float(value)
    return value
