"""What a column of JSON values holds: the narrowest type that has room for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.interval import parse_time
from imgcat.store import lossless


class Plain(Enum):
    """A type without parts.

    `LONG` are integers that no double can say, `TEXT` is JSON text of values that do not agree.
    """

    NULL = "null"
    BOOL = "bool"
    INT = "int"
    LONG = "long"
    FLOAT = "float"
    STRING = "string"
    TIME = "time"
    BINARY = "binary"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of values of one type."""

    of: "JsonType"


@dataclass(frozen=True, slots=True)
class Struct:
    """An object whose members have types of their own; any of them may be missing."""

    members: Mapping[str, "JsonType"]


JsonType = Plain | Listed | Struct

_JOINED = {
    frozenset({Plain.INT, Plain.LONG}): Plain.LONG,
    frozenset({Plain.INT, Plain.FLOAT}): Plain.FLOAT,
    frozenset({Plain.TIME, Plain.STRING}): Plain.STRING,
}


def type_of(value: Any) -> JsonType:
    """The type of one value."""
    match value:
        case None:
            return Plain.NULL
        case bool():
            return Plain.BOOL
        case int():
            if abs(value) <= 2**53:
                return Plain.INT
            return Plain.LONG if -(2**63) <= value < 2**63 else Plain.TEXT
        case float():
            return Plain.FLOAT
        case str():
            return Plain.STRING
        case bytes():
            return Plain.BINARY
        case list():
            nothing: JsonType = Plain.NULL
            return Listed(reduce(join, map(type_of, value), nothing))
        case dict():
            return Struct({name: type_of(member) for name, member in value.items()})
    raise InvalidRecord(f"JSON has no values of type {type(value).__name__}.")


def time_type(value: Any) -> JsonType:
    """The type of a value that should be a time: a string is one only where it keeps to RFC 3339 and microseconds."""
    if not isinstance(value, str):
        return type_of(value)
    try:
        return Plain.STRING if parse_time(value).remark else Plain.TIME
    except InvalidRecord:
        return Plain.STRING


def join(one: JsonType, other: JsonType) -> JsonType:
    """The type that has room for both."""
    if one == other or other is Plain.NULL:
        return one
    if one is Plain.NULL:
        return other
    match one, other:
        case Plain(), Plain():
            return _JOINED.get(frozenset({one, other}), Plain.TEXT)
        case Listed(), Listed():
            return Listed(join(one.of, other.of))
        case Struct(), Struct():
            return Struct(joined_members(one.members, other.members))
    return Plain.TEXT


def joined_members(
    one: Mapping[str, JsonType], other: Mapping[str, JsonType]
) -> dict[str, JsonType]:
    """The members of two objects, each with room for both values."""
    added = {name: join(one.get(name, Plain.NULL), found) for name, found in other.items()}
    return {**one, **added}


_OF_CLASS: Mapping[type, JsonType] = {
    str: Plain.STRING,
    float: Plain.FLOAT,
    bool: Plain.BOOL,
    bytes: Plain.BINARY,
}


def widened(kind: JsonType, value: Any) -> JsonType:
    """The type that has room for what it had room for and a value more; the same object where it has that already.

    Every value of every item goes through here, so the usual ones are told by their class at once.
    """
    if value is None or kind is _OF_CLASS.get(type(value)):
        return kind
    if isinstance(kind, Struct) and isinstance(value, dict):
        members = kind.members
        added = {}
        for name, member in value.items():
            before = members.get(name)
            after = widened(before or Plain.NULL, member)
            if after is not before:
                added[name] = after
        return Struct({**members, **added}) if added else kind
    if isinstance(kind, Listed) and isinstance(value, list):
        of = kind.of
        for each in value:
            of = widened(of, each)
        return kind if of is kind.of else Listed(of)
    return join(kind, type_of(value))


Fit = Callable[[Any], Any]


def fit(kind: JsonType) -> Fit | None:
    """How values are made to fit their column: times to datetimes, what does not agree to JSON text; None if all do."""
    match kind:
        case Listed():
            each = fit(kind.of)
            return each and (lambda value: value and [each(part) for part in value])
        case Struct():
            found = {name: fit(member) for name, member in kind.members.items()}
            members = {name: change for name, change in found.items() if change}
            return _changing(members) if members else None
        case Plain.TIME:
            return lambda value: value and parse_time(value).start
        case Plain.TEXT:
            return lambda value: None if value is None else lossless.dumps(value).decode()
    return None


def _changing(members: Mapping[str, Fit]) -> Fit:
    def change(value: Any) -> Any:
        if value is None:
            return None
        changed = {name: fit(value[name]) for name, fit in members.items() if name in value}
        return {**value, **changed}

    return change


def is_empty(kind: JsonType) -> bool:
    """Whether a type is of objects that have no members, which a table cannot hold."""
    return isinstance(kind, Struct) and all(map(is_empty, kind.members.values()))
