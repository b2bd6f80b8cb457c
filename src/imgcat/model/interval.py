"""Times as STAC records write them, read as closed intervals of UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from imgcat.errors import InvalidRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:([Tt ])(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of UTC; an instant starts and ends at once.

    `remark` says, as the end of a sentence, in what way the text departs from RFC 3339; empty when it does not.
    """

    start: datetime
    end: datetime
    remark: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        """Start and end in microseconds since 1970-01-01T00:00:00Z."""
        return microseconds(self.start), microseconds(self.end)


def microseconds(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970-01-01T00:00:00Z."""
    return (moment - EPOCH) // MICROSECOND


def moment(since_epoch: int) -> datetime:
    """Microseconds since 1970-01-01T00:00:00Z as a datetime in UTC."""
    return EPOCH + since_epoch * MICROSECOND


def parse_time(text: str) -> Interval:
    """Read an RFC 3339 date-time, or one of the irregular forms met in published records.

    A bare date is the whole day in UTC. A missing zone is UTC, a space may stand for the T, seconds may be missing,
    digits beyond the microsecond are cut off, and a leap second is the last microsecond of its minute. Raises
    InvalidRecord for anything else, and for instants outside the years 0001 to 9999.
    """
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise InvalidRecord(f"{_short(text)} is not a date-time of the form 2019-01-21T10:30:00Z.")
    year, month, day, separator, hour, minute, second, fraction, zone = form.groups()
    try:
        date = datetime(int(year), int(month), int(day), tzinfo=UTC)
        if separator is None:
            return Interval(
                date, date + timedelta(days=1) - MICROSECOND, "is a date without a time"
            )
        leap = second == "60"
        wall = date.replace(
            hour=int(hour),
            minute=int(minute),
            second=59 if leap else int(second or 0),
            microsecond=999_999 if leap else int((fraction or "0")[:6].ljust(6, "0")),
            tzinfo=_zone(zone),
        )
        instant = wall.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidRecord(f"{_short(text)} is not a possible date-time: {error}.") from error
    remarks = [
        (leap, "names a leap second, read as the end of its minute"),
        (zone is None, "has no time zone and is read as UTC"),
        (separator == " ", "has a space where RFC 3339 has a T"),
        (second is None, "has no seconds"),
        (len(fraction or "") > 6, "is finer than a microsecond"),
    ]
    return Interval(instant, instant, ", ".join(remark for holds, remark in remarks if holds))


def _zone(text: str | None) -> timezone:
    if text is None or text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
