"""What SQLite is taught: reading a property from a body, times, folding, arithmetic, arrays and exact geometry."""

import math
import operator
import sqlite3
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from imgcat.errors import InvalidRequest
from imgcat.store.compression import Codec
from imgcat.store.cql2.folding import FOLDINGS
from imgcat.store.cql2.functions import OF_TIMES, length
from imgcat.store.sql.shape_test import ShapeTest
from imgcat.store.sqlite.outline import footprint_of, footprints_of
from imgcat.store.sqlite.values import Value, encode
from imgcat.store.time_text import instant, instant_end

_CACHED_BODIES = 512
"""Properties kept parsed, for conditions that look at several of one item and for its sort key."""


class Functions:
    """The functions of one connection. What `ask` sets, and `error`, belong to the query that runs on it."""

    def __init__(self, connection: sqlite3.Connection, codec: Codec) -> None:
        self._shapes: Sequence[ShapeTest] = ()
        self._decided: defaultdict[int, dict[bytes, bool]] = defaultdict(dict)
        self.error: InvalidRequest | None = None
        self._codec = codec
        self._properties: OrderedDict[int, Mapping[str, Any]] = OrderedDict()
        taught: tuple[tuple[str, int, Callable[..., Value]], ...] = (
            ("property", 3, self.property),
            ("shape_test", 2, self.shape_test),
            ("instant", 1, instant),
            ("instant_end", 1, instant_end),
            ("arithmetic", 3, arithmetic),
            ("array_test", 3, array_test),
            *((name, 1, _of_text(fold)) for name, fold in FOLDINGS.items()),
            ("cql2_length", 1, length),
            *((f"cql2_{name}", 1, of_time) for name, of_time in OF_TIMES.items()),
        )
        for name, arguments, function in taught:
            connection.create_function(name, arguments, function, deterministic=True)

    def ask(self, shapes: Sequence[ShapeTest]) -> None:
        """Make ready for a query with these tests, of which more may be added until it runs."""
        self._shapes, self._decided, self.error = shapes, defaultdict(dict), None

    def decide(self, index: int, outlines: Iterable[bytes]) -> None:
        """Test many outlines together, which is far faster; the query finds the answers. Raises InvalidRequest."""
        decided = self._decided[index]
        new = [each for each in set(outlines) if each not in decided]
        decided.update(zip(new, self._shapes[index].hold(footprints_of(new)).tolist(), strict=True))

    def property(self, num: int, body: bytes, name: str) -> Value:
        """The value of a property of the item `num`, whose compressed JSON is `body`."""
        properties = self._properties.get(num)
        if properties is None:
            found = orjson.loads(self._codec.decompress(body)).get("properties")
            properties = found if isinstance(found, dict) else {}
            self._properties[num] = properties
            if len(self._properties) > _CACHED_BODIES:
                self._properties.popitem(last=False)
        return encode(properties.get(name))

    def shape_test(self, index: int, outline: bytes | None) -> bool | None:
        """Whether the footprint passes the query's test with this index; null without a footprint."""
        if outline is None:
            return None
        try:
            decided = self._decided[index]
            if outline not in decided:
                decided[outline] = self._shapes[index].holds(footprint_of(outline))
            return decided[outline]
        except InvalidRequest as error:
            # SQLite reports only that a function failed; the reason waits here.
            self.error = error
            raise


def _of_text(fold: Callable[[str], str]) -> Callable[[object], str | None]:
    return lambda value: fold(value) if isinstance(value, str) else None


def _div(left: float, right: float) -> float:
    """The quotient without its fraction, as SQL's DIV: towards zero."""
    return math.trunc(left / right)


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": math.fmod,
    "div": _div,
    "^": math.pow,
}


def arithmetic(op: str, left: object, right: object) -> float | None:
    """The result of an arithmetic operator; null for operands that are not numbers and where none is defined."""
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return None
    try:
        result = _ARITHMETIC[op](left, right)
    except (ArithmeticError, ValueError):
        return None
    if isinstance(result, int) and not -(2**63) <= result < 2**63:
        return float(result)
    return None if math.isnan(result) else result


_ARRAY_TESTS: Mapping[str, Callable[[set[Any], set[Any]], bool]] = {
    "a_contains": operator.ge,
    "a_containedBy": operator.le,
    "a_equals": operator.eq,
    "a_overlaps": lambda left, right: not left.isdisjoint(right),
}


def array_test(op: str, left: object, right: object) -> bool | None:
    """Whether two arrays, as blobs of JSON, stand in a relation as sets; null when a side is not an array."""
    if not isinstance(left, bytes) or not isinstance(right, bytes):
        return None
    if not (left.startswith(b"[") and right.startswith(b"[")):
        return None
    one, other = orjson.loads(left), orjson.loads(right)
    times = any(_is_time(member) for member in (*one, *other))
    return _ARRAY_TESTS[op](
        {_member(value, times) for value in one}, {_member(value, times) for value in other}
    )


def _is_time(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"time"}


def _member(value: Any, times: bool) -> tuple[str, object]:
    """A set member that is equal to another just when the JSON values are; with `times`, strings may be times."""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | float):
        return "number", value
    if times and _is_time(value):
        return "time", value["time"]
    if isinstance(value, str):
        when = instant(value) if times else None
        return ("string", value) if when is None else ("time", when)
    return "json", orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
