"""Times as records write them, in microseconds since 1970 in UTC."""

from functools import lru_cache

from imgcat.errors import InvalidRecord
from imgcat.model.interval import parse_time


def instant(text: object) -> int | None:
    """When a time starts, in microseconds since 1970 in UTC; None for what is not a time."""
    return _bounds(text)[0]


def instant_end(text: object) -> int | None:
    """When a time ends: the end of the day for a bare date."""
    return _bounds(text)[1]


def _bounds(text: object) -> tuple[int | None, int | None]:
    return _bounds_of_text(text) if isinstance(text, str) else (None, None)


@lru_cache(maxsize=4096)
def _bounds_of_text(text: str) -> tuple[int | None, int | None]:
    try:
        return parse_time(text).bounds
    except InvalidRecord:
        return None, None
