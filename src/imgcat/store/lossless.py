"""JSON read and written without loss of a value: integers of any size stay integers."""

import json
from typing import Any

import orjson

from imgcat.model.long_integer import has_long_integer


def loads(text: bytes) -> Any:
    """Parse UTF-8 JSON. Raises ValueError, with the place, for text that is not JSON or nests too deeply."""
    value = orjson.loads(text)
    return json.loads(text) if has_long_integer(text) else value


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
