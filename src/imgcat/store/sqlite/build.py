"""Builds an index file from collections and items, streaming, and puts it in place in one step."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from imgcat.catalog.sources import ItemText
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless
from imgcat.store.body import links_last, stored_text
from imgcat.store.collection import presentable
from imgcat.store.collection_item import ALWAYS as COLLECTION_ALWAYS
from imgcat.store.collection_item import COLLECTIONS, as_item
from imgcat.store.collection_item import TEXT as COLLECTION_TEXT
from imgcat.store.entry import Entry, Part, given, in_parts
from imgcat.store.intake import identifier, read_object
from imgcat.store.properties import ALWAYS, TEXT
from imgcat.store.sqlite.batch import Loading
from imgcat.store.sqlite.compression import Codec, train
from imgcat.store.sqlite.preparing import prepared
from imgcat.store.sqlite.schema import APPLICATION_ID, TABLES, VERSION
from imgcat.store.sqlite.writer import Outcome, Writer, duplicate
from imgcat.store.tally import Tally

_SAMPLE_ITEMS = 1_000
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
    parts: Iterable[Part] = (),
    default_collection: str,
    text_properties: Iterable[str] = TEXT,
    workers: int = 1,
) -> Sequence[Finding]:
    """Write an index of the records to `path`, replacing what is there, and return what was wrong.

    Records are given as they are, or in `parts`, which `workers` processes read and make ready.

    Items without a collection go to `default_collection`. A collection that items name but that is not given is made
    up from its items, and said so. A second record of one id is refused, unless it says the same. `text_properties`
    are searched as free text. The file appears when it is complete, or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            build_ = _Build(connection, Loading(default_collection, tuple(text_properties)))
            findings = build_.run(chain(given(collections, items), parts), workers)
            image = _image_of(build_.collections)
            connection.execute("INSERT INTO meta VALUES (?, ?)", (COLLECTIONS, image))
        unfinished.replace(path)
    except sqlite3.Error as error:
        raise ImgcatError(f"The index cannot be written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return findings


def _image_of(collections: Iterable[Mapping[str, Any]]) -> bytes:
    """An index of collections, each as an Item, as the bytes of a file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        items = (Entry(record["id"], as_item(record)) for record in collections)
        _Build(connection, Loading(COLLECTIONS, COLLECTION_TEXT), COLLECTION_ALWAYS).run(
            in_parts(items), 1
        )
        return connection.serialize()


class _Build:
    def __init__(
        self,
        connection: sqlite3.Connection,
        loading: Loading,
        always: Sequence[str] = tuple(ALWAYS),
    ) -> None:
        self.connection = connection
        self.loading = loading
        self.always = always
        self.findings: list[Finding] = []
        self.collections: list[Mapping[str, Any]] = []

    def run(self, parts: Iterable[Part], workers: int) -> Sequence[Finding]:
        for pragma in _PRAGMAS:
            self.connection.execute(pragma)
        self.connection.executescript(TABLES)
        self.connection.execute("BEGIN")
        rest = iter(parts)
        sampled, bodies = _sample(rest)
        dictionary = train(bodies)
        writer = Writer(self.connection, Codec(dictionary), self.loading)
        with closing(prepared(chain(sampled, rest), self.loading, dictionary, workers)) as batches:
            for batch in batches:
                writer.add(batch)
                self.add_collections(writer, batch.collections)
        known = writer.finish()
        self.findings += writer.findings
        self.make_up_collections(writer)
        self.describe(writer, {"dictionary": dictionary, "statistics": known.dump()})
        return self.findings

    def note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))

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
            writer.tallies.setdefault(collection_id, Tally())
            if changed:
                said = f"Put right for today's clients: {', '.join(changed)}."
                self.note(entry.origin, Severity.NOTE, "collection", said)
            if outcome is not Outcome.STORED:
                what = f"the collection '{collection_id}'"
                self.findings.append(duplicate(entry.origin, what, outcome))

    def add_collection(
        self, writer: Writer, collection_id: str, record: Mapping[str, Any]
    ) -> Outcome:
        outcome = writer.add_collection(collection_id, record)
        if outcome is Outcome.STORED:
            self.collections.append(record)
        return outcome

    def make_up_collections(self, writer: Writer) -> None:
        given = {name for (name,) in self.connection.execute("SELECT id FROM collection")}
        for name in sorted(writer.tallies.keys() - given):
            self.add_collection(writer, name, writer.tallies[name].made_up(name))
            message = f"The collection '{name}' was not given; it is made up from its items."
            self.note(name, Severity.NOTE, "collection-made-up", message)

    def describe(self, writer: Writer, meta: Mapping[str, bytes]) -> None:
        rows = (
            (collection, name, orjson.dumps(schema).decode())
            for collection, tally in writer.tallies.items()
            for name, schema in tally.queryables(self.always).items()
        )
        self.connection.executemany("INSERT INTO queryable VALUES (?, ?, ?)", rows)
        self.connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", {"revision": writer.revision, **meta}.items()
        )
        self.connection.execute("COMMIT")


def _sample(parts: Iterator[Part]) -> tuple[list[Part], list[bytes]]:
    """The first parts, and as much of the JSON of their items as is trained on."""
    taken: list[Part] = []
    bodies: list[bytes] = []
    size = 0
    for part in parts:
        taken.append(part)
        for entry in part.read():
            if isinstance(entry, Finding) or entry.is_collection:
                continue
            with suppress(InvalidRecord, ValueError, TypeError, RecursionError):
                bodies.append(_body(entry))
                size += len(bodies[-1])
            if size >= _SAMPLE_BYTES or len(bodies) >= _SAMPLE_ITEMS:
                return taken, bodies
    return taken, bodies


def _body(entry: Entry) -> bytes:
    if isinstance(entry.record, ItemText):
        return stored_text(entry.record)
    return lossless.dumps(links_last(read_object(entry)))
