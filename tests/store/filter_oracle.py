"""What a CQL2 JSON filter says of one item, worked out in plain Python: True, False, or None for unknown."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import bbox_geometry
from imgcat.model.footprint import footprint
from imgcat.model.interval import moment, parse_time
from imgcat.model.names import folding as names

TIMES = {
    "datetime",
    "start_datetime",
    "end_datetime",
    "created",
    "updated",
    "published",
    "expires",
    "unpublished",
}
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": math.fmod,
    "div": lambda a, b: int(a / b),
    "^": math.pow,
}
ALLEN: Mapping[str, Callable[[Any, Any], bool]] = {
    "t_after": lambda one, two: one[0] > two[1],
    "t_before": lambda one, two: one[1] < two[0],
    "t_contains": lambda one, two: one[0] < two[0] and one[1] > two[1],
    "t_disjoint": lambda one, two: not (one[0] <= two[1] and one[1] >= two[0]),
    "t_during": lambda one, two: one[0] > two[0] and one[1] < two[1],
    "t_equals": lambda one, two: one == two,
    "t_finishedBy": lambda one, two: one[0] < two[0] and one[1] == two[1],
    "t_finishes": lambda one, two: one[0] > two[0] and one[1] == two[1],
    "t_intersects": lambda one, two: max(one[0], two[0]) <= min(one[1], two[1]),
    "t_meets": lambda one, two: one[1] == two[0],
    "t_metBy": lambda one, two: one[0] == two[1],
    "t_overlappedBy": lambda one, two: two[0] < one[0] < two[1] < one[1],
    "t_overlaps": lambda one, two: one[0] < two[0] < one[1] < two[1],
    "t_startedBy": lambda one, two: one[0] == two[0] and one[1] > two[1],
    "t_starts": lambda one, two: one[0] == two[0] and one[1] < two[1],
}


def times(properties: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    """A property as the start and end of a time, None where it is none."""
    text = properties.get(name)
    return _bounds(text) if isinstance(text, str) else None


@cache
def _bounds(text: str) -> tuple[int, int] | None:
    """Kept, as every query asks for the times of the same items again."""
    try:
        return parse_time(text).bounds
    except InvalidRecord:
        return None


def extent(properties: Mapping[str, Any]) -> tuple[int, int] | None:
    """The whole time of an item."""
    known = [
        found
        for name in ("datetime", "start_datetime", "end_datetime")
        if (found := times(properties, name))
    ]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def evaluate(tree: Any, item: Mapping[str, Any], shape: Any) -> bool | None:
    """The truth of a filter; `shape` is the item's footprint or None."""
    if isinstance(tree, bool):
        return tree
    if "property" in tree:
        found = value(tree, item)
        return found[1] if found and found[0] == "boolean" else None
    op, args = tree["op"], tree["args"]
    if op == "not":
        inner = evaluate(args[0], item, shape)
        return None if inner is None else not inner
    if op in ("and", "or"):
        parts = [evaluate(arg, item, shape) for arg in args]
        decisive = op == "or"
        return decisive if decisive in parts else None if None in parts else not decisive
    if op in COMPARE:
        return compare(op, args[0], args[1], item)
    if op == "between":
        least, most = (
            compare(sign, args[0], bound, item)
            for sign, bound in ((">=", args[1]), ("<=", args[2]))
        )
        return False if False in (least, most) else None if None in (least, most) else True
    if op == "in":
        parts = [compare("=", args[0], member, item) for member in args[1]]
        return True if True in parts else None if None in parts else False
    if op == "isNull":
        return (
            shape is None if args[0] == {"property": "geometry"} else value(args[0], item) is None
        )
    if op == "like":
        return like(value(args[0], item), value(args[1], item))
    if op.startswith("s_"):
        return spatial(op, args, shape)
    if op.startswith("t_"):
        left, right = (interval(arg, item) for arg in args)
        return ALLEN[op](left, right) if left and right else None
    return arrays(op, args, item)


