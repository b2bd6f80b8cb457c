"""Items put into an index that has some already: new ones are added, those of a known id are replaced."""

import sqlite3
from collections import Counter
from dataclasses import replace

from imgcat.model.finding import Finding
from imgcat.store.compression import Codec
from imgcat.store.intake import Loading
from imgcat.store.sqlite.batch import Batch
from imgcat.store.sqlite.fate import Fate, fate, older
from imgcat.store.sqlite.gathering import weight
from imgcat.store.sqlite.listing import Listing
from imgcat.store.sqlite.record import Found, Record, records, stored
from imgcat.store.sqlite.reranking import rerank
from imgcat.store.sqlite.summary import Summary, distributions
from imgcat.store.tally import Tally


class Upsert:
    """An index being updated. What is there stays where a record says the same, or is older by its `updated`."""

    def __init__(self, connection: sqlite3.Connection, codec: Codec, loading: Loading) -> None:
        self._connection = connection
        self._codec = codec
        self._loading = loading
        self.summary = Summary.read(connection)
        self._listing = Listing(connection, self.summary.statistics)
        (last,) = connection.execute("SELECT max(num) FROM item").fetchone()
        self._next = (last or 0) + 1
        self.fates: Counter[Fate] = Counter()
        self.findings: list[Finding] = []
        self.touched: set[str] = set()
        self._changed: set[int] = set()

    def add(self, batch: Batch) -> None:
        """Put in the items of a batch, one after the other."""
        self._listing.reach(batch.before, batch.after)
        for collection, tally in batch.tallies.items():
            # Which of them are new is seen below.
            tally.items = 0
            self.summary.tallies.setdefault(collection, Tally()).update(tally)
            self.touched.add(collection)
        for record in records(batch):
            self.fates[self._put(record)] += 1
        self._listing.write()

    def _put(self, record: Record) -> Fate:
        num, there = self._there(record)
        body = self._codec.decompress(record.body)
        if there is None:
            self._replace(None, None, record)
            self.summary.total += weight(body)
            return Fate.NEW
        known = self._codec.decompress(there)
        found = fate(known, body)
        if found is Fate.OLDER:
            self.findings.append(older(record.origin, f"'{record.id}' of '{record.collection}'"))
        elif found is Fate.CHANGED:
            self._replace(num, stored(known, self._loading, self._codec), record)
            self.summary.total += weight(body) - weight(known)
        return found

    def _there(self, record: Record) -> tuple[int | None, bytes | None]:
        """The number and the body of what has the record's id; one that no search finds has no number."""
        asked = (record.id, record.collection)
        for num, body in self._connection.execute(
            "SELECT num, json FROM item JOIN body USING (num) WHERE id = ? AND collection = ?",
            asked,
        ):
            return num, body
        for (body,) in self._connection.execute(
            "SELECT json FROM retired WHERE id = ? AND collection = ?", asked
        ):
            return None, body
        return None, None

    def _replace(self, num: int | None, old: Record | None, new: Record) -> None:
        if old is not None and old.found is None:
            self._connection.execute(
                "DELETE FROM retired WHERE id = ? AND collection = ?", (old.id, old.collection)
            )
        if num is not None and old is not None and old.found is not None:
            self._remove(num, old.collection, old.found)
        if new.found is not None:
            if num is None:
                num, self._next = self._next, self._next + 1
            self._insert(num, new, new.found)
        else:
            row = (new.id, new.collection, new.moved_to, new.body)
            self._connection.execute("INSERT INTO retired VALUES (?, ?, ?, ?)", row)

    def _insert(self, num: int, record: Record, found: Found) -> None:
        self._changed.add(num)
        self.summary.tallies[record.collection].items += 1
        self._listing.add(num, found.listed)
        run = self._connection.execute
        row = (num, *found.row)
        run(f"INSERT INTO item VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - question marks
        run("INSERT INTO body VALUES (?, ?)", (num, record.body))
        run("INSERT INTO text (rowid, content) VALUES (?, ?)", (num, found.words))
        if found.outline is not None:
            run("INSERT INTO footprint VALUES (?, ?)", (num, found.outline))

    def _remove(self, num: int, collection: str, found: Found) -> None:
        self.summary.tallies[collection].items -= 1
        self._listing.remove(num, found.listed)
        run = self._connection.execute
        for table in ("item", "body", "footprint"):
            run(f"DELETE FROM {table} WHERE num = ?", (num,))  # noqa: S608 - names from code
        # The words are not kept as they were, so they have to be said again.
        run(
            "INSERT INTO text (text, rowid, content) VALUES ('delete', ?, ?)",
            (num, found.words),
        )

    def finish(self) -> Summary:
        """The summary of all that is there now."""
        known = self._listing.statistics()
        counts = {name: tally.items for name, tally in self.summary.tallies.items()}
        items = sum(counts.values())
        ranked = rerank(self._connection, self._changed, known, items)
        self.summary.statistics = replace(
            known,
            items=items,
            collections=counts,
            **distributions(self._connection, ranked, items),
        )
        return self.summary
