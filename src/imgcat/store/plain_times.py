"""The times of many Items at once, where there is nothing to say about them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from imgcat.model.canonical_time import Flags, Integers, canonical_times

_NAMES = ("datetime", "start_datetime", "end_datetime")
_NEVER = np.iinfo(np.int64).max

Times = tuple[int | None, int | None, int | None, int | None]


def plain_times(items: Sequence[Mapping[str, Any]]) -> list[Times | None]:
    """From the properties of each Item its instant, start, end and time, in microseconds since 1970.

    `intake.read_item` finds the same. None for an Item that it may have a finding on.
    """
    instant, start, end = (_Column([item.get(name) for item in items]) for name in _NAMES)
    fine = instant.fine & start.fine & end.fine & (instant.known | (start.known & end.known))
    fine &= ~(start.known & end.known & (start.times > end.times))
    first, last = np.full(len(items), _NEVER), np.full(len(items), -_NEVER)
    for column in (instant, start, end):
        first = np.where(column.known, np.minimum(first, column.times), first)
        last = np.where(column.known, np.maximum(last, column.times), last)
    rows = zip(
        fine.tolist(),
        instant.known.tolist(),
        instant.times.tolist(),
        first.tolist(),
        last.tolist(),
        strict=True,
    )
    return [
        None
        if not is_fine
        else (time, begins, ends, time)
        if known
        else (None, begins, ends, begins)
        for is_fine, known, time, begins, ends in rows
    ]


class _Column:
    """One property of many Items: its times, where they are known, and where nothing is wrong with it."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.times: Integers = np.zeros(len(values), dtype=np.int64)
        self.known: Flags = np.zeros(len(values), dtype=bool)
        self.fine: Flags = np.ones(len(values), dtype=bool)
        given = [at for at, value in enumerate(values) if value is not None]
        if given:
            texts = [value if isinstance(value := values[at], str) else "" for at in given]
            self.times[given], self.known[given] = canonical_times(texts)
            self.fine[given] = self.known[given]
