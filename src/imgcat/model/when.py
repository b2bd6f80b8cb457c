"""Dates as sources give them, and the window of UTC time that they stand for."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import StringConstraints, field_validator, model_validator

from imgcat.model.record import Record, Text
from imgcat.model.source import Source
from imgcat.model.vocabulary import DateBasis, DatePrecision

Window = tuple[datetime, datetime]
"""A closed interval of UTC time."""

CivilDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A year, month or day of the proleptic Gregorian calendar: `2018`, `2018-12`, `2018-12-27`."""

FIRST_SATELLITE = datetime(1957, 10, 4, tzinfo=UTC)
"""Nothing in the catalog is older; the open start of a window about which nothing is known."""

EAST = timedelta(hours=14)
WEST = timedelta(hours=12)
"""A civil day begins first at UTC+14 and ends last at UTC-12: the window of a day whose zone is not known."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Their names in English, January first."""

_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


class When(Record):
    """A date or a range of dates, as a source gives it.

    `value` is a civil date in `zone` (an IANA name, or `UTC`; None where no zone is known), `end` the last date of a
    range, `time` the time of day where it is known (then `zone` is needed). `verbatim` is the text as printed.
    A date that is not known has no `value` but a `reason`.
    """

    value: CivilDate | None = None
    end: CivilDate | None = None
    time: Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}(:\d{2})?$")] | None = None
    zone: Text | None = None
    verbatim: Text | None = None
    basis: DateBasis | None = None
    reason: Text | None = None
    note: Text | None = None
    source: Source | None = None

    @field_validator("value", "end")
    @classmethod
    def _is_in_the_calendar(cls, value: str | None) -> str | None:
        if value is not None:
            first_day(value)
        return value

    @field_validator("time")
    @classmethod
    def _is_on_the_clock(cls, value: str | None) -> str | None:
        if value is not None:
            time.fromisoformat(value)
        return value

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str | None) -> str | None:
        if value is not None:
            zone_of(value)
        return value

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.value is None:
            if self.reason is None:
                raise ValueError("a date that is not known needs a reason")
            if self.end is not None or self.time is not None:
                raise ValueError("an end or a time needs a date")
        elif self.end is not None and last_day(self.end) < first_day(self.value):
            raise ValueError(f"the range ends ({self.end}) before it begins ({self.value})")
        if self.time is not None and (self.zone is None or len(self.value or "") != 10 or self.end):
            raise ValueError("a time of day needs one day and a zone")
        return self

    @property
    def precision(self) -> DatePrecision:
        """How closely the date is known; of a range, how closely its coarser end is."""
        if self.value is None:
            return DatePrecision.UNKNOWN
        if self.time is not None:
            return DatePrecision.SECOND
        return _PRECISION[min(len(self.value), len(self.end or self.value))]

    def window(self) -> Window | None:
        """The closed interval of UTC time in which the moment lies; None when the date is not known.

        A day whose zone is not known spans 50 hours: from its start at UTC+14 to its end at UTC-12.
        """
        if self.value is None:
            return None
        if self.time is not None and self.zone is not None:
            clock = time.fromisoformat(self.time)
            moment = _utc(datetime.combine(date.fromisoformat(self.value), clock), self.zone)
            return moment, moment
        start = datetime.combine(first_day(self.value), time.min)
        # Whole seconds: the last second of the last day, as `end_datetime` is part of the interval.
        end = datetime.combine(last_day(self.end or self.value), time(23, 59, 59))
        if self.zone is None:
            return _shift(start, -EAST), _shift(end, WEST)
        return _utc(start, self.zone), _utc(end, self.zone)

    def text(self) -> str:
        """The date for people: `2018-12-27`, `2021-04 to 2021-09-09`, `date not known`."""
        if self.value is None:
            return "date not known"
        if self.time is not None:
            return f"{self.value} {self.time} {self.zone}"
        return self.value if self.end is None else f"{self.value} to {self.end}"


def first_day(value: str) -> date:
    """The first day of a year, month or day. Raises ValueError when there is no such date."""
    return date.fromisoformat(value + "-01-01"[len(value) - 10 :] if len(value) < 10 else value)


def last_day(value: str) -> date:
    """The last day of a year, month or day."""
    if len(value) == 10:
        return date.fromisoformat(value)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, monthrange(year, month)[1])
    return date(int(value), 12, 31)


def zone_of(name: str) -> tzinfo:
    """The time zone of an IANA name. Raises ValueError when there is none of that name."""
    if name == "UTC":
        return UTC
    if re.fullmatch(r"[A-Za-z0-9_+/-]+", name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError):
            pass
    raise ValueError(f"{name!r} is no time zone of the IANA database")


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, with a fraction only where there is one."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def times(window: Window) -> dict[str, str | None]:
    """STAC's time properties of a window: an instant as `datetime`, anything wider as a range with a null datetime."""
    start, end = window
    if start == end:
        return {"datetime": timestamp(start)}
    return {"datetime": None, "start_datetime": timestamp(start), "end_datetime": timestamp(end)}


def _utc(moment: datetime, zone: str) -> datetime:
    """A local time as UTC; at the very ends of the calendar, where that is no date, the time itself."""
    try:
        return moment.replace(tzinfo=zone_of(zone)).astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _shift(moment: datetime, by: timedelta) -> datetime:
    try:
        return (moment + by).replace(tzinfo=UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)
