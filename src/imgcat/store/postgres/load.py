"""Loads collections and items into the database: in one transaction, so that a reader sees all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from typing import Any

import orjson
import psycopg
import zstandard

from imgcat.errors import ImgcatError, InvalidRecord, StoreUnavailable
from imgcat.model.bbox import rfc7946_bbox
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless
from imgcat.store.body import links_last
from imgcat.store.collection import presentable
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.compression import Codec, train
from imgcat.store.entry import Entry, Part, given
from imgcat.store.intake import IndexedItem, free_text, identifier, read_item, read_object
from imgcat.store.postgres.migrate import migrate
from imgcat.store.postgres.row import COLUMNS, row
from imgcat.store.properties import TEXT
from imgcat.store.sqlite.build import image_of
from imgcat.store.tally import Tally
from imgcat.store.tokens import Tokenizer

_BATCH = 1_000
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_TABLES = ("meta", "collection", "queryable", "item", "body", "retired", "dictionary")

Prepared = tuple[Entry, IndexedItem, bytes]


def load(
    url: str,
    collections: Iterable[Entry],
    items: Iterable[Entry],
    *,
    parts: Iterable[Part] = (),
    default_collection: str,
    text_properties: Iterable[str] = TEXT,
) -> Sequence[Finding]:
    """Make the database hold these collections and items and no others, and return what was wrong with them.

    The schema is brought to this version first, where the role may. What is said of `imgcat.store.sqlite.build` holds
    here too. Readers see what was there before until all of it is in. Raises StoreUnavailable and ImgcatError.
    """
    try:
        with psycopg.connect(url) as connection:
            migrate(connection)
            with connection.transaction():
                loading = _Loading(connection, default_collection, tuple(text_properties))
                findings = loading.run(chain(given(collections, items), parts))
            connection.autocommit = True
            for table in ("item", "body"):
                connection.execute(f"ANALYZE imgcat.{table}".encode())
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"The database does not answer: {error}".rstrip()) from error
    except psycopg.Error as error:
        raise ImgcatError(f"The database did not take the records: {error}".rstrip()) from error
    return findings


class _Loading:
    def __init__(
        self,
        connection: psycopg.Connection[Any],
        default_collection: str,
        text_properties: Sequence[str],
    ) -> None:
        self.connection = connection
        self.default_collection = default_collection
        self.text_properties = text_properties
        self.findings: list[Finding] = []
        self.collections: dict[str, Mapping[str, Any]] = {}
        self.tallies: dict[str, Tally] = {}
        self.known: dict[tuple[str, ...], bytes] = {}
        self.tokenizer = Tokenizer()
        self.sum = 0
        self.num = 0

    def run(self, parts: Iterable[Part]) -> Sequence[Finding]:
        # One writer at a time; readers are not kept waiting.
        self.connection.execute("LOCK TABLE imgcat.meta IN SHARE ROW EXCLUSIVE MODE")
        for table in _TABLES:
            self.connection.execute(f"DELETE FROM imgcat.{table}".encode())  # noqa: S608 - names from code
        prepared = self.prepared(entry for part in parts for entry in part.read())
        sample = list(islice(prepared, 2_000))
        dictionary = train([body for _, _, body in sample])
        codec = Codec(dictionary)
        rest = chain(sample, prepared)
        while batch := list(islice(rest, _BATCH)):
            self.add(batch, codec)
        self.make_up_collections()
        self.finish(dictionary, codec)
        return self.findings

    def note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))

    def is_new(self, origin: str, key: tuple[str, ...], body: bytes, what: str) -> bool:
        """Whether no record had the key before; it counts for the revision then, and is told of otherwise."""
        said = blake2b(lossless.canonical(lossless.loads(body)), digest_size=16).digest()
        before = self.known.setdefault(key, said)
        if before is said:
            self.sum = (self.sum + int.from_bytes(blake2b(body, digest_size=32).digest())) % 2**256
            return True
        if before == said:
            self.note(origin, Severity.NOTE, "duplicate", f"It says again what {what} says.")
        else:
            message = f"The id is taken: there is another record for {what}. This one is left out."
            self.note(origin, Severity.ERROR, "duplicate", message)
        return False

    def prepared(self, entries: Iterable[Entry | Finding]) -> Iterator[Prepared]:
        for entry in entries:
            if isinstance(entry, Finding):
                self.findings.append(entry)
                continue
            if entry.is_collection:
                self.add_collection(entry)
                continue
            item, findings = read_item(entry, self.default_collection)
            self.findings.extend(findings)
            if item is None:
                continue
            try:
                body = lossless.dumps(item.record)
            except (ValueError, TypeError, RecursionError) as error:
                message = f"The item cannot be stored: {error}."
                self.note(entry.origin, Severity.ERROR, "item", message)
                continue
            key = (
                (item.collection, item.id, "retired")
                if item.retired
                else (item.collection, item.id)
            )
            if self.is_new(entry.origin, key, body, f"'{item.id}' of '{item.collection}'"):
                yield entry, item, body

    def add(self, batch: Sequence[Prepared], codec: Codec) -> None:
        """Store items, each of another id."""
        found = [(item, body) for _, item, body in batch if not item.retired]
        texts = [free_text(item, self.text_properties) for item, _ in found]
        first = self.num + 1
        with self.copy(f"item ({_NAMES})") as copy:
            for at, ((item, _), words) in enumerate(
                zip(found, self.tokenizer.words(texts), strict=True)
            ):
                copy.write_row(row(first + at, item, words))
                bbox = None if item.footprint is None else rfc7946_bbox(item.footprint)
                self.tallies.setdefault(item.collection, Tally()).add(item, bbox)
        with self.copy("body (num, json)") as copy:
            for at, (_, body) in enumerate(found):
                copy.write_row((first + at, codec.compress(body)))
        self.num += len(found)
        with self.copy("retired (id, collection, moved_to, json)") as copy:
            for _, item, body in batch:
                if item.retired:
                    self.tallies.setdefault(item.collection, Tally())
                    copy.write_row((item.id, item.collection, item.moved_to, codec.compress(body)))

    def copy(self, table: str) -> Any:
        return self.connection.cursor().copy(f"COPY imgcat.{table} FROM STDIN".encode())

    def add_collection(self, entry: Entry) -> None:
        try:
            record = read_object(entry)
            if record.get("type", "Collection") != "Collection":
                raise InvalidRecord(f"A Collection is expected; found {record['type']!r:.60}.")
            collection_id = identifier(record)
            shown, changed = presentable(record)
            stored = links_last(shown)
            body = lossless.dumps(stored)
        except (InvalidRecord, ValueError, TypeError) as error:
            self.note(entry.origin, Severity.ERROR, "collection", str(error))
            return
        self.tallies.setdefault(collection_id, Tally())
        if changed:
            said = f"Put right for today's clients: {', '.join(changed)}."
            self.note(entry.origin, Severity.NOTE, "collection", said)
        what = f"the collection '{collection_id}'"
        if self.is_new(entry.origin, (collection_id,), body, what):
            self.collections[collection_id] = stored

    def make_up_collections(self) -> None:
        for name in sorted(self.tallies.keys() - self.collections.keys()):
            record = self.tallies[name].made_up(name)
            self.is_new(name, (name,), lossless.dumps(record), name)
            self.collections[name] = record
            message = f"The collection '{name}' was not given; it is made up from its items."
            self.note(name, Severity.NOTE, "collection-made-up", message)

    def finish(self, dictionary: bytes, codec: Codec) -> None:
        if dictionary:
            number = zstandard.ZstdCompressionDict(dictionary).dict_id()
            self.connection.execute(
                "INSERT INTO imgcat.dictionary VALUES (%s, %s)", (number, dictionary)
            )
        with self.copy("collection (id, body, items)") as copy:
            for name, record in self.collections.items():
                body = codec.compress(lossless.dumps(record))
                copy.write_row((name, body, self.tallies[name].items))
        with self.copy("queryable (collection, name, schema)") as copy:
            for name, tally in self.tallies.items():
                for queryable, schema in tally.queryables().items():
                    if "\0" not in queryable:
                        copy.write_row((name, queryable, orjson.dumps(schema).decode()))
        revision = blake2b(self.sum.to_bytes(32), digest_size=16).hexdigest()
        with self.copy("meta (name, value)") as copy:
            copy.write_row(("revision", revision.encode()))
            copy.write_row((COLLECTIONS, image_of(self.collections.values())))
