"""What is new: the records that were entered last, and the corrections of records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from imgcat.catalog import layout
from imgcat.catalog.changes import FEED, Entry, feed
from imgcat.catalog.writer import canonical
from imgcat.model.vocabulary import ChangeKind
from imgcat.store.history import Event, history
from imgcat.web.kind import Kind, Values, once, page
from imgcat.web.site import Site

SHOWN = 500
"""How many changes and new records are listed; the feeds go on."""


@dataclass(frozen=True, slots=True)
class Events:
    """The newest of some events, in days of UTC, and how many there are of them in all."""

    days: tuple[tuple[str, tuple[Event, ...]], ...]
    shown: int
    total: int


def _events(site: Site) -> list[Event]:
    return history(site.store)


def _newest(site: Site, wanted: Callable[[Event], bool]) -> Events:
    found = [event for event in site.once(_events) if wanted(event)]
    some = found[:SHOWN]
    days = groupby(some, key=lambda event: event.at.date().isoformat())
    return Events(tuple((day, tuple(events)) for day, events in days), len(some), len(found))


def _entered(event: Event) -> bool:
    return event.kind is ChangeKind.ENTERED


def _changed(event: Event) -> bool:
    return not _entered(event)


def _feed(site: Site, _: Values) -> Iterable[bytes]:
    entries = (
        Entry(event.collection, event.id, event.title, event.number, event.change)
        for event in site.once(_events)
        if event.change is not None
    )
    yield canonical(feed(entries, site.base))


CORRECTIONS = page("corrections.html", "corrections.html", lambda site, _: _newest(site, _changed))
CHANGES = page("changes.html", "changes.html", lambda site, _: _newest(site, _entered))
CHANGES_FEED = Kind(layout.CHANGES, FEED, _feed, once)
