"""Which items have how much of a property: rankings by numeric columns, in blocks, while an index is written.

A block is up to so many items whose values follow one another. A run is a row of blocks in order of value, collection
and id, of which none overlaps the next. An index that was added to may have several runs, and blocks may name items
that are there no longer or whose value has changed: what a ranking gives are candidates.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from imgcat.store.properties import PROMOTED
from imgcat.store.sqlite.statistics import quantiles

RANKED = (
    "eo:cloud_cover",
    "view:sun_elevation",
    "view:off_nadir",
    "gsd",
    "created",
    "updated",
    "published",
)
"""Columns that are ranked where all their values are numbers (or times, in microseconds), and not all the same."""

BLOCK = 256
"""Items of a block."""
_QUANTILES = 1_025
_LARGEST = 2**53
"""Beyond it not every whole number has a float of its own."""
_COLLECTION, _FIRST_COLUMN = 1, 10
"""Where rows of `item` have them."""
_ENTRY = np.dtype([("value", "<f8"), ("num", "<u4"), ("collection", "<u2")])

Ranked = tuple[str, list[float], int]
"""A column, its quantiles, and how many items have it."""
Entries = NDArray[np.void]
Nums = NDArray[np.uint32]


class Ranking:
    """Gathers the values of items in files, and writes a run of blocks of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._collections: dict[str, int] = {}
        self.refused: set[str] = set()
        self._columns = {name: _FIRST_COLUMN + PROMOTED.index(name) for name in RANKED}

    def kept(self) -> dict[str, Any]:
        """What it knows, to go on with."""
        files = map(self._file, RANKED)
        return {
            "collections": list(self._collections),
            "refused": sorted(self.refused),
            "lengths": [file.stat().st_size if file.exists() else 0 for file in files],
        }

    def go_on(self, kept: Mapping[str, Any]) -> None:
        """Go on from what `kept` gave: what came into the files since is forgotten."""
        self._collections = {name: code for code, name in enumerate(kept["collections"])}
        self.refused = set(kept["refused"])
        for name, length in zip(RANKED, kept["lengths"], strict=True):
            if self._file(name).exists():
                os.truncate(self._file(name), length)

    def add(self, items: Sequence[Sequence[Any]], first: int) -> None:
        """Gather the values of some rows of `item`, whose numbers start from `first`."""
        codes = self._collections
        for name, at in self._columns.items():
            known = [row for row in items if row[at] is not None]
            if not known or name in self.refused:
                continue
            values = [row[at] for row in known]
            if not set(map(type, values)) <= {int, float} or max(map(abs, values)) > _LARGEST:
                self.refused.add(name)
                continue
            entries = np.empty(len(known), _ENTRY)
            entries["value"] = values
            entries["num"] = [row[0] + first for row in known]
            entries["collection"] = [
                codes.setdefault(row[_COLLECTION], len(codes)) for row in known
            ]
            with self._file(name).open("ab") as file:
                entries.tofile(file)

    def _nums(self) -> set[int]:
        """The items that have any value."""
        found: set[int] = set()
        for name in RANKED:
            if self._file(name).exists():
                found.update(np.fromfile(self._file(name), _ENTRY)["num"].tolist())
        return found

    def _file(self, name: str) -> Path:
        return self._folder / f"ranking-{RANKED.index(name)}"

    def write(
        self,
        connection: sqlite3.Connection,
        run: int,
        removed: Collection[int] = (),
        ranked: Collection[str] | None = None,
    ) -> Iterator[Ranked]:
        """Write all columns, or those that are `ranked` already, as a run; of each what became of it."""
        places = _places(connection, None if ranked is None else self._nums())
        names = sorted(self._collections, key=str.encode)
        ranks = np.array([names.index(name) for name in self._collections], np.uint16)
        for name in RANKED:
            if name in self.refused or not self._file(name).exists():
                continue
            entries = np.fromfile(self._file(name), _ENTRY)
            if removed:
                entries = entries[~np.isin(entries["num"], list(removed))]
            if not len(entries):
                continue
            if ranked is None and entries["value"].min() == entries["value"].max():
                continue
            if ranked is not None and name not in ranked:
                continue
            keys = (places[entries["num"]], ranks[entries["collection"]], entries["value"])
            entries = entries[np.lexsort(keys)]
            connection.executemany(
                "INSERT INTO ranking SELECT ?, ?, ?, collection, id, ? FROM item WHERE num = ?",
                _blocks(name, run, entries),
            )
            steps = quantiles(range(len(entries)), _QUANTILES)
            yield name, entries["value"][steps].tolist(), len(entries)


def _places(connection: sqlite3.Connection, some: Collection[int] | None) -> Nums:
    """Where each item stands in order of id, among all or among some, by number."""
    (last,) = connection.execute("SELECT max(num) FROM item").fetchone()
    places = np.zeros((last or 0) + 1, np.uint32)
    among = "" if some is None else "WHERE num IN (SELECT value FROM json_each(?))"
    ordered = connection.execute(
        f"SELECT num FROM item {among} ORDER BY id",  # noqa: S608 - words from above
        () if some is None else (json.dumps(list(some)),),
    )
    at = 0
    while nums := ordered.fetchmany(100_000):
        places[np.array(nums)[:, 0]] = np.arange(at, at := at + len(nums))
    return places


def _blocks(name: str, run: int, entries: Entries) -> Iterator[tuple[object, ...]]:
    for start in range(0, len(entries), BLOCK):
        block = entries[start : start + BLOCK]
        low, first = block["value"][0].item(), block["num"][0].item()
        yield name, run, low, _packed(block["num"]), first


def _packed(nums: Nums) -> bytes:
    steps = np.diff(np.sort(nums), prepend=np.uint32(0))
    return zstandard.compress(steps.astype("<u4").tobytes())


def unpacked(blocks: Iterable[bytes]) -> list[int]:
    """The numbers of the items in some blocks, each once."""
    found: set[int] = set()
    for block in blocks:
        steps = np.frombuffer(zstandard.decompress(block), "<u4")
        found.update(np.cumsum(steps).tolist())
    return sorted(found)
