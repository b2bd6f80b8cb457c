"""JSON read and written without loss of a value: integers of any size stay integers."""

import json
import re
from typing import Any

import orjson

_BEYOND_64_BIT = re.compile(rb"(?<![\d.eE+])\d{19}")
"""An integer that may not fit 64 bits; orjson reads such a one as a float."""
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")


def loads(text: bytes) -> Any:
    """Parse UTF-8 JSON. Raises ValueError, with the place, for text that is not JSON or nests too deeply."""
    value = orjson.loads(text)
    return json.loads(text) if _has_long_integer(text) else value


def _has_long_integer(text: bytes) -> bool:
    # The pattern alone is correct, but takes ten times as long as parsing; a search for zeros takes almost nothing.
    return b"0" * 19 in text.translate(_DIGITS_ALIKE) and _BEYOND_64_BIT.search(text) is not None


def dumps(value: Any) -> bytes:
    """Write JSON as UTF-8 without white space. Raises ValueError for what JSON cannot say."""
    try:
        return orjson.dumps(value)
    except TypeError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()


def canonical(value: Any) -> bytes:
    """JSON with members in order of name, so that equal values have equal bytes."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
