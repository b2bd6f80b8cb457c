"""What was done to the records of a store: entered, corrected, renamed, merged, withdrawn."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.change import Change
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.vocabulary import ChangeKind
from imgcat.model.when import timestamp
from imgcat.store import lossless
from imgcat.store.protocol import Query, Store, StoredItem
from imgcat.store.reading import every


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done to a record, the `number`th (from 1) of its history; 0 is that it was entered.

    `at` is UTC. `change` says by whom and why; None where all that is known is when the record was entered.
    """

    at: datetime
    kind: ChangeKind
    collection: str
    id: str
    title: str
    number: int
    change: Change | None = None

    @property
    def key(self) -> str:
        """Tells the event apart from all others; it stays the same, as a history only grows."""
        return f"{self.collection}/{self.id}#{self.number}"

    def to_json(self) -> Json:
        """The event as the API gives it; what is not known is left out."""
        told = {} if self.change is None else self.change.to_json()
        record = {"collection": self.collection, "id": self.id, "title": self.title}
        return {**record, "at": timestamp(self.at), "kind": str(self.kind), **told}


def history(store: Store) -> list[Event]:
    """Everything that was done to imgcat's own records, newest first; also to those that no search finds."""
    held = {lossless.loads(body)["id"] for body in store.collections()}
    own = tuple(each for each in RECORD_COLLECTIONS if each in held)
    found = every(store, Query(collections=own)) if own else iter(())
    events = chain.from_iterable(map(_events, chain(found, store.retired())))
    return sorted(
        events,
        key=lambda event: (-event.at.timestamp(), event.collection, event.id, -event.number),
    )


def _events(item: StoredItem) -> Iterator[Event]:
    """What was done to one record. A line that is of another make than imgcat's is passed over."""
    about: Any = lossless.loads(item.body).get("properties")
    if not isinstance(about, dict):
        return
    title = about.get("title")
    record = item.collection, item.id, title if isinstance(title, str) else item.id
    changes = about.get("ref:changes")
    entered = False
    for number, line in enumerate(changes if isinstance(changes, list) else (), 1):
        with suppress(InvalidRecord):
            change = Change.from_json(line)
            entered = entered or change.kind is ChangeKind.ENTERED
            yield Event(change.at, change.kind, *record, number, change)
    if not entered:
        with suppress(InvalidRecord):
            created = parse_time(str(about.get("created"))).start
            yield Event(created, ChangeKind.ENTERED, *record, 0)
