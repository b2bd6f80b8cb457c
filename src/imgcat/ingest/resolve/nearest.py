"""The public passes over a place that are nearest in time to a picture, whether or not they can be it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from imgcat.ingest.resolve.candidate import Candidate, passes, representative
from imgcat.ingest.resolve.search import Search
from imgcat.ingest.resolve.sighting import Sighting, sighting
from imgcat.ingest.resolve.sun import solar
from imgcat.model.position import Position
from imgcat.model.when import When, first_day, last_day

MOST = 8
"""How many passes are looked at."""

_AROUND = (timedelta(days=30), timedelta(days=10_000))


@dataclass(frozen=True, slots=True)
class NearPass:
    """A pass over the place. `days` is how far the civil day there is from the picture's, before it negative; 0 within.

    `candidate` is the pass as the resolver scores it, None where the caption rules it out.
    """

    best: Sighting
    sightings: tuple[Sighting, ...]
    days: int
    candidate: Candidate | None


def nearest(
    position: Position, taken: When, searches: Sequence[Search], candidates: Sequence[Candidate]
) -> list[NearPass]:
    """The nearest passes, candidates among them, by days apart and then by time; none when the date is not known."""
    window = taken.window()
    if window is None:
        return []
    found: list[Sighting] = []
    for around in _AROUND:
        wide = window[0] - around, window[1] + around
        found = [
            seen
            for search in searches
            for each in search.around(position, wide)
            if (seen := sighting(each, position)) is not None and seen.coverage is not None
        ]
        if len(passes(found)) >= MOST:
            break
    near = sorted(
        _passes(found, position, taken, candidates),
        key=lambda each: (abs(each.days), each.best.start),
    )
    return near[:MOST]


def _passes(
    found: list[Sighting], position: Position, taken: When, candidates: Sequence[Candidate]
) -> Iterator[NearPass]:
    lon, _ = position.point()
    scored = {_name(each): candidate for candidate in candidates for each in candidate.sightings}
    for group in passes(found):
        best = representative(group)
        known = (scored.get(_name(each)) for each in group)
        candidate = next((each for each in known if each is not None), None)
        yield NearPass(best, tuple(group), _days_apart(best, taken, lon), candidate)


def _name(seen: Sighting) -> tuple[object, object]:
    return seen.found.item.get("collection"), seen.found.item.get("id")


def _days_apart(seen: Sighting, taken: When, lon: float) -> int:
    assert taken.value is not None  # noqa: S101 - a date that is not known has no window
    day = solar(seen.start, lon).date()
    first, last = first_day(taken.value), last_day(taken.end or taken.value)
    if day < first:
        return (day - first).days
    return max((day - last).days, 0)
