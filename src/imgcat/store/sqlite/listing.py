"""Changes of the posting lists of an index, and of what its statistics say of them."""

import sqlite3
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from imgcat.store.sqlite.statistics import Common, Statistics

Listed = Collection[tuple[int, int]]
"""Keys of lists, each with a second."""


class Listing:
    """The lists of an index that is updated: changes are gathered, and written in the order of the table."""

    def __init__(self, connection: sqlite3.Connection, known: Statistics) -> None:
        self._connection = connection
        self._known = known
        self._common = dict(known.common)
        self._grown: Counter[int] = Counter()
        self._long, self._before, self._after = known.long, known.before, known.after
        self._waiting: dict[tuple[int, int, int], int] = {}

    def add(self, num: int, listed: Listed) -> None:
        """Put an item on lists."""
        self._change(num, listed, 1)

    def remove(self, num: int, listed: Listed) -> None:
        """Take an item off lists."""
        self._change(num, listed, -1)

    def reach(self, before: int, after: int) -> None:
        """That long items reach so far from the time that they are sorted by, in microseconds."""
        self._before, self._after = max(self._before, before), max(self._after, after)

    def _change(self, num: int, listed: Listed, step: int) -> None:
        if any(key & 1 for key, _ in listed):
            self._long += step
        for key, second in listed:
            if (common := self._common.get(key >> 1)) is not None:
                first, last = min(common.first, second), max(common.last, second)
                self._common[key >> 1] = Common(common.items + step, first, last)
                continue
            self._grown[key] += step
            posting = (key, -second, num)
            # What was to be removed and is there again, or the other way round, is left as it is.
            if self._waiting.pop(posting, step) == step:
                self._waiting[posting] = step

    def write(self) -> None:
        """Write what was gathered."""
        for step, statement in (
            (-1, "DELETE FROM posting WHERE list = ? AND second = -? AND num = ?"),
            (1, "INSERT INTO posting VALUES (?, -?, ?)"),
        ):
            some = sorted(posting for posting, each in self._waiting.items() if each == step)
            self._connection.executemany(statement, some)
        self._waiting.clear()

    def statistics(self) -> Statistics:
        """What was known, with the lengths that the lists have now."""
        lists = dict(self._known.lists)
        for key, step in self._grown.items():
            if key in lists or key < 0:
                lists[key] = lists.get(key, 0) + step
            elif step > 0 and (length := self._length(key)) is not None:
                lists[key] = length
        kept = {key: length for key, length in lists.items() if length > 0}
        return replace(
            self._known,
            lists=kept,
            common=self._common,
            long=self._long,
            before=self._before,
            after=self._after,
        )

    def _length(self, key: int) -> int | None:
        """How long the list of a value is, of which that was not known; None for one that is still short."""
        counting = "SELECT count(*) FROM (SELECT 1 FROM posting WHERE list = ? LIMIT ?)"
        (length,) = self._connection.execute(counting, (key, self._known.short + 1)).fetchone()
        if length <= self._known.short:
            return None
        (length,) = self._connection.execute(counting, (key, -1)).fetchone()
        return int(length)
