"""A record on its way into a store, with where it came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Protocol

from imgcat.catalog.sources import ItemText, SourceRecord
from imgcat.catalog.sources.record import Kind
from imgcat.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Entry:
    """A STAC object, parsed, in part or not at all; its origin is a file, with `:LINE` for a line of an NDJSON file."""

    origin: str
    record: Mapping[str, Any] | ItemText | bytes
    is_collection: bool = False


def entry_of(found: SourceRecord | ItemText | Finding) -> Entry | Finding:
    """What a source gives, on its way into a store."""
    if isinstance(found, ItemText):
        return Entry(found.origin, found)
    if isinstance(found, Finding):
        return found
    return Entry(found.origin, found.body, found.kind is Kind.COLLECTION)


Place = tuple[int, ...]
"""How far sources have been read: which of them, and how far that one."""


class Part(Protocol):
    """Some of the records of a source, that can be read in another process, side by side with other parts."""

    @property
    def place(self) -> Place | None:
        """How far the sources have been read after it; None for records that come from no source."""

    def read(self) -> Iterator[Entry | Finding]:
        """The records, and what is wrong in their source."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """Records that have been read already."""

    entries: Sequence[Entry | Finding]
    place: Place | None = None

    def read(self) -> Iterator[Entry | Finding]:
        """The records."""
        return iter(self.entries)


def given(collections: Iterable[Entry], items: Iterable[Entry]) -> Iterator[Given]:
    """Collections and items that are at hand, in parts."""
    return in_parts(chain((replace(each, is_collection=True) for each in collections), items))


def in_parts(entries: Iterable[Entry | Finding], size: int = 500) -> Iterator[Given]:
    """Records, so many at a time."""
    rest = iter(entries)
    while some := list(islice(rest, size)):
        yield Given(some)
