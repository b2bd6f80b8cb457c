"""Sort orders and keyset paging as SQL.

Items that lack the first sort key come last, whichever way it sorts. So a list is read as two segments, the items that
have it and those that lack it; each is in an order that an index can give, and a page is filled from one or both.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from imgcat.errors import InvalidRequest
from imgcat.store.cql2.expression import Property
from imgcat.store.properties import CORE, TEMPORAL
from imgcat.store.protocol import Sort
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.sql import ALWAYS, NEVER, NULL, Sql, Value, every, fill, param, some
from imgcat.store.sql.token import Position

TIME = Sql("item.time")
"""What `datetime` sorts by."""
_TIEBREAK = (Sql("item.collection"), Sql("item.id"))


@dataclass(frozen=True, slots=True)
class Key:
    """What is sorted by: an expression, and its direction."""

    value: Sql
    descending: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a list: its condition, its order, and whether its items have the first sort key."""

    condition: Sql
    order: Sql
    present: bool


def sort_keys(
    sortby: Sequence[Sort], dialect: Dialect, sortables: Collection[str]
) -> tuple[Key, ...]:
    """The keys before the tiebreak; newest first when nothing is asked for.

    `datetime` sorts by the start of a range where the datetime is null. Raises InvalidRequest for what is no sortable.
    """
    keys = []
    for sort in sortby or (Sort("datetime", descending=True),):
        name = sort.field.removeprefix("properties.")
        if name not in sortables:
            raise InvalidRequest(
                f"Items cannot be sorted by {sort.field!r:.60}; see the sortables."
            )
        keys.append(Key(_value(dialect, name), sort.descending))
    return tuple(keys)


def _value(dialect: Dialect, name: str) -> Sql:
    if name == "datetime":
        return TIME
    if name in CORE:
        return Sql(f"item.{name}")
    if name in TEMPORAL:
        return dialect.time(Property(name)) or NULL
    return dialect.sort_value(name)


@lru_cache(maxsize=256)
def whole(keys: tuple[Key, ...]) -> Segment:
    """The whole list, in its order."""
    return Segment(ALWAYS, _order(keys, backward=False), True)


@lru_cache(maxsize=256)
def _parts(keys: tuple[Key, ...], backward: bool) -> tuple[Segment, Segment]:
    """The part of the list that has the first key, and the one that lacks it."""
    first = keys[0].value
    present = Segment(fill("{} IS NOT NULL", first), _order(keys, backward), True)
    missing = Segment(fill("{} IS NULL", first), _order(keys[1:], backward), False)
    return present, missing


def segments(keys: tuple[Key, ...], position: Position | None) -> list[Segment]:
    """What is left of the list from a position on (all of it from None), in the direction of the position."""
    backward = position is not None and position.backward
    present, missing = _parts(keys, backward)
    ahead = [missing, present] if backward else [present, missing]
    if position is None:
        return ahead
    if len(position.values) != len(keys):
        raise InvalidRequest("The page token is not one of this query; start at the first page.")
    lacking = position.values[0] is None
    here, rest = (missing, present) if lacking else (present, missing)
    skipped = 1 if lacking else 0
    bounds = [here.condition, _beyond(keys[skipped:], position, skipped)]
    if not lacking:
        bounds.append(_reaching(keys[0], position))
    started = Segment(every(bounds), here.order, here.present)
    return [started, rest] if ahead[0] is here else [started]


def _order(keys: tuple[Key, ...], backward: bool) -> Sql:
    nulls = "NULLS FIRST" if backward else "NULLS LAST"
    terms = [
        # Where there are no nulls, an index is taken only when nothing is said of them.
        fill(
            f"{{}} {_direction(key.descending != backward)} {'' if key.value in _TIEBREAK else nulls}",
            key.value,
        )
        for key in keys
    ]
    terms += [fill(f"{{}} {_direction(backward)}", value) for value in _TIEBREAK]
    return fill(", ".join(["{}"] * len(terms)), *terms)


def _direction(descending: bool) -> str:
    return "DESC" if descending else "ASC"


def _reaching(key: Key, position: Position) -> Sql:
    """A single bound on the first key, implied by the rest, from which an index can start."""
    sign = "<=" if key.descending != position.backward else ">="
    return fill(f"{{}} {sign} {{}}", key.value, param(position.values[0]))


def _beyond(keys: tuple[Key, ...], position: Position, skipped: int) -> Sql:
    """Items that come strictly after the position: later in one key, equal in all before it."""
    values = position.values[skipped:]
    steps: list[tuple[Sql, Sql]] = [
        (_later(key, value, position.backward), _equal(key.value, value))
        for key, value in zip(keys, values, strict=True)
    ]
    sign = "<" if position.backward else ">"
    for expression, value in zip(_TIEBREAK, (position.collection, position.id), strict=True):
        later = fill(f"{{}} {sign} {{}}", expression, param(value))
        steps.append((later, _equal(expression, value)))
    return some(
        every([later, *(equal for _, equal in steps[:at])]) for at, (later, _) in enumerate(steps)
    )


def _equal(expression: Sql, value: Value) -> Sql:
    return (
        fill("{} IS NULL", expression)
        if value is None
        else fill("{} = {}", expression, param(value))
    )


def _later(key: Key, value: Value, backward: bool) -> Sql:
    if value is None:
        return fill("{} IS NOT NULL", key.value) if backward else NEVER
    sign = "<" if key.descending != backward else ">"
    later = fill(f"{{}} {sign} {{}}", key.value, param(value))
    return later if backward else some([later, fill("{} IS NULL", key.value)])
