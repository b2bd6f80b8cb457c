"""The posting lists of an index while it is built: gathered in files, and written in their order."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from imgcat.store.sqlite.statistics import Common

_PARTS = 48
"""Ranges of keys, each sorted by itself: of cells, then of values."""
_GATHERED = 1_000_000
"""Postings gathered in memory before they go to the files."""

Array = Any


class Postings:
    """Gathers postings, arrays of three columns: the list's key, the second, the item's number, which only grows."""

    def __init__(self, folder: Path) -> None:
        self.lengths: Counter[int] = Counter()
        self.common: dict[int, Common] = {}
        self._gathered: list[Array] = []
        self._waiting = 0
        self._folder = folder
        cells = np.linspace(-150_000, 0, _PARTS // 3, dtype=np.int64)
        self._bounds = np.concatenate(
            (cells, np.linspace(0, 2**31, _PARTS + 1 - len(cells), dtype=np.int64)[1:])
        )

    def add(self, postings: Array) -> None:
        """Gather some more."""
        self._gathered.append(postings)
        self._waiting += len(postings)
        if self._waiting >= _GATHERED:
            self._spill()

    def _spill(self) -> None:
        if not self._gathered:
            return
        gathered = np.concatenate(self._gathered)
        parts = np.searchsorted(self._bounds, gathered[:, 0], side="right").astype(np.uint8)
        gathered = gathered[np.argsort(parts, kind="stable")]
        ends = np.cumsum(np.bincount(parts, minlength=len(self._bounds) + 1)).tolist()
        for part, (start, end) in enumerate(pairwise([0, *ends])):
            if start < end:
                with self._file(part).open("ab") as file:
                    gathered[start:end].tofile(file)
        self._gathered, self._waiting = [], 0

    def kept(self) -> list[int]:
        """How long each of the files is, once all that was gathered stands in them."""
        self._spill()
        files = map(self._file, range(len(self._bounds) + 1))
        return [file.stat().st_size if file.exists() else 0 for file in files]

    def go_on(self, lengths: Sequence[int]) -> None:
        """Forget what came into the files after they had these lengths."""
        for part, length in enumerate(lengths):
            if self._file(part).exists():
                os.truncate(self._file(part), length)

    def _file(self, part: int) -> Path:
        return self._folder / f"postings-{part}"

    def ordered(self, items: int, removed: Collection[int]) -> Iterator[Array]:
        """All of them but those of removed items, in the order of the table, some at a time.

        `lengths` and `common` grow on the way. A value that one in `SHARE` of the items has goes without a list.
        """
        self._spill()
        most = max(FEWEST, items // SHARE)
        for part in range(len(self._bounds) + 1):
            if not self._file(part).exists():
                continue
            rows = np.fromfile(self._file(part), dtype=np.int64).reshape(-1, 3)
            if removed:
                rows = rows[~np.isin(rows[:, 2], list(removed))]
            if not len(rows):
                continue
            rows = rows[_order(rows)]
            terms, starts, counts = _runs(rows[:, 0] >> 1)
            many = (terms > 0) & (counts > most)
            for term, start, count in zip(
                terms[many].tolist(), starts[many].tolist(), counts[many].tolist(), strict=True
            ):
                seconds = rows[start : start + count, 1]
                self.common[term] = Common(count, int(seconds.min()), int(seconds.max()))
            rows = rows[~np.repeat(many, counts)]
            keys, _, lengths = _runs(rows[:, 0])
            kept = (keys < 0) | (lengths > short(items))
            self.lengths.update(dict(zip(keys[kept].tolist(), lengths[kept].tolist(), strict=True)))
            yield rows


def _order(rows: Array) -> Array:
    """The order of the table: by key, the latest first, then by number, in which they come."""
    keys, seconds = rows[:, 0], rows[:, 1]
    first, latest = int(keys.min()), int(seconds.max())
    span = latest - int(seconds.min()) + 1
    if (int(keys.max()) - first + 1) * span >= 2**63:
        return np.lexsort((-seconds, keys))
    return np.argsort((keys - first) * span + (latest - seconds), kind="stable")


def _runs(ordered: Array) -> tuple[Array, Array, Array]:
    """The values of an ordered array, where each begins, and how often it is there."""
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    return ordered[starts], starts, np.diff(starts, append=len(ordered))


SHARE = 32
"""A value that one in so many items has is no longer looked up: walking through all finds it as soon."""
FEWEST = 64
"""No value is that common which fewer items have."""


def short(items: int) -> int:
    """How long a value's list may be without its length being kept."""
    return max(FEWEST, items // 2000)
