"""Items by the value of a ranked column: those within a range, and page by page in order of the value."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from imgcat.store.sql.order import Key, Segment
from imgcat.store.sql.sql import Sql, every, fill, param
from imgcat.store.sql.token import Position
from imgcat.store.sqlite.connection import Connection
from imgcat.store.sqlite.ranking import unpacked
from imgcat.store.sqlite.restriction import Range

Row = tuple[Any, ...]
"""An item's number, collection and id, and the value that it is sorted by."""
Place = tuple[float, str, str]
"""Where a block begins: the value, collection and id of its first item."""

_AMONG = "item.num IN (SELECT value FROM json_each({}))"
_COLUMNS = "SELECT low, collection, id, nums FROM ranking WHERE name = {} AND run = {}"
_ASCENDING = Sql("ORDER BY low, collection, id")
_DESCENDING = Sql("ORDER BY low DESC, collection DESC, id DESC")
_MOST_AT_ONCE = 32
"""Blocks that are read together at most."""


def among(connection: Connection, wanted: Range) -> Sql:
    """A condition that holds for all items whose value is within a range, and for few others."""
    blocks: list[bytes] = []
    for run in _runs(connection, wanted.name):
        select = fill(_COLUMNS, param(wanted.name), param(run))
        if wanted.least is not None:
            start = fill("low < {}", param(wanted.least))
            select = _from(connection, wanted.name, run, select, start)
        if wanted.most is not None:
            select = fill("{} AND low <= {}", select, param(wanted.most))
        blocks += [nums for *_, nums in connection.rows(select)]
    return _listed(blocks)


def _listed(blocks: Sequence[bytes]) -> Sql:
    return fill(_AMONG, param(json.dumps(unpacked(blocks))))


def _runs(connection: Connection, name: str) -> range:
    last = Sql("SELECT coalesce(max(run), -1) FROM ranking WHERE name = ?", (name,))
    return range(connection.number(last) + 1)


def _from(connection: Connection, name: str, run: int, select: Sql, before: Sql) -> Sql:
    """The blocks from the last one that begins before something; all of them where none does."""
    last = "SELECT low, collection, id FROM ranking WHERE name = {} AND run = {} AND {} {} LIMIT 1"
    found = fill(last, param(name), param(run), before, _DESCENDING)
    for place in connection.rows(found):
        return fill("{} AND (low, collection, id) >= ({}, {}, {})", select, *map(param, place))
    return select


class Walk:
    """Reads a page in order of a ranked column, block after block."""

    def __init__(self, connection: Connection, where: Sql, name: str, key: Key) -> None:
        self._connection = connection
        self._where = where
        self._name = name
        self._key = key

    def page(self, segment: Segment, position: Position | None, limit: int) -> list[Row]:
        """Up to `limit` of the items that have a value, from a position on, sorted by it, then by collection and id.

        Among those of one value, collections and ids ascend where values do: then the blocks are in that order, too.
        Where values descend, all items of the last value are read.
        """
        backward = position is not None and position.backward
        descending = self._key.descending != backward
        whole = not self._key.descending
        condition = every([self._where, segment.condition])
        runs = [
            _Run(self._connection, blocks, descending)
            for run in _runs(self._connection, self._name)
            if (blocks := self._blocks(run, position, descending, whole)) is not None
        ]
        found: dict[int, Row] = {}
        together = 1
        while True:
            for run in runs:
                nums = run.read(together)
                for row in self._candidates(condition, nums):
                    found[row[0]] = row
            ends = [run.end for run in runs if run.end is not None]
            rows = list(found.values())
            if ends:
                end = max(ends) if descending else min(ends)
                rows = [row for row in rows if _is_before(row, end, descending, whole)]
            if len(rows) >= limit or not ends:
                rows.sort(key=lambda row: row[1:3], reverse=backward)
                rows.sort(key=lambda row: row[3], reverse=descending)
                return rows[:limit]
            together = min(2 * together, _MOST_AT_ONCE)

    def _candidates(self, condition: Sql, blocks: Sequence[bytes]) -> list[Row]:
        if not blocks:
            return []
        select = "SELECT item.num, item.collection, item.id, {} FROM item WHERE {} AND {}"
        return self._connection.rows(fill(select, self._key.value, _listed(blocks), condition))

    def _blocks(self, run: int, position: Position | None, descending: bool, whole: bool) -> Sql:
        """The blocks of a run that are left from a position on, in the order of the walk."""
        select = fill(_COLUMNS, param(self._name), param(run))
        if position is not None and position.values[0] is not None:
            value = param(position.values[0])
            place = map(param, (position.collection, position.id))
            reached = fill("low <= {}", value)
            if whole:
                reached = fill("(low, collection, id) <= ({}, {}, {})", value, *place)
            if descending:
                select = fill("{} AND {}", select, reached)
            else:
                before = reached if whole else fill("low < {}", value)
                select = _from(self._connection, self._name, run, select, before)
        return fill("{} {}", select, _DESCENDING if descending else _ASCENDING)


class _Run:
    """A run that is read block by block. All that is left of it lies beyond `end`, which is None at its end."""

    def __init__(self, connection: Connection, blocks: Sql, descending: bool) -> None:
        self._blocks = self._each(connection.chunks(blocks, 8))
        self._descending = descending
        self._next = next(self._blocks, None)
        self.end: Place | None = None

    @staticmethod
    def _each(chunks: Iterator[list[Row]]) -> Iterator[Row]:
        for chunk in chunks:
            yield from chunk

    def read(self, count: int) -> list[bytes]:
        """The items of the next so many blocks."""
        found: list[bytes] = []
        self.end = None
        while self._next is not None and len(found) < count:
            low, collection, item_id, nums = self._next
            found.append(nums)
            self._next = next(self._blocks, None)
            if self._descending and self._next is not None:
                self.end = (low, collection, item_id)
        if not self._descending and self._next is not None:
            self.end = self._next[:3]
        elif self._next is None:
            self.end = None
        return found


def _is_before(row: Row, end: Place, descending: bool, whole: bool) -> bool:
    """Whether a row comes before all that lies beyond the end of what was read."""
    place: tuple[Any, ...] = (row[3], row[1], row[2])
    if not whole:
        return bool(place[0] > end[0] if descending else place[0] < end[0])
    return place >= end if descending else place < end