def value(tree: Any, item: Mapping[str, Any]) -> tuple[str, Any] | None:
    """A scalar with its kind; None where it is missing."""
    if isinstance(tree, Mapping) and "property" in tree:
        name = tree["property"].removeprefix("properties.")
        return kind(
            item.get(name) if name in ("id", "collection") else item["properties"].get(name)
        )
    if isinstance(tree, Mapping) and "op" in tree:
        parts = [value(arg, item) for arg in tree["args"]]
        op = tree["op"]
        if op in ("casei", "accenti", "fold"):
            (part,) = parts
            return None if part is None or part[0] != "text" else ("text", fold(op, part[1]))
        if op == "length":
            (part,) = parts
            return None if part is None or not sized(part[1]) else ("number", len(part[1]))
        if op in ("year", "month"):
            found = time(tree["args"][0], item)
            return None if found is None else ("number", getattr(moment(found[0]), op))
        if any(part is None or part[0] != "number" for part in parts):
            return None
        try:
            return "number", ARITHMETIC[op](*(part[1] for part in parts if part))
        except (ArithmeticError, ValueError):
            return None
    return kind(tree)


def kind(found: Any) -> tuple[str, Any] | None:
    if found is None:
        return None
    if isinstance(found, bool):
        return "boolean", found
    if isinstance(found, int | float):
        return "number", found
    return ("text", found) if isinstance(found, str) else ("json", found)


def sized(found: Any) -> bool:
    return isinstance(found, str | list)


def fold(op: str, text: str) -> str:
    if op == "fold":
        return names.fold(text)
    if op == "casei":
        return unicodedata.normalize("NFC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def is_time(tree: Any) -> bool:
    if not isinstance(tree, Mapping):
        return False
    return "timestamp" in tree or "date" in tree or tree.get("property") in TIMES


def time(tree: Any, item: Mapping[str, Any]) -> tuple[int, int] | None:
    if isinstance(tree, Mapping) and "property" in tree:
        name = tree["property"]
        return (
            times(item, name) if name in ("id", "collection") else times(item["properties"], name)
        )
    text = (tree.get("timestamp") or tree.get("date")) if isinstance(tree, Mapping) else tree
    return times({"": text}, "")


def compare(op: str, left: Any, right: Any, item: Mapping[str, Any]) -> bool | None:
    if is_time(left) or is_time(right):
        one, other = time(left, item), time(right, item)
        return COMPARE[op](one[0], other[0]) if one and other else None
    first, second = value(left, item), value(right, item)
    if first is None or second is None or first[0] != second[0] or first[0] == "json":
        return None
    return COMPARE[op](first[1], second[1])


def like(found: tuple[str, Any] | None, pattern: tuple[str, Any] | None) -> bool | None:
    if found is None or found[0] != "text" or pattern is None:
        return None
    parts = re.findall(r"(?s)\\.|.", pattern[1])
    wild = {"%": ".*", "_": "."}
    regex = "".join(re.escape(p[1]) if len(p) == 2 else wild.get(p) or re.escape(p) for p in parts)
    return re.fullmatch(regex, found[1], re.DOTALL) is not None


def literal_shape(tree: Mapping[str, Any]) -> Any:
    return bbox_geometry(*tree["bbox"]) if "bbox" in tree else footprint(tree)


def spatial(op: str, args: Any, shape: Any) -> bool | None:
    if shape is None:
        return None
    left, right = (shape if "property" in arg else literal_shape(arg) for arg in args)
    return bool(getattr(shapely, op.removeprefix("s_"))(left, right))


def interval(tree: Any, item: Mapping[str, Any]) -> tuple[float, float] | None:
    if isinstance(tree, Mapping) and "interval" in tree:
        start, end = tree["interval"]
        first = (-math.inf, 0) if start == ".." else interval(start, item)
        last = (0, math.inf) if end == ".." else interval(end, item)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if tree == {"property": "datetime"}:
        return extent(item["properties"])
    return time(tree, item)


def arrays(op: str, args: Any, item: Mapping[str, Any]) -> bool | None:
    sides = [value(arg, item) if isinstance(arg, Mapping) else ("json", arg) for arg in args]
    if any(side is None or not isinstance(side[1], list) for side in sides):
        return None
    left, right = ({repr(kind(member)) for member in side[1]} for side in sides if side)
    return {
        "a_contains": left >= right,
        "a_containedBy": left <= right,
        "a_equals": left == right,
        "a_overlaps": bool(left & right),
    }[op]
