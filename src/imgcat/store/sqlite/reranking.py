"""The ranking of an index that is updated."""

import sqlite3
from collections.abc import Collection, Sequence

from imgcat.store.sqlite.ranking import BLOCK, Ranked, extend, unpacked
from imgcat.store.sqlite.statistics import Statistics

_OF_RUN = "SELECT nums FROM ranking WHERE name = ? AND run = ?"


def rerank(
    connection: sqlite3.Connection, changed: Collection[int], known: Statistics, items: int
) -> list[Ranked]:
    """Put changed items into a run of their own, and with them those of the last runs that are no larger.

    So there are about as many runs as the number of all items has digits. A column is ranked no longer when an item has
    something else than a number there. `items` is how many there are now.
    """
    nums = _absorbed(connection, changed, known.ranked)
    ranked = extend(connection, known.ranked, sorted(nums))
    return [(name, list(known.values[name]), round(known.known[name] * items)) for name in ranked]


def _absorbed(
    connection: sqlite3.Connection, changed: Collection[int], names: Sequence[str]
) -> set[int]:
    """All the items that go into the new run. The runs that it absorbs are gone; the first one is never absorbed."""
    nums = set(changed)
    (run,) = connection.execute("SELECT coalesce(max(run), 0) FROM ranking").fetchone()
    while run > 0:
        most = 1 + len(nums) // BLOCK
        blocks: list[bytes] = []
        for name in names:
            some = connection.execute(f"{_OF_RUN} LIMIT ?", (name, run, most + 1)).fetchall()
            if len(some) > most:
                return nums
            blocks += [packed for (packed,) in some]
        nums.update(unpacked(blocks))
        connection.execute("DELETE FROM ranking WHERE run = ?", (run,))
        run -= 1
    return nums
