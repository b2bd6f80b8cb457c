"""What a store needs to know of an Item before it can index it, and what is wrong with the Item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import Bbox, rfc7946_bbox
from imgcat.model.finding import Finding, Severity
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS
from imgcat.model.interval import Interval, parse_time
from imgcat.store import lossless
from imgcat.store.body import links_last, stored_text
from imgcat.store.entry import Entry


@dataclass(frozen=True, slots=True)
class Loading:
    """How items are read: where those without a collection go, and which properties are searched as free text."""

    default_collection: str
    text_properties: Sequence[str]


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """An Item as it goes into an index.

    `instant` is its `datetime`, None where that is null or unreadable; `start` and `end` hull whatever times it gives.
    All three are microseconds since 1970 in UTC. `record` is what will be stored: `collection` set, `links` last.
    """

    collection: str
    id: str
    record: Mapping[str, Any]
    properties: Mapping[str, Any]
    footprint: BaseGeometry | None
    instant: int | None
    start: int | None
    end: int | None

    @property
    def time(self) -> int | None:
        """What it is sorted by: its instant, or the start of its range where it has none."""
        return self.start if self.instant is None else self.instant

    @property
    def bbox(self) -> Bbox | None:
        """The bbox of its footprint, as RFC 7946 has it."""
        return None if self.footprint is None else rfc7946_bbox(self.footprint)

    @property
    def retired(self) -> bool:
        """Whether it is a record of imgcat's own that was withdrawn or moved: found by its id alone, never by search.

        A deprecated scene is its provider's, and reports cite it all the same.
        """
        return self.collection in RECORD_COLLECTIONS and self.properties.get("deprecated") is True

    @property
    def moved_to(self) -> str | None:
        """Of a retired location, the id that the place has now. A reference that another one replaces is not moved."""
        successor = self.properties.get("ref:replaced_by")
        return successor if self.collection == LOCATIONS and isinstance(successor, str) else None


def read_object(entry: Entry) -> Mapping[str, Any]:
    """The entry's record as a JSON object. Raises InvalidRecord."""
    if isinstance(entry.record, Mapping):
        return entry.record
    text = entry.record
    try:
        record = lossless.loads(text if isinstance(text, bytes) else stored_text(text))
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"The text is not JSON: {error}.") from error
    if not isinstance(record, dict):
        raise InvalidRecord(f"A STAC object is a JSON object; found {type(record).__name__}.")
    return record


def read_item(entry: Entry, default_collection: str) -> tuple[IndexedItem | None, list[Finding]]:
    """The Item to index, and findings. None when it has no usable id or is not an Item at all.

    An Item without a collection goes to `default_collection`. A geometry or a time that cannot be understood is left
    out of the index with a warning; the body keeps it as it was written.
    """
    reading = _Reading(entry.origin)
    try:
        record = read_object(entry)
        item_id = _identity(record)
    except InvalidRecord as error:
        reading.note("", Severity.ERROR, "item", str(error))
        return None, reading.findings
    collection = reading.collection(record, default_collection)
    properties = reading.properties(record)
    instant, start, end = reading.times(properties)
    if not isinstance(record.get("links", []), list):
        reading.note("/links", Severity.WARNING, "links", "Links are an array; these are left out.")
    stored = links_last({**record, "collection": collection})
    item = IndexedItem(
        collection, item_id, stored, properties, reading.footprint(record), instant, start, end
    )
    return item, reading.findings


def read_stored(
    entry: Entry, default_collection: str
) -> tuple[tuple[IndexedItem, bytes] | None, list[Finding]]:
    """The same with the JSON of its body; None also where that cannot be written."""
    item, findings = read_item(entry, default_collection)
    if item is None:
        return None, findings
    try:
        return (item, lossless.dumps(item.record)), findings
    except (ValueError, TypeError, RecursionError) as error:
        message = f"The item cannot be stored: {error}."
        return None, [*findings, Finding(entry.origin, "", Severity.ERROR, "item", message)]


