"""Builds an index file from collections and items, streaming, and puts it in place in one step."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless, said
from imgcat.store.collection import read_collection
from imgcat.store.collection_item import ALWAYS as COLLECTION_ALWAYS
from imgcat.store.collection_item import COLLECTIONS, as_item
from imgcat.store.collection_item import TEXT as COLLECTION_TEXT
from imgcat.store.compression import Codec, train
from imgcat.store.entry import Entry, Part, Place, given, in_parts
from imgcat.store.intake import Loading
from imgcat.store.preparing import prepared
from imgcat.store.properties import ALWAYS, TEXT
from imgcat.store.sample import sample
from imgcat.store.sqlite.batch import preparing
from imgcat.store.sqlite.summary import Summary
from imgcat.store.sqlite.unfinished import Unfinished, unfinished
from imgcat.store.sqlite.writer import Outcome, Writer, duplicate
from imgcat.store.tally import Tally

PartsAfter = Callable[[Place | None], Iterable[Part]]
"""The parts of sources that come after a place; all of them for None."""


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
    given_first = chain(given(collections, items), parts)
    return _built(
        path,
        lambda _: given_first,
        Loading(default_collection, tuple(text_properties)),
        workers,
        kept=False,
    )


def build_on(
    path: Path, parts_after: PartsAfter, *, default_collection: str, workers: int = 1
) -> Sequence[Finding]:
    """The same from the parts of sources, such that a build which is interrupted is gone on with by the next."""
    return _built(path, parts_after, Loading(default_collection, TEXT), workers, kept=True)


def _built(
    path: Path, parts_after: PartsAfter, loading: Loading, workers: int, *, kept: bool
) -> Sequence[Finding]:
    try:
        with unfinished(path, kept=kept) as work:
            build_ = _Build(work, loading)
            findings = build_.run(parts_after, workers)
            build_.describe(COLLECTIONS, image_of(build_.collections))
        return findings
    except sqlite3.Error as error:
        raise ImgcatError(f"The index cannot be written: {error}.") from error


def image_of(collections: Iterable[Mapping[str, Any]]) -> bytes:
    """An index of collections, each as an Item, as the bytes of a file."""
    items = [Entry(record["id"], as_item(record)) for record in collections]
    with TemporaryDirectory(prefix="imgcat-") as folder:
        path = Path(folder, "collections.sqlite")
        with unfinished(path, kept=False) as work:
            loading = Loading(COLLECTIONS, COLLECTION_TEXT)
            _Build(work, loading, COLLECTION_ALWAYS).run(lambda _: in_parts(items), 1)
        return path.read_bytes()


class _Build:
    def __init__(
        self, work: Unfinished, loading: Loading, always: Sequence[str] = tuple(ALWAYS)
    ) -> None:
        self.work = work
        self.connection = work.connection
        self.loading = loading
        self.always = always
        self.findings: list[Finding] = []
        self.collections: list[Mapping[str, Any]] = []

    def run(self, parts_after: PartsAfter, workers: int) -> Sequence[Finding]:
        state = self.work.state
        rest = iter(parts_after(tuple(state["place"]) if state else None))
        sampled: list[Part] = []
        if state is None:
            sampled, bodies = sample(rest)
            self.describe("dictionary", train(bodies))
        ((dictionary,),) = self.connection.execute(
            "SELECT value FROM meta WHERE name = 'dictionary'"
        )
        codec = Codec(dictionary)
        writer = Writer(self.connection, codec, self.loading, self.work.folder)
        if state is not None:
            self.go_on(writer, codec, state)
        places: deque[Place | None] = deque()
        parts = _noted(chain(sampled, rest), places)
        with closing(
            prepared(parts, partial(preparing, self.loading, dictionary), workers)
        ) as batches:
            for batch in batches:
                writer.add(batch)
                self.add_collections(writer, batch.collections)
                self.work.written(partial(self.kept, writer, places.popleft()))
        statistics = writer.finish()
        self.findings += writer.findings
        made_up = self.make_up_collections(writer)
        summary = Summary(writer.total, writer.tallies, made_up, statistics)
        summary.write(self.connection, self.always)
        self.connection.execute("COMMIT")
        return self.findings

    def describe(self, name: str, value: bytes) -> None:
        self.connection.execute("INSERT INTO meta VALUES (?, ?)", (name, value))

    def kept(self, writer: Writer, place: Place | None) -> dict[str, Any]:
        """What is known after a place, to go on with."""
        collections = [record["id"] for record in self.collections]
        known = {"findings": self.findings, "collections": collections, "writer": writer.kept()}
        return {"place": place, **known}

    def go_on(self, writer: Writer, codec: Codec, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint."""
        writer.go_on(state["writer"])
        self.findings = [Finding(**finding) for finding in state["findings"]]
        bodies = dict(self.connection.execute("SELECT id, body FROM collection").fetchall())
        self.collections = [
            lossless.loads(codec.decompress(bodies[name])) for name in state["collections"]
        ]

    def note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))

    def add_collections(self, writer: Writer, collections: Iterable[Entry]) -> None:
        for entry in collections:
            try:
                record, changed = read_collection(entry)
                collection_id = record["id"]
                outcome = self.add_collection(writer, collection_id, record)
            except (InvalidRecord, ValueError, TypeError) as error:
                self.note(entry.origin, Severity.ERROR, "collection", str(error))
                continue
            writer.tallies.setdefault(collection_id, Tally())
            if changed:
                self.findings.append(said.put_right(entry.origin, changed))
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

    def make_up_collections(self, writer: Writer) -> set[str]:
        given = {name for (name,) in self.connection.execute("SELECT id FROM collection")}
        missing = writer.tallies.keys() - given
        for name in sorted(missing):
            self.add_collection(writer, name, writer.tallies[name].made_up(name))
            self.findings.append(said.made_up(name))
        return missing


def _noted(parts: Iterable[Part], places: deque[Place | None]) -> Iterator[Part]:
    """The parts; the places after those that were taken are added to the others."""
    for part in parts:
        places.append(part.place)
        yield part
