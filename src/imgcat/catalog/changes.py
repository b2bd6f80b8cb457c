"""The feed of changes: what was corrected, merged, renamed or withdrawn, newest first, as a JSON Feed 1.1."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from imgcat.catalog import layout
from imgcat.catalog.derived import reference_title
from imgcat.catalog.records import Ties
from imgcat.model.change import Change
from imgcat.model.identifiers import LOCATIONS, PAGES, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.tombstone import Tombstone
from imgcat.model.vocabulary import ChangeKind
from imgcat.model.when import timestamp

FEED = "application/feed+json"

Changed = Location | Tombstone | Report | Reference
"""A record that has a history."""


DONE = {
    ChangeKind.ENTERED: "Entered",
    ChangeKind.REVIEWED: "Reviewed",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.RENAMED: "Renamed",
    ChangeKind.MERGED: "Merged",
    ChangeKind.WITHDRAWN: "Withdrawn",
    ChangeKind.SUPERSEDED: "Superseded",
    ChangeKind.RESOLVED: "Resolved",
}
"""The kinds of change, as the first word about one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, the `number`th (from 1) of the record, with the title of the record."""

    collection: str
    record_id: str
    title: str
    number: int
    change: Change

    @property
    def newest_first(self) -> tuple[float, str, str, int]:
        """The key by which entries are sorted."""
        return -self.change.at.timestamp(), self.collection, self.record_id, -self.number


def history(ties: Ties) -> list[Entry]:
    """Every change of every record, newest first."""
    return sorted(_entries(ties), key=lambda entry: entry.newest_first)


def feed(entries: Iterable[Entry], base: str = PAGES) -> Json:
    """The feed (https://jsonfeed.org/version/1.1) below a URL. Ids stay as they are, since a history only grows."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "imgcat: corrections",
        "description": "What was corrected, merged, renamed or withdrawn in the catalog, by whom and why.",
        "home_page_url": f"{base}/",
        "feed_url": f"{base}/{layout.CHANGES}",
        "language": "en",
        "items": [_item(entry, base) for entry in entries],
    }


def _entries(ties: Ties) -> Iterator[Entry]:
    records = ties.records
    kinds: Sequence[tuple[str, Mapping[str, Changed]]] = (
        (LOCATIONS, records.locations),
        (LOCATIONS, records.tombstones),
        (REPORTS, records.reports),
        (REFERENCES, records.references),
    )
    for collection, kept in kinds:
        for record_id, record in kept.items():
            if record.changes:
                title = (
                    reference_title(record, ties) if isinstance(record, Reference) else record.title
                )
                for number, change in enumerate(record.changes, 1):
                    yield Entry(collection, record_id, title, number, change)


def _item(entry: Entry, base: str) -> Json:
    change = entry.change
    url = f"{base}/{layout.address(layout.item_path(entry.collection, entry.record_id))}"
    told = [change.why]
    if change.field is not None:
        told.append(f"Field: {change.field}.")
    if isinstance(change.before, str):
        told.append(f"Before: {change.before}")
    if change.other is not None:
        told.append(f"Other record: {change.other}.")
    return {
        "id": f"{url}#change-{entry.number}",
        "url": url,
        "title": f"{DONE[change.kind]}: {entry.title}",
        "content_text": "\n".join(told),
        "date_published": timestamp(change.at),
        "authors": [{"name": change.by}],
        "tags": [str(change.kind), entry.collection],
    }
