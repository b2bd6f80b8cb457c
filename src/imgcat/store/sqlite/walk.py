"""Runs a plan: posting lists read side by side in order of time until a page is full, or their items collected."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from imgcat.store.sql.order import Segment
from imgcat.store.sql.sql import ALWAYS, Sql, fill, listed, param
from imgcat.store.sql.token import Position
from imgcat.store.sqlite.connection import Connection
from imgcat.store.sqlite.planner import Listing, Plan
from imgcat.store.sqlite.ranked import among
from imgcat.store.sqlite.terms import MISSING

Row = tuple[Any, ...]
"""An item's number, collection and id, and the values that it is sorted by."""

_NAME, _TIME = itemgetter(1, 2), itemgetter(3)


def driven(connection: Connection, plan: Plan) -> Sql:
    """The items in a plan's lists, as a condition."""
    if plan.range is not None:
        return among(connection, plan.range)
    if plan.of_all or not plan.lists:
        return ALWAYS
    stretches: dict[tuple[int, int], list[int]] = {}
    for each in plan.lists:
        stretches.setdefault((each.first, each.last), []).append(each.key)
    selects = [
        fill(
            "SELECT num FROM posting WHERE list IN ({}) AND second BETWEEN {} AND {}",
            listed(map(param, keys)),
            param(first),
            param(last),
        )
        for (first, last), keys in stretches.items()
    ]
    return fill("item.num IN (" + " UNION ALL ".join(["{}"] * len(selects)) + ")", *selects)


def walked(
    connection: Connection,
    where: Sql,
    plan: Plan,
    segments: Iterable[Segment],
    position: Position | None,
    descending: bool,
    limit: int,
) -> list[Row]:
    """Up to `limit` rows of the walk from a position on, sorted by time, then by collection and id."""
    rows: list[Row] = []
    for segment in segments:
        lists = _clipped(plan.lists, segment.present, position, descending)
        if lists:
            condition = fill("{} AND {}", where, segment.condition)
            backward = position is not None and position.backward
            rows += _stretch(connection, condition, lists, descending, backward, limit - len(rows))
        if len(rows) == limit:
            break
    return rows


def _clipped(
    lists: Sequence[Listing], present: bool, position: Position | None, descending: bool
) -> list[Listing]:
    """What is left of the lists: with a time or without one, and from the position on."""
    first, last = (MISSING + 1, 2**62) if present else (MISSING, MISSING)
    start = None if position is None else position.values[0]
    if present and isinstance(start, int):
        if descending:
            last = start // 1_000_000
        else:
            first = start // 1_000_000
    clipped = (Listing(each.key, max(each.first, first), min(each.last, last)) for each in lists)
    return [each for each in clipped if each.first <= each.last]


def _stretch(
    connection: Connection,
    where: Sql,
    lists: Sequence[Listing],
    descending: bool,
    backward: bool,
    limit: int,
) -> list[Row]:
    rows = connection.rows(_select(where, lists, descending, limit))
    if len(rows) == limit:
        # More may stand in the last second, in the order of their numbers and not in ours.
        second = _second(rows[-1])
        while rows and _second(rows[-1]) == second:
            rows.pop()
        tied = [Listing(each.key, second, second) for each in lists]
        rows += connection.rows(_select(where, tied, descending, -1))
    rows.sort(key=_NAME, reverse=backward)
    if rows and rows[0][3] is not None:
        rows.sort(key=_TIME, reverse=descending)
    return rows[:limit]


def _second(row: Row) -> int:
    return MISSING if row[3] is None else int(row[3]) // 1_000_000


def _select(where: Sql, lists: Sequence[Listing], descending: bool, limit: int) -> Sql:
    """Rows in order of the second. The lists are merged first, so that none is read further than the page goes.

    The LIMIT inside keeps SQLite from asking the conditions of each list by itself.
    """
    stretches = [
        fill(
            "SELECT second, num FROM posting WHERE list = {} AND second BETWEEN {} AND {}",
            param(each.key),
            param(each.first),
            param(each.last),
        )
        for each in lists
    ]
    order = "1 DESC, 2 ASC" if descending else "1 ASC, 2 DESC"
    merged = f"{' UNION '.join(['{}'] * len(stretches))} ORDER BY {order} LIMIT -1"
    return fill(
        "SELECT item.num, item.collection, item.id, item.time FROM ({}) AS listed"
        " CROSS JOIN item ON item.num = listed.num WHERE {} LIMIT {}",
        fill(merged, *stretches),
        where,
        param(limit),
    )
