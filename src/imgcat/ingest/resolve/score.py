"""The score of a candidate, 0 to 100, and its parts: sensor 30, date 30, coverage 15, usable 10, uniqueness 15."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from imgcat.ingest.resolve.sighting import NAMES_DIFFER_BY, THERMAL, Sighting
from imgcat.ingest.resolve.sun import solar
from imgcat.model.caption import Caption
from imgcat.model.coverage import Coverage
from imgcat.model.vocabulary import Access, DatePrecision, Modality
from imgcat.model.when import When, Window, first_day, last_day

A_DAY = timedelta(days=1)
CLOUD_NOT_KNOWN = 5
_NIGHT = re.compile(r"\bnight", re.IGNORECASE)
_DAYTIME = re.compile(r"\bday-?time", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: the points, and why."""

    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a score."""

    sensor: Part
    date: Part
    coverage: Part
    usable: Part
    uniqueness: Part

    @property
    def score(self) -> int:
        """0 to 100."""
        return sum(self.points().values())

    def points(self) -> dict[str, int]:
        """The points by part."""
        return {name: part["points"] for name, part in asdict(self).items()}

    def why(self) -> str:
        """The reasons in words, in one line."""
        reasons = (self.sensor, self.date, self.uniqueness, self.coverage, self.usable)
        return "; ".join(part.why for part in reasons) + "."


def sensor(sighting: Sighting, caption: Caption) -> Part | None:
    """How the satellite fits; None when the caption rules it out."""
    seen = sighting.missions[0] if sighting.missions else "a satellite that is not named"
    if caption.access is Access.COMMERCIAL:
        return Part(0, f"{seen}, not the commercial picture")
    if caption.missions:
        named = sighting.is_of(caption.missions)
        return Part(30, f"{seen} as named in the caption") if named else None
    if not _fits(sighting, caption.modality):
        return None
    if sighting.is_of(caption.implied):
        return Part(20, f"{seen}, which the credit can mean")
    return Part(8, f"{seen}, which the caption leaves possible")


def _fits(sighting: Sighting, modality: Modality | None) -> bool:
    """Whether a satellite takes this kind of picture; what is not known rules nothing out."""
    if modality is Modality.THERMAL:
        return sighting.is_of(THERMAL)
    if modality is None or sighting.modality is None:
        return True
    optical = {Modality.OPTICAL, Modality.COMPOSITE}
    return sighting.modality is modality or {modality, sighting.modality} <= optical


def day(sighting: Sighting, when: When, lon: float) -> Part | None:
    """How the date fits, at a longitude in degrees; None when it does not."""
    if when.value is None:
        return None
    first, last = first_day(when.value), last_day(when.end or when.value)
    if when.precision not in (DatePrecision.DAY, DatePrecision.SECOND) or when.end:
        near = _meets({*_utc_days(sighting), *_solar_days(sighting, lon)}, first, last)
        return Part(6, f"within {when.text()}") if near else None
    if when.precision is DatePrecision.SECOND and _at_the_moment(sighting, when):
        return Part(30, f"at {when.text()}, give or take what ids differ by")
    said = f"{first:%Y-%m-%d}"
    if _meets(_solar_days(sighting, lon), first, last):
        same = _meets(_utc_days(sighting), first, last)
        return Part(30, f"{said} in local solar time{' and in UTC' if same else ', not in UTC'}")
    if _meets(_utc_days(sighting), first, last):
        return Part(28, f"{said} in UTC, not in local solar time")
    window = when.model_copy(update={"time": None}).window()
    if window and sighting.start <= window[1] and window[0] <= sighting.end:
        zone = when.zone or "a time zone that the publisher may be in"
        return Part(22, f"{said} in {zone}, not there")
    local = _solar_days(sighting, lon)
    if _meets(local, first - A_DAY, last + A_DAY):
        return Part(10, f"a day {'before' if max(local) < first else 'after'} {said}")
    return None


def coverage(sighting: Sighting) -> Part:
    """How much of where the place may lie is in the footprint."""
    if sighting.coverage is Coverage.WHOLE:
        return Part(15, "the footprint covers the place")
    if sighting.coverage is None:
        return Part(0, "it is not known whether it covers the place")
    return Part(6, "the footprint covers the place in part")


def usable(sighting: Sighting, caption: Caption) -> Part:
    """Whether anything can be seen there."""
    if sighting.modality is Modality.SAR:
        return Part(10, "radar sees through cloud and dark")
    thermal = caption.modality is Modality.THERMAL
    if thermal and sighting.day is not None:
        wanted = (_NIGHT, _DAYTIME)[sighting.day]
        other = (_DAYTIME, _NIGHT)[sighting.day]
        if other.search(caption.text) and not wanted.search(caption.text):
            return Part(0, f"it was {'day' if sighting.day else 'night'} there")
    elif sighting.day is False:
        return Part(0, "it was night there")
    if sighting.cloud is None:
        return Part(CLOUD_NOT_KNOWN, "its cloud is not known")
    clear = round(10 * (1 - min(max(sighting.cloud, 0), 100) / 100))
    return Part(clear, f"cloud {sighting.cloud:.0f} % of the whole scene")


def uniqueness(passes: int) -> Part:
    """Whether there is another pass with which it can be confused, of those that were found."""
    if passes == 1:
        return Part(15, "the only pass found")
    if passes == 2:
        return Part(7, "one of two passes found")
    return Part(0, f"one of {passes} passes found")


def widened(when: When) -> Window | None:
    """The window to search: the day everywhere on Earth, and a day on either side; None when it is not known.

    A year alone is no window: it holds every pass there is.
    """
    window = when.model_copy(update={"time": None, "zone": None}).window()
    if window is None or when.precision is DatePrecision.YEAR:
        return None
    around = A_DAY if when.precision in (DatePrecision.DAY, DatePrecision.SECOND) else timedelta(0)
    return window[0] - around, window[1] + around


def _at_the_moment(sighting: Sighting, when: When) -> bool:
    window = when.window()
    return bool(
        window
        and sighting.exact
        and sighting.start - NAMES_DIFFER_BY <= window[0] <= sighting.end + NAMES_DIFFER_BY
    )


def _utc_days(sighting: Sighting) -> set[date]:
    return _days(*sighting.moments)


def _solar_days(sighting: Sighting, lon: float) -> set[date]:
    return _days(*(solar(moment, lon) for moment in sighting.moments))


def _days(start: datetime, end: datetime) -> set[date]:
    return {start.date(), end.date()}


def _meets(days: set[date], first: date, last: date) -> bool:
    return any(first <= each <= last for each in days)
