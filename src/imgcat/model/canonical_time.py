"""Many times at once: those written as RFC 3339 has it, in UTC."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LONGEST = len("2019-01-21T10:30:00.123456Z")
_DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]
_MARKS = {4: "-", 7: "-", 10: "T", 13: ":", 16: ":"}
_FRACTION = np.arange(20, 26)
_MICROSECONDS = 10 ** np.arange(5, -1, -1)


def canonical_times(texts: Sequence[str]) -> tuple[Integers, Flags]:
    """Times in microseconds since 1970 in UTC, and which of the texts have a form that this reads.

    It reads `2019-01-21T10:30:00Z`, also with up to six digits of a second, and nothing else: whatever
    `imgcat.model.interval.parse_time` has a remark on or refuses is among the others.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if lengths.max(initial=0) > _LONGEST or not "".join(texts).isascii():
        texts = [text if len(text) <= _LONGEST and text.isascii() else "" for text in texts]
    letters = np.array(texts, dtype=f"S{_LONGEST}").view(np.uint8).reshape(-1, _LONGEST)
    digits = letters - np.uint8(ord("0"))
    fine = (digits[:, _DIGITS] < 10).all(axis=1)
    for at, mark in _MARKS.items():
        fine &= letters[:, at] == ord(mark)
    ends = np.clip(lengths, 1, _LONGEST) - 1
    fine &= letters[np.arange(len(letters)), ends] == ord("Z")
    fine &= (lengths == 20) | ((lengths >= 22) & (letters[:, 19] == ord(".")))
    inside = ends[:, None] > _FRACTION
    fraction = digits[:, _FRACTION]
    fine &= ((fraction < 10) | ~inside).all(axis=1)
    digits = np.where(fine[:, None], digits, 1).astype(np.int64)
    year = digits[:, 0:4] @ (1000, 100, 10, 1)
    month, day, hour, minute, second = (
        digits[:, at] * 10 + digits[:, at + 1] for at in (5, 8, 11, 14, 17)
    )
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    last = (months + 1).astype("datetime64[D]").astype(np.int64)
    fine &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= last - first)
    fine &= (hour < 24) & (minute < 60) & (second < 60)
    seconds = (first + day - 1) * 86_400 + hour * 3600 + minute * 60 + second
    microseconds = np.where(inside, digits[:, _FRACTION], 0) @ _MICROSECONDS
    return seconds * 1_000_000 + microseconds, fine
