"""What is asked for: one place, and a span of time around the pictures of it that reports cite."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson

from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError
from imgcat.model.location import Location
from imgcat.model.position import Position
from imgcat.model.reference import Reference
from imgcat.model.when import Window, timestamp


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a report cites, by its reference's id, and the closed interval in which it was taken.

    From `since` to `until` a scene is near it.
    """

    reference: str
    taken: Window
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SearchWindow:
    """A place and a closed interval of UTC time in which its scenes are looked for, and the pictures it is for."""

    location: str
    position: Position
    start: datetime
    end: datetime
    pictures: tuple[Picture, ...] = ()

    @property
    def datetime(self) -> str:
        """The interval as STAC APIs take it."""
        return f"{timestamp(self.start)}/{timestamp(self.end)}"

    @property
    def key(self) -> str:
        """What tells it from other windows: it changes when the place moves or the interval does."""
        asked = [self.location, self.position.geometry, self.position.uncertainty_m, self.datetime]
        return hashlib.sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]

    def distance(self, span: Window) -> timedelta:
        """How far a span of time is from the nearest of the pictures; without pictures, from the window's start."""
        wanted = [picture.taken for picture in self.pictures] or [(self.start, self.start)]
        zero = timedelta(0)
        return min(max(start - span[1], span[0] - end, zero) for start, end in wanted)


def chosen(records: Records, ids: Iterable[str] = ()) -> list[Location]:
    """The locations of the ids, or all. Raises ImgcatError for an id that is none, or whose place has no position."""
    wanted = list(dict.fromkeys(ids))
    for each in wanted:
        if each not in records.locations:
            raise ImgcatError(f"There is no location {each!r} in the catalog.")
        if records.locations[each].position is None:
            raise ImgcatError(
                f"The location {each!r} has no position, so no footprint can hold it."
            )
    return [records.locations[each] for each in wanted or sorted(records.locations)]


def around_pictures(
    records: Records, locations: Iterable[Location], days: float
) -> list[SearchWindow]:
    """Windows from `days` before to `days` after each dated picture of the places; those that overlap are merged."""
    pictures = _pictures(records, timedelta(days=days))
    windows = []
    for location in locations:
        if location.position is not None:
            windows += _merged(location.id, location.position, pictures.get(location.id, ()))
    return windows


def over(
    records: Records, locations: Iterable[Location], start: datetime, end: datetime
) -> list[SearchWindow]:
    """One window for each place, with the pictures of it that can have been taken then."""
    pictures = _pictures(records, timedelta(0))
    return [
        SearchWindow(
            location.id,
            location.position,
            start,
            end,
            tuple(
                picture
                for picture in pictures.get(location.id, ())
                if picture.taken[0] <= end and picture.taken[1] >= start
            ),
        )
        for location in locations
        if location.position is not None
    ]


def taken_of(reference: Reference) -> Window | None:
    """When the picture was taken that a reference is about; None when it is about none, or no date is known."""
    return reference.picture.taken.window() if reference.picture else None


def _pictures(records: Records, margin: timedelta) -> Mapping[str, list[Picture]]:
    """The dated pictures of each place."""
    found: dict[str, list[Picture]] = defaultdict(list)
    for reference in records.references.values():
        taken = taken_of(reference)
        if taken is not None and reference.location is not None:
            found[reference.location].append(Picture(reference.id, taken, *_widened(taken, margin)))
    return found


def _merged(location: str, position: Position, pictures: Iterable[Picture]) -> list[SearchWindow]:
    windows: list[SearchWindow] = []
    for picture in sorted(pictures, key=lambda each: (each.since, each.reference)):
        start, end, together = picture.since, picture.until, [picture]
        if windows and start <= windows[-1].end:
            last = windows.pop()
            start, end, together = last.start, max(last.end, end), [*last.pictures, picture]
        windows.append(SearchWindow(location, position, start, end, tuple(together)))
    return windows


def _widened(span: Window, margin: timedelta) -> Window:
    """The span with a margin at both ends; at the very ends of the calendar, as much of it as there is."""
    try:
        start = span[0] - margin
    except OverflowError:
        start = datetime.min.replace(tzinfo=UTC)
    try:
        return start, span[1] + margin
    except OverflowError:
        return start, datetime.max.replace(microsecond=0, tzinfo=UTC)
