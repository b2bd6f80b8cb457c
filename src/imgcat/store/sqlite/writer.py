"""Writes batches of items into a new index, and at the end what is made from all of them."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import orjson

from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding
from imgcat.store import lossless, said
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry
from imgcat.store.intake import Loading, free_text, read_item
from imgcat.store.searchable import searchable
from imgcat.store.sqlite.batch import Batch
from imgcat.store.sqlite.bulk import insert, insert_flat
from imgcat.store.sqlite.columns import COLUMNS
from imgcat.store.sqlite.gathering import weight
from imgcat.store.sqlite.postings import Postings, short
from imgcat.store.sqlite.ranking import rank
from imgcat.store.sqlite.remarks import Remarks
from imgcat.store.sqlite.statistics import Statistics
from imgcat.store.sqlite.summary import distributions
from imgcat.store.tally import Tally


class Outcome(Enum):
    """What became of a record: stored, already there with the same content, or its id taken by another."""

    STORED = 1
    SAME = 2
    TAKEN = 3


class Writer:
    """An index being written; `total` is the sum of the digests of all bodies."""

    def __init__(
        self, connection: sqlite3.Connection, codec: Codec, loading: Loading, folder: Path
    ) -> None:
        self._connection = connection
        self._codec = codec
        self._loading = loading
        self._postings = Postings(folder)
        self._next = 1
        self._remarks = Remarks()
        self.total = 0
        self._long = self._before = self._after = 0
        self.tallies: dict[str, Tally] = {}
        self.findings: list[Finding] = []

    def kept(self) -> dict[str, Any]:
        """What it knows, to go on with."""
        return {
            "next": self._next,
            "total": f"{self.total:x}",
            "reach": [self._long, self._before, self._after],
            "said": sorted(self._remarks.said),
            "tallies": {name: tally.kept() for name, tally in self.tallies.items()},
            "findings": self.findings,
            "postings": self._postings.kept(),
        }

    def go_on(self, kept: Mapping[str, Any]) -> None:
        """Go on from what `kept` gave."""
        self._next = kept["next"]
        self.total = int(kept["total"], 16)
        self._long, self._before, self._after = kept["reach"]
        self._remarks.said.update(kept["said"])
        self.tallies = {name: Tally.of(tally) for name, tally in kept["tallies"].items()}
        self.findings = [Finding(**finding) for finding in kept["findings"]]
        self._postings.go_on(kept["postings"])

    def add(self, batch: Batch) -> None:
        """Write a batch, whose numbers go on from those before. That an id is there already is found at the end."""
        columns = list(zip(*batch.items, strict=True))
        names = ", ".join(f'"{COLUMNS[at]}"' for at in batch.given)
        for table, values in (
            (f"item ({names})", [columns[at] for at in batch.given] if columns else []),
            ("body", list(zip(*batch.bodies, strict=True))),
            ("footprint", list(zip(*batch.footprints, strict=True))),
            ("text (rowid, content)", list(zip(*batch.texts, strict=True))),
        ):
            insert(self._connection, table, self._next, values)
        batch.postings[:, 2] += self._next
        self._postings.add(batch.postings)
        self.total += batch.weight
        self._long += batch.long
        self._before = max(self._before, batch.before)
        self._after = max(self._after, batch.after)
        self.findings += self._remarks.new(batch.findings)
        for collection, tally in batch.tallies.items():
            self.tallies.setdefault(collection, Tally()).update(tally)
        for num, *row in batch.retired:
            self._retire(batch.origins[num], row)
        if batch.origins:
            kept = orjson.dumps(batch.origins, option=orjson.OPT_NON_STR_KEYS)
            self._connection.execute("INSERT INTO loading.origin VALUES (?, ?)", (self._next, kept))
            self._next += max(batch.origins) + 1

    def _retire(self, origin: str, row: Sequence[Any]) -> None:
        """Store an item that is found by its id alone."""
        item_id, collection, _, stored = row
        try:
            self._connection.execute("INSERT INTO retired VALUES (?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            ((there,),) = self._connection.execute(
                "SELECT json FROM retired WHERE id = ? AND collection = ?", (item_id, collection)
            )
            self.total -= weight(self._codec.decompress(stored))
            self._note_duplicate(origin, collection, item_id, self._compared(there, stored))

    def add_collection(self, collection_id: str, record: Mapping[str, Any]) -> Outcome:
        """Store a collection, whose `links` are last."""
        body = lossless.dumps(record)
        stored = self._codec.compress(body)
        try:
            self._connection.execute(
                "INSERT INTO collection VALUES (?, ?)", (collection_id, stored)
            )
        except sqlite3.IntegrityError:
            ((there,),) = self._connection.execute(
                "SELECT body FROM collection WHERE id = ?", (collection_id,)
            )
            return self._compared(there, stored)
        self.total += weight(body)
        return Outcome.STORED

    def finish(self) -> Statistics:
        """Drop the second records of an id, write the lists, and tell the distributions."""
        self._connection.execute("CREATE INDEX item_id ON item (id)")
        removed = [self._remove(*found) for found in self._duplicates()]
        # Before the lists are written, which take up the pages that this frees.
        self._connection.execute("INSERT INTO text (text) VALUES ('optimize')")
        items = sum(tally.items for tally in self.tallies.values())
        for rows in self._postings.ordered(items, removed):
            insert_flat(self._connection, "posting", 3, rows.ravel().tolist())
        return Statistics(
            items=items,
            collections={name: tally.items for name, tally in self.tallies.items()},
            short=short(items),
            lists=dict(self._postings.lengths),
            common=self._postings.common,
            long=self._long,
            before=self._before,
            after=self._after,
            **distributions(self._connection, rank(self._connection), items),
        )

    def _duplicates(self) -> Iterator[tuple[str, str, int, int]]:
        """Items that have an id and collection of one before them: id, collection, the first's number and theirs."""
        found = self._connection.execute(
            "SELECT id, collection, num, first FROM"
            " (SELECT id, collection, num, min(num) OVER (PARTITION BY id, collection) AS first FROM item"
            " WHERE id IN (SELECT id FROM item GROUP BY id HAVING count(*) > 1)) WHERE num > first"
        ).fetchall()
        yield from ((item_id, collection, first, num) for item_id, collection, num, first in found)

    def _remove(self, item_id: str, collection: str, first: int, num: int) -> int:
        """Take an item out again whose id was there before it."""
        bodies = dict(
            self._connection.execute("SELECT num, json FROM body WHERE num IN (?, ?)", (first, num))
        )
        body = self._codec.decompress(bodies[num])
        item, _ = read_item(Entry("", body), self._loading.default_collection)
        if item is None:
            raise ImgcatError(f"The item '{item_id}' of '{collection}' cannot be read again.")
        self.total -= weight(body)
        self.tallies[collection].items -= 1
        words = searchable(free_text(item, self._loading.text_properties))
        self._connection.execute(
            "INSERT INTO text (text, rowid, content) VALUES ('delete', ?, ?)", (num, words)
        )
        for table in ("item", "body", "footprint"):
            self._connection.execute(f"DELETE FROM {table} WHERE num = ?", (num,))  # noqa: S608
        outcome = self._compared(bodies[first], bodies[num])
        self._note_duplicate(self._origin(num), collection, item_id, outcome)
        return num

    def _origin(self, num: int) -> str:
        ((first, origins),) = self._connection.execute(
            "SELECT num, origins FROM loading.origin WHERE num <= ? ORDER BY num DESC LIMIT 1",
            (num,),
        )
        found: str = orjson.loads(origins)[str(num - first)]
        return found

    def _note_duplicate(self, origin: str, collection: str, item_id: str, outcome: Outcome) -> None:
        self.findings.append(duplicate(origin, f"'{item_id}' of '{collection}'", outcome))

    def _compared(self, there: bytes, new: bytes) -> Outcome:
        known, found = (
            lossless.canonical(lossless.loads(self._codec.decompress(stored)))
            for stored in (there, new)
        )
        return Outcome.SAME if known == found else Outcome.TAKEN


def duplicate(origin: str, what: str, outcome: Outcome) -> Finding:
    """What is said of a record whose id was there already."""
    return said.repeated(origin, what) if outcome is Outcome.SAME else said.taken(origin, what)
