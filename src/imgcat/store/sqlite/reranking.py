"""The ranking of an index that is updated."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from imgcat.store.sqlite.ranking import BLOCK, Ranked, Ranking, unpacked
from imgcat.store.sqlite.statistics import Statistics

_AT_ONCE = 10_000
_OF_RUN = "SELECT nums FROM ranking WHERE name = ? AND run = ?"


def rerank(
    connection: sqlite3.Connection, changed: Collection[int], known: Statistics, items: int
) -> list[Ranked]:
    """Put changed items into a run of their own, and with them those of the last runs that are no larger.

    So there are about as many runs as the number of all items has digits. A column is ranked no longer when an item has
    something else than a number there. `items` is how many there are now.
    """
    run, nums = _absorbed(connection, changed, known.ranked)
    with TemporaryDirectory(prefix="imgcat-") as folder:
        ranking = Ranking(Path(folder))
        for rows in _rows(connection, sorted(nums)):
            ranking.add(rows, 0)
        ranked = [name for name in known.ranked if name not in ranking.refused]
        written = list(ranking.write(connection, run, ranked=ranked))
    if run == 0:
        return written
    return [(name, list(known.values[name]), round(known.known[name] * items)) for name in ranked]


def _absorbed(
    connection: sqlite3.Connection, changed: Collection[int], names: Sequence[str]
) -> tuple[int, set[int]]:
    """The number of the run to be written, and all the items that go into it. The runs that it absorbs are gone."""
    nums = set(changed)
    (run,) = connection.execute("SELECT coalesce(max(run), -1) + 1 FROM ranking").fetchone()
    while run > 0:
        most = 1 + len(nums) // BLOCK
        blocks: list[bytes] = []
        for name in names:
            some = connection.execute(f"{_OF_RUN} LIMIT ?", (name, run - 1, most + 1)).fetchall()
            if len(some) > most:
                return run, nums
            blocks += [packed for (packed,) in some]
        run -= 1
        nums.update(unpacked(blocks))
        connection.execute("DELETE FROM ranking WHERE run = ?", (run,))
    return run, nums


def _rows(connection: sqlite3.Connection, nums: Sequence[int]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of those items that are still there."""
    select = "SELECT * FROM item WHERE num IN (SELECT value FROM json_each(?))"
    for start in range(0, len(nums), _AT_ONCE):
        some = json.dumps(nums[start : start + _AT_ONCE])
        yield connection.execute(select, (some,)).fetchall()
