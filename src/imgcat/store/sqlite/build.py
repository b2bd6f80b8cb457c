"""Builds an index file from collections and items, streaming, and puts it in place in one step."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.bbox import Bbox, rfc7946_bbox
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless
from imgcat.store.body import links_last
from imgcat.store.collection import presentable
from imgcat.store.collection_item import ALWAYS as COLLECTION_ALWAYS
from imgcat.store.collection_item import COLLECTIONS, as_item
from imgcat.store.collection_item import TEXT as COLLECTION_TEXT
from imgcat.store.compression import Codec, train
from imgcat.store.entry import Entry
from imgcat.store.intake import IndexedItem, identifier, read_item, read_object
from imgcat.store.properties import ALWAYS, TEXT
from imgcat.store.sqlite.schema import APPLICATION_ID, INDEXES, TABLES, VERSION
from imgcat.store.sqlite.writer import Outcome, Writer
from imgcat.store.tally import Tally

_SAMPLE_ITEMS = 2_000
_SAMPLE_BYTES = 16 * 2**20
"""The dictionary is trained on the first bodies, up to this many items and bytes."""

_PRAGMAS = (
    "PRAGMA page_size = 8192",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -65536",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)


def build(
    path: Path,
    collections: Iterable[Entry],
    items: Iterable[Entry],
    *,
    default_collection: str,
    text_properties: Iterable[str] = TEXT,
) -> Sequence[Finding]:
    """Write an index of the collections and items to `path`, replacing what is there, and return what was wrong.

    Items without a collection go to `default_collection`. A collection that items name but that is not given is made
    up from its items, and said so. A second record of one id is refused, unless it says the same. `text_properties`
    are searched as free text. The file appears when it is complete, or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            build_ = _Build(connection, default_collection, tuple(text_properties))
            findings = build_.run(collections, items)
            image = image_of(build_.collections)
            connection.execute("INSERT INTO meta VALUES (?, ?)", (COLLECTIONS, image))
        unfinished.replace(path)
    except sqlite3.Error as error:
        raise ImgcatError(f"The index cannot be written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return findings


def image_of(collections: Iterable[Mapping[str, Any]]) -> bytes:
    """An index of collections, each as an Item, as the bytes of a file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        items = (Entry(record["id"], as_item(record)) for record in collections)
        _Build(connection, COLLECTIONS, COLLECTION_TEXT, COLLECTION_ALWAYS).run((), items)
        return connection.serialize()


Prepared = tuple[Entry, IndexedItem, bytes]


class _Build:
    def __init__(
        self,
        connection: sqlite3.Connection,
        default_collection: str,
        text_properties: Sequence[str],
        always: Sequence[str] = tuple(ALWAYS),
    ) -> None:
        self.connection = connection
        self.default_collection = default_collection
        self.text_properties = text_properties
        self.always = always
        self.findings: list[Finding] = []
        self.collections: list[Mapping[str, Any]] = []
        self.tallies: dict[str, Tally] = {}

    def run(self, collections: Iterable[Entry], items: Iterable[Entry]) -> Sequence[Finding]:
        for pragma in _PRAGMAS:
            self.connection.execute(pragma)
        self.connection.executescript(TABLES)
        self.connection.execute("BEGIN")
        prepared = self.prepared(items)
        sample = list(_sample(prepared))
        dictionary = train([body for _, _, body in sample])
        writer = Writer(self.connection, Codec(dictionary), self.text_properties)
        self.add_collections(writer, collections)
        for entry, item, body in chain(sample, prepared):
            self.add_item(writer, entry, item, body)
        self.make_up_collections(writer)
        self.finish(writer, dictionary)
        return self.findings

    def note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))

    def prepared(self, items: Iterable[Entry]) -> Iterator[Prepared]:
        for entry in items:
            item, findings = read_item(entry, self.default_collection)
            self.findings.extend(findings)
            if item is None:
                continue
            try:
                body = lossless.dumps(item.record)
            except (ValueError, TypeError, RecursionError) as error:
                self.note(
                    entry.origin, Severity.ERROR, "item", f"The item cannot be stored: {error}."
                )
                continue
            yield entry, item, body

    def add_item(self, writer: Writer, entry: Entry, item: IndexedItem, body: bytes) -> None:
        bbox: Bbox | None = None
        if item.footprint is not None:
            bbox = rfc7946_bbox(item.footprint)
        outcome = (
            writer.retire_item(item, body) if item.retired else writer.add_item(item, body, bbox)
        )
        if outcome is Outcome.STORED:
            tally = self.tallies.setdefault(item.collection, Tally())
            if not item.retired:
                tally.add(item, bbox)
        else:
            self.note_duplicate(entry.origin, outcome, f"'{item.id}' of '{item.collection}'")

    def add_collections(self, writer: Writer, collections: Iterable[Entry]) -> None:
        for entry in collections:
            try:
                record = read_object(entry)
                if record.get("type", "Collection") != "Collection":
                    raise InvalidRecord(f"A Collection is expected; found {record['type']!r:.60}.")
                collection_id = identifier(record)
                shown, changed = presentable(record)
                outcome = self.add_collection(writer, collection_id, links_last(shown))
            except (InvalidRecord, ValueError, TypeError) as error:
                self.note(entry.origin, Severity.ERROR, "collection", str(error))
                continue
            self.tallies.setdefault(collection_id, Tally())
            if changed:
                said = f"Put right for today's clients: {', '.join(changed)}."
                self.note(entry.origin, Severity.NOTE, "collection", said)
            if outcome is not Outcome.STORED:
                self.note_duplicate(entry.origin, outcome, f"the collection '{collection_id}'")

    def add_collection(
        self, writer: Writer, collection_id: str, record: Mapping[str, Any]
    ) -> Outcome:
        outcome = writer.add_collection(collection_id, record)
        if outcome is Outcome.STORED:
            self.collections.append(record)
        return outcome

    def note_duplicate(self, origin: str, outcome: Outcome, what: str) -> None:
        if outcome is Outcome.SAME:
            self.note(origin, Severity.NOTE, "duplicate", f"It says again what {what} says.")
        else:
            message = f"The id is taken: there is another record for {what}. This one is left out."
            self.note(origin, Severity.ERROR, "duplicate", message)

    def make_up_collections(self, writer: Writer) -> None:
        given = {name for (name,) in self.connection.execute("SELECT id FROM collection")}
        for name in sorted(self.tallies.keys() - given):
            self.add_collection(writer, name, self.tallies[name].made_up(name))
            message = f"The collection '{name}' was not given; it is made up from its items."
            self.note(name, Severity.NOTE, "collection-made-up", message)

    def finish(self, writer: Writer, dictionary: bytes) -> None:
        rows = (
            (collection, name, orjson.dumps(schema).decode())
            for collection, tally in self.tallies.items()
            for name, schema in tally.queryables(self.always).items()
        )
        self.connection.executemany("INSERT INTO queryable VALUES (?, ?, ?)", rows)
        meta = [("revision", writer.revision), ("dictionary", dictionary)]
        self.connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        for index in INDEXES:
            self.connection.execute(index)
        self.connection.execute("INSERT INTO text (text) VALUES ('optimize')")
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.connection.execute("ANALYZE")


def _sample(prepared: Iterator[Prepared]) -> Iterator[Prepared]:
    size = 0
    for count, (entry, item, body) in enumerate(prepared, 1):
        yield entry, item, body
        size += len(body)
        if count >= _SAMPLE_ITEMS or size >= _SAMPLE_BYTES:
            return
