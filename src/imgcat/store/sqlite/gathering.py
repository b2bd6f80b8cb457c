"""Items read and their bodies compressed, the plain ones many at a time."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from imgcat.catalog.sources import ItemText
from imgcat.model.bbox import Bbox
from imgcat.model.finding import Finding
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.plain_rings import Ring, plain_rings
from imgcat.store.body import digest, stored_text
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry
from imgcat.store.intake import read_stored
from imgcat.store.plain_times import plain_times
from imgcat.store.sqlite.outline import pack, pack_rings

MODULUS = 2**256
"""A revision is made from the sum of the digests of all bodies, modulo this."""


class Gathered(NamedTuple):
    """An item, numbered; its `body` is compressed. Times are in microseconds since 1970."""

    num: int
    collection: str
    id: str
    properties: Mapping[str, Any]
    instant: int | None
    start: int | None
    end: int | None
    time: int | None
    """What it is sorted by: its instant, or the start of its range where it has none."""
    bbox: Bbox | None
    outline: bytes | None
    body: bytes


class _Plain(NamedTuple):
    """An item of which times and geometry are still to be read."""

    num: int
    origin: str
    collection: str
    id: str
    properties: Mapping[str, Any]
    ring: Ring
    body: bytes
    weight: int


class Gathering:
    """Takes the records of a part, and gathers items and findings, in no order before `finish`."""

    def __init__(self, default_collection: str, codec: Codec) -> None:
        self._default = default_collection
        self._codec = codec
        self._plain: list[_Plain] = []
        self._noted: list[tuple[int, Finding]] = []
        self.items: list[Gathered] = []
        self.retired: list[tuple[int, str, str, str | None, bytes]] = []
        self.weight = 0

    def note(self, num: int, *findings: Finding) -> None:
        """Say what is wrong with a record."""
        self._noted += ((num, finding) for finding in findings)

    def take(self, num: int, entry: Entry) -> None:
        """Read an item."""
        item = entry.record
        if not isinstance(item, ItemText) or item.collection in RECORD_COLLECTIONS:
            self._read(num, entry)
            return
        text = stored_text(item)
        about = item.collection, item.id, item.properties, item.ring
        body = self._codec.compress(text)
        self._plain.append(_Plain(num, entry.origin, *about, body, weight(text)))

    def finish(self) -> list[Finding]:
        """Read what is left of the plain items; what was found wrong, in order."""
        times = plain_times([each.properties for each in self._plain])
        shapes = _shapes([each.ring for each in self._plain])
        for item, time, shape in zip(self._plain, times, shapes, strict=True):
            if time is None or shape is None:
                self._read(item.num, Entry(item.origin, self._codec.decompress(item.body)))
                continue
            self.weight += item.weight
            about = item.num, item.collection, item.id, item.properties
            self.items.append(Gathered(*about, *time, *shape, item.body))
        self._plain.clear()
        self.items.sort(key=itemgetter(0))
        return [finding for _, finding in sorted(self._noted, key=itemgetter(0))]

    def _read(self, num: int, entry: Entry) -> None:
        """Read an item whatever it is like."""
        found, findings = read_stored(entry, self._default)
        self.note(num, *findings)
        if found is None:
            return
        item, text = found
        self.weight += weight(text)
        body = self._codec.compress(text)
        if item.retired:
            self.retired.append((num, item.id, item.collection, item.moved_to, body))
            return
        shape = item.footprint
        outline = None if shape is None else pack(shape)
        times = item.instant, item.start, item.end, item.time
        about = num, item.collection, item.id, item.properties
        self.items.append(Gathered(*about, *times, item.bbox, outline, body))


def weight(body: bytes) -> int:
    """What a body adds to the sum that the revision is made from."""
    return int.from_bytes(digest(body))


def _shapes(rings: Sequence[Ring]) -> list[tuple[Bbox, bytes] | None]:
    """The bbox and the outline of each ring; None for one that is not plain."""
    found: list[tuple[Bbox, bytes] | None] = [None] * len(rings)
    for which, positions, fine in plain_rings(rings):
        if fine.any():
            plain = positions[fine]
            bounds = np.concatenate((plain.min(axis=1), plain.max(axis=1)), axis=1).tolist()
            places = zip(map(tuple, bounds), pack_rings(plain), strict=True)
            for at, place in zip(np.flatnonzero(fine).tolist(), places, strict=True):
                found[which[at]] = place
    return found
