"""Updates an index file with records: collections and items are added, or take the place of those of their ids."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless, said
from imgcat.store.collection import read_collection
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import Loading
from imgcat.store.preparing import prepared
from imgcat.store.properties import ALWAYS, TEXT
from imgcat.store.sqlite.batch import preparing
from imgcat.store.sqlite.build import image_of
from imgcat.store.sqlite.fate import Fate, fate, older
from imgcat.store.sqlite.gathering import weight
from imgcat.store.sqlite.remarks import Remarks
from imgcat.store.sqlite.schema import check_version
from imgcat.store.sqlite.upsert import Upsert
from imgcat.store.tally import Tally

_PRAGMAS = (
    # Who updates an index works on a copy of it, which is thrown away when that fails.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -131072",
)


@dataclass(frozen=True, slots=True)
class Updated:
    """How many records became what, and what was wrong with them."""

    fates: Mapping[Fate, int]
    findings: Sequence[Finding]

    @property
    def is_another(self) -> bool:
        """Whether the index says anything that it did not say before."""
        return bool(self.fates.get(Fate.NEW) or self.fates.get(Fate.CHANGED))


def update(
    path: Path, parts: Iterable[Part], *, default_collection: str, workers: int = 1
) -> Updated:
    """Put the records in parts into an index file that nobody else has open, and tell what became of them.

    Of several records of an id the last one stands, unless its `updated` is before that of another. Items without a
    collection go to `default_collection`. The file is changed in place: where this raises, it is no index any more.
    """
    loading = Loading(default_collection, TEXT)
    try:
        address = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            check_version(connection)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            connection.execute("BEGIN")
            updated = _Update(connection, loading).run(parts, workers)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise ImgcatError(f"The index cannot be updated: {error}.") from error
    return updated


class _Update:
    def __init__(self, connection: sqlite3.Connection, loading: Loading) -> None:
        self.connection = connection
        self.loading = loading
        ((self.dictionary,),) = connection.execute(
            "SELECT value FROM meta WHERE name = 'dictionary'"
        )
        self.codec = Codec(self.dictionary)
        self.items = Upsert(connection, self.codec, loading)
        self.summary = self.items.summary
        self.fates: Counter[Fate] = Counter()
        self.findings: list[Finding] = []
        self.described = False

    def run(self, parts: Iterable[Part], workers: int) -> Updated:
        remarks = Remarks()
        with closing(
            prepared(parts, partial(preparing, self.loading, self.dictionary), workers)
        ) as batches:
            for batch in batches:
                self.findings += remarks.new(batch.findings)
                self.items.add(batch)
                for entry in batch.collections:
                    self.add_collection(entry)
        self.make_up_collections()
        updated = Updated(self.fates + self.items.fates, self.findings + self.items.findings)
        if updated.is_another:
            self.items.finish().write(self.connection, ALWAYS)
        if self.described:
            self.describe_collections()
        return updated

    def add_collection(self, entry: Entry) -> None:
        try:
            record, changed = read_collection(entry)
            body = lossless.dumps(record)
        except (InvalidRecord, ValueError, TypeError) as error:
            self.note(entry.origin, Severity.ERROR, "collection", str(error))
            return
        name = record["id"]
        if changed:
            self.findings.append(said.put_right(entry.origin, changed))
        known = None if name in self.summary.made_up else self.collection(name)
        found = Fate.NEW if known is None else fate(known, body)
        self.fates[found] += 1
        if found is Fate.OLDER:
            self.findings.append(older(entry.origin, f"The collection '{name}'"))
        elif found is not Fate.UNCHANGED:
            self.summary.tallies.setdefault(name, Tally())
            self.summary.made_up.discard(name)
            self.store(name, body)

    def make_up_collections(self) -> None:
        """Those that items name and nobody has given, from all their items."""
        for name in sorted(self.items.touched):
            known = self.collection(name)
            if known is not None and name not in self.summary.made_up:
                continue
            body = lossless.dumps(self.summary.tallies[name].made_up(name))
            if known is None:
                self.summary.made_up.add(name)
                self.findings.append(said.made_up(name))
            if body != known:
                self.store(name, body)

    def describe_collections(self) -> None:
        """Make anew what collections are searched by."""
        rows = self.connection.execute("SELECT body FROM collection ORDER BY id").fetchall()
        image = image_of(lossless.loads(self.codec.decompress(body)) for (body,) in rows)
        self.connection.execute("REPLACE INTO meta VALUES (?, ?)", (COLLECTIONS, image))

    def collection(self, name: str) -> bytes | None:
        for (body,) in self.connection.execute("SELECT body FROM collection WHERE id = ?", (name,)):
            return self.codec.decompress(body)
        return None

    def store(self, name: str, body: bytes) -> None:
        self.described = True
        known = self.collection(name)
        self.summary.total += weight(body) - (0 if known is None else weight(known))
        row = (name, self.codec.compress(body))
        self.connection.execute("REPLACE INTO collection VALUES (?, ?)", row)

    def note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))