def _identity(record: Mapping[str, Any]) -> str:
    if record.get("type") != "Feature":
        raise InvalidRecord(f"An Item has the type 'Feature'; found {record.get('type')!r:.60}.")
    return identifier(record)


def identifier(record: Mapping[str, Any]) -> str:
    """The record's id: a string that is not empty and has no null character. Raises InvalidRecord."""
    found = record.get("id")
    if not isinstance(found, str) or not found:
        raise InvalidRecord(f"An id is a string that is not empty; found {found!r:.60}.")
    if "\0" in found:
        raise InvalidRecord("An id cannot hold a null character.")
    return found


class _Reading:
    """One Item being read: gathers findings, each with its place in the Item."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.findings: list[Finding] = []

    def note(self, pointer: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(self.origin, pointer, severity, rule, message))

    def collection(self, record: Mapping[str, Any], default: str) -> str:
        found = record.get("collection")
        if isinstance(found, str) and found and "\0" not in found:
            return found
        if found is not None:
            self.note(
                "/collection",
                Severity.WARNING,
                "collection",
                f"A collection's id is a string that is not empty; the item goes to '{default}'.",
            )
        return default

    def properties(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        found = record.get("properties")
        if isinstance(found, Mapping):
            return found
        self.note(
            "/properties", Severity.WARNING, "properties", "An Item has no properties object."
        )
        return {}

    def footprint(self, record: Mapping[str, Any]) -> BaseGeometry | None:
        geometry = record.get("geometry")
        try:
            found = footprint(geometry)
        except InvalidRecord as error:
            message = f"{error} The item is stored without a footprint."
            self.note("/geometry", Severity.WARNING, "geometry", message)
            return None
        if found is None and geometry is not None:
            message = "The geometry is empty; the item is stored without a footprint."
            self.note("/geometry", Severity.WARNING, "geometry", message)
        return found

    def times(self, properties: Mapping[str, Any]) -> tuple[int | None, int | None, int | None]:
        instant, start, end = (
            self.time(properties, name) for name in ("datetime", "start_datetime", "end_datetime")
        )
        if start and end and start.start > end.end:
            message = "The start is later than the end; the range is read the other way round."
            self.note("/properties/start_datetime", Severity.WARNING, "datetime", message)
        elif not instant and bool(start) != bool(end):
            message = "A null datetime needs a start and an end; only one of them is known."
            self.note("/properties", Severity.WARNING, "datetime", message)
        elif not (instant or start) and properties.get("datetime") is None:
            message = "No time is known; the item is not found by time."
            self.note("/properties/datetime", Severity.WARNING, "datetime", message)
        bounds = [time.bounds for time in (instant, start, end) if time]
        if not bounds:
            return None, None, None
        return (
            instant.bounds[0] if instant else None,
            min(first for first, _ in bounds),
            max(last for _, last in bounds),
        )

    def time(self, properties: Mapping[str, Any], name: str) -> Interval | None:
        text = properties.get(name)
        if text is None:
            return None
        try:
            if not isinstance(text, str):
                raise InvalidRecord(f"A time is a string; found {text!r:.60}.")
            time = parse_time(text)
        except InvalidRecord as error:
            self.note(f"/properties/{name}", Severity.WARNING, "datetime", str(error))
            return None
        if time.remark:
            message = f"The time {text!r:.60} {time.remark}."
            self.note(f"/properties/{name}", Severity.NOTE, "datetime", message)
        return time


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, however nested; names of members are left out.

    Of an object with a `text`, such as a name with its source, that text alone is what it says.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and isinstance(value.get("text"), str):
        yield value["text"]
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, Sequence):
        for member in value:
            yield from strings(member)


def free_text(item: IndexedItem, names: Iterable[str]) -> str:
    """What free text search sees of an Item."""
    return text_of(item.id, item.properties, names)


def text_of(item_id: str, properties: Mapping[str, Any], names: Iterable[str]) -> str:
    """An Item's id and the strings of the named properties, a line each: what free text search sees of it."""
    found = [item_id]
    for name in names:
        if name in properties:
            found.extend(strings(properties[name]))
    return "\n".join(found)
