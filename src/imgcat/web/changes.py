"""What is new: the corrections of records, and the records that were entered last."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from imgcat.catalog import layout
from imgcat.catalog.changes import FEED, Entry, feed
from imgcat.catalog.writer import canonical
from imgcat.web.kind import Kind, Values, once, page
from imgcat.web.lines import PlaceLine, ReportLine
from imgcat.web.site import Site

SHOWN = 500
"""How many changes and new records are listed; the feed holds all changes."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The newest changes of records, and how many there are."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Day:
    """What was entered on a civil day of UTC."""

    date: str
    reports: tuple[ReportLine, ...]
    places: tuple[PlaceLine, ...]


def corrections(site: Site) -> Corrections:
    """Put the list of corrections together."""
    changes = site.contents.changes
    return Corrections(changes[:SHOWN], len(changes))


def days(site: Site) -> tuple[Day, ...]:
    """What was entered last, newest first."""
    contents = site.contents
    lines: list[PlaceLine | ReportLine] = [*contents.reports, *contents.places]
    dated = sorted((line for line in lines if line.entered), key=_day, reverse=True)[:SHOWN]
    return tuple(_entered(date, tuple(some)) for date, some in groupby(dated, key=_day))


def _day(line: PlaceLine | ReportLine) -> str:
    return line.entered[:10]


def _entered(date: str, lines: tuple[PlaceLine | ReportLine, ...]) -> Day:
    return Day(
        date,
        tuple(line for line in lines if isinstance(line, ReportLine)),
        tuple(line for line in lines if isinstance(line, PlaceLine)),
    )


def _feed(site: Site, _: Values) -> Iterable[bytes]:
    yield canonical(feed(site.contents.changes, site.base))


CORRECTIONS = page("corrections.html", "corrections.html", lambda site, _: corrections(site))
CHANGES = page("changes.html", "changes.html", lambda site, _: days(site))
CHANGES_FEED = Kind(layout.CHANGES, FEED, _feed, once)
