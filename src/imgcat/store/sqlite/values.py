"""JSON values as SQLite values, so that what SQLite compares is what JSON means.

Strings are TEXT, numbers INTEGER or REAL, null NULL. Booleans are the blobs `t` and `f`, and arrays and objects are
blobs of canonical JSON, so that none of them is ever taken for a number or a string.
"""

import math
from typing import Any

from imgcat.store import lossless

Value = str | int | float | bytes | None

TRUE, FALSE = b"t", b"f"

KIND = (
    "CASE typeof({0}) WHEN 'text' THEN 'text' WHEN 'integer' THEN 'number' WHEN 'real' THEN 'number'"
    " WHEN 'blob' THEN CASE WHEN length({0}) = 1 THEN 'boolean' END END"
)
"""SQL for the kind of a scalar; NULL for a missing value, an array or an object."""

HAS_KIND = {
    "text": "typeof({}) = 'text'",
    "number": "typeof({}) IN ('integer', 'real')",
    "boolean": "{} IN (x'74', x'66')",
}
"""SQL for whether a value is of a kind."""

SCALAR = "CASE WHEN typeof({0}) = 'blob' AND length({0}) > 1 THEN NULL ELSE {0} END"
"""SQL for a value, NULL where it is an array or an object."""


def encode(value: Any) -> Value:
    """A JSON value as SQLite stores and compares it."""
    if value is None or isinstance(value, str | float):
        return value
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        if -(2**63) <= value < 2**63:
            return value
        try:
            return float(value)
        except OverflowError:
            return math.copysign(math.inf, value)
    return lossless.canonical(value)
