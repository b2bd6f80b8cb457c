"""What a report could have seen: public scenes near its pictures that had been taken when it appeared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from imgcat.web.chronology import Event

DAYS = 10
"""How far from a picture a scene may be to count as near it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report that cites dated pictures of a place, and the scenes of the place that are not later than the report.

    `near` are those within `DAYS` of one of the pictures; `before` is how many there are in all.
    """

    report: Event
    pictures: int
    near: tuple[Event, ...]
    before: int


def could_have_seen(events: Sequence[Event]) -> Iterator[Seen]:
    """Each report of a timeline that cites pictures, in order of time."""
    scenes = [each for each in events if each.what == "scene"]
    pictures = [each for each in events if each.what == "picture"]
    for report in events:
        if report.what in {"picture", "scene"}:
            continue
        cited = [each for each in pictures if each.report == report.report]
        if cited:
            before = [each for each in scenes if each.first <= report.last]
            near = tuple(each for each in before if _near(each, cited))
            yield Seen(report, len(cited), near, len(before))


def _near(scene: Event, pictures: Iterable[Event]) -> bool:
    within = timedelta(days=DAYS)
    return any(
        scene.last >= picture.first - within and scene.first <= picture.last + within
        for picture in pictures
    )
