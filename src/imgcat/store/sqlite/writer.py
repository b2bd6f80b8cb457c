"""Writes one record at a time into a new index."""

import sqlite3
from collections.abc import Iterable, Mapping
from enum import Enum
from hashlib import blake2b
from typing import Any

import shapely

from imgcat.model.bbox import Bbox, bbox_parts
from imgcat.store import lossless
from imgcat.store.intake import IndexedItem, free_text
from imgcat.store.properties import ARRAYS, PROMOTED, TEMPORAL
from imgcat.store.searchable import searchable
from imgcat.store.sqlite.compression import Codec
from imgcat.store.sqlite.sql import Value
from imgcat.store.sqlite.values import encode, instant

_COLUMNS = ("num", "collection", "id", "time", "start", "end", *PROMOTED)
_NAMES, _PLACES = '", "'.join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
_INSERT_ITEM = f'INSERT INTO item ("{_NAMES}") VALUES ({_PLACES})'  # noqa: S608 - names from code


class Outcome(Enum):
    """What became of a record: stored, already there with the same content, or its id taken by another."""

    STORED = 1
    SAME = 2
    TAKEN = 3


class Writer:
    """Rows of an index being built, and the sum that its revision is made from."""

    def __init__(
        self, connection: sqlite3.Connection, codec: Codec, text_properties: Iterable[str]
    ) -> None:
        self._connection = connection
        self._codec = codec
        self._text_properties = tuple(text_properties)
        self._num = 0
        self._sum = 0

    def add_item(self, item: IndexedItem, body: bytes, bbox: Bbox | None) -> Outcome:
        """Store an item whose JSON is `body` and whose footprint has this bbox."""
        num = self._num + 1
        try:
            self._connection.execute(_INSERT_ITEM, _row(num, item))
        except sqlite3.IntegrityError:
            return self._outcome(self._stored_item(item), body)
        self._num = num
        self._weigh(body)
        execute = self._connection.execute
        execute("INSERT INTO body VALUES (?, ?)", (num, self._codec.compress(body)))
        if item.footprint is not None and bbox is not None:
            execute("INSERT INTO footprint VALUES (?, ?)", (num, shapely.to_wkb(item.footprint)))
            for part, (west, south, east, north) in enumerate(bbox_parts(bbox)):
                row = (2 * num + part, west, east, south, north)
                execute("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", row)
        words = searchable(free_text(item, self._text_properties))
        execute("INSERT INTO text (rowid, content) VALUES (?, ?)", (num, words))
        for name in sorted(ARRAYS & item.properties.keys()):
            members = item.properties[name]
            if isinstance(members, list):
                rows = {(name, member, num) for member in members if isinstance(member, str)}
                insert = "INSERT INTO member VALUES (?, ?, ?)"
                self._connection.executemany(insert, sorted(rows))
        return Outcome.STORED

    def retire_item(self, item: IndexedItem, body: bytes) -> Outcome:
        """Store an item that is found by its id alone."""
        row = (item.id, item.collection, item.moved_to, self._codec.compress(body))
        try:
            self._connection.execute("INSERT INTO retired VALUES (?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            (stored,) = self._connection.execute(
                "SELECT json FROM retired WHERE id = ? AND collection = ?", row[:2]
            ).fetchone()
            return self._outcome(stored, body)
        self._weigh(body)
        return Outcome.STORED

    def add_collection(self, collection_id: str, record: Mapping[str, Any]) -> Outcome:
        """Store a collection, whose `links` are last."""
        body = lossless.dumps(record)
        row = (collection_id, self._codec.compress(body))
        try:
            self._connection.execute("INSERT INTO collection VALUES (?, ?)", row)
        except sqlite3.IntegrityError:
            (stored,) = self._connection.execute(
                "SELECT body FROM collection WHERE id = ?", (collection_id,)
            ).fetchone()
            return self._outcome(stored, body)
        self._weigh(body)
        return Outcome.STORED

    @property
    def revision(self) -> str:
        """A digest of all that was stored, whatever the order it came in."""
        return blake2b(self._sum.to_bytes(32), digest_size=16).hexdigest()

    def _weigh(self, body: bytes) -> None:
        digest = blake2b(body, digest_size=32).digest()
        self._sum = (self._sum + int.from_bytes(digest)) % 2**256

    def _stored_item(self, item: IndexedItem) -> bytes:
        found = self._connection.execute(
            "SELECT json FROM body JOIN item USING (num) WHERE id = ? AND collection = ?",
            (item.id, item.collection),
        ).fetchone()
        return bytes(found[0])

    def _outcome(self, stored: bytes, body: bytes) -> Outcome:
        known = lossless.canonical(lossless.loads(self._codec.decompress(stored)))
        same = known == lossless.canonical(lossless.loads(body))
        return Outcome.SAME if same else Outcome.TAKEN


def _row(num: int, item: IndexedItem) -> tuple[Value, ...]:
    time = item.start if item.instant is None else item.instant
    known = (num, item.collection, item.id, time, item.start, item.end)
    return known + tuple(column(item.properties, name) for name in PROMOTED)


def column(properties: Mapping[str, Any], name: str) -> Value:
    """What stands in the column of a promoted property: a time in microseconds, otherwise the value."""
    value = properties.get(name)
    return instant(value) if name in TEMPORAL else encode(value)
