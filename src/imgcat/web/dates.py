"""Dates and times in words. Always UTC or the civil date as given, never the reader's own time."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from imgcat.model.when import MONTHS, Window


def in_words(civil: str) -> str:
    """A civil date in words: `27 December 2018`, `December 2018`, `2018`."""
    year, *rest = civil.split("-")
    if not rest:
        return year
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def written(first: date, last: date) -> str:
    """The days from first to last as closely as they are known: `2018-12-27`, `2018-12`, `2018`, or both ends."""
    if first == last:
        return str(first)
    if first.day == 1 and (last.year, last.month) == (first.year, first.month):
        if last.day == monthrange(last.year, last.month)[1]:
            return f"{first:%Y-%m}"
    elif (first.month, first.day, last.month, last.day) == (
        1,
        1,
        12,
        31,
    ) and first.year == last.year:
        return f"{first:%Y}"
    return f"{first} to {last}"


def moment(value: datetime) -> str:
    """A moment to the minute, or to the second where there are seconds: `2018-12-27 02:15`."""
    utc = value.astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M:%S}" if utc.second else f"{utc:%Y-%m-%d %H:%M}"


def bounds(value: Window) -> tuple[str, str]:
    """The two ends of a window of time: `2018-12-26 10:00` and `2018-12-28 12:00`."""
    start, end = value
    # A window ends in the last second of a minute; people say the minute after it.
    closing = end + timedelta(seconds=1) if end.second == 59 and start != end else end
    return moment(start), moment(closing)


def solar(value: datetime, longitude: float) -> str:
    """The mean solar time at a longitude in degrees: `11:14`."""
    return f"{value.astimezone(UTC) + timedelta(hours=longitude / 15):%H:%M}"


def read(value: object) -> datetime | None:
    """An RFC 3339 time as an Item holds it; None when it is no such thing."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
