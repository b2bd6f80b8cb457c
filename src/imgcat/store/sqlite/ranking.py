"""Which items have how much of a property: rankings by numeric columns, in blocks, while an index is written.

A block is up to so many items whose values follow one another. A run is a row of blocks in order of value, collection
and id, of which none overlaps the next. An index that was added to may have several runs, and blocks may name items
that are there no longer or whose value has changed: what a ranking gives are candidates.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import NoneType, TracebackType
from typing import Any, Self

import numpy as np
import zstandard
from numpy.typing import NDArray

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
_TOGETHER = 50_000
"""Rows that are read together."""
_ENTRY = np.dtype([("value", "<f8"), ("num", "<u4"), ("collection", "<u2")])

Ranked = tuple[str, list[float], int]
"""A column, its quantiles, and how many items have it."""
Entries = NDArray[np.void]
Nums = NDArray[np.uint32]


def rank(connection: sqlite3.Connection) -> list[Ranked]:
    """Rank all items of a new index. Of each column that is ranked: its name, quantiles, and how many items have it."""
    with _Gathered(RANKED) as gathered:
        columns = ", ".join(f'"{name}"' for name in RANKED)
        select = f"SELECT num, collection, {columns} FROM item"  # noqa: S608 - names from code
        gathered.read(connection.execute(select))
        return list(gathered.write(connection, 0, _places(connection, None)))


def extend(
    connection: sqlite3.Connection, names: Sequence[str], nums: Sequence[int]
) -> Sequence[str]:
    """Rank items that were added or changed, beside those of before. The columns that still are ranked.

    `names` are the columns that were: another one cannot become ranked, as nothing is known of the items of before.
    """
    with _Gathered(names) as gathered:
        among = json.dumps(list(nums))
        columns = ", ".join(f'"{name}"' for name in names)
        select = (
            f"SELECT num, collection{', ' if names else ''}{columns} FROM item"  # noqa: S608 - names from code
            " WHERE num IN (SELECT value FROM json_each(?))"
        )
        gathered.read(connection.execute(select, (among,)))
        (last,) = connection.execute("SELECT coalesce(max(run), 0) FROM ranking").fetchone()
        for name in gathered.refused:
            connection.execute("DELETE FROM ranking WHERE name = ?", (name,))
        list(gathered.write(connection, last + 1, _places(connection, among)))
        return [name for name in names if name not in gathered.refused]


class _Gathered:
    """The values of items in columns, kept in files."""

    def __init__(self, names: Sequence[str]) -> None:
        self.refused: set[str] = set()
        self._names = names
        self._folder = tempfile.TemporaryDirectory(prefix="imgcat-")
        self._collections: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def read(self, rows: sqlite3.Cursor) -> None:
        """Gather the values of all rows: number, collection and the columns."""
        while some := rows.fetchmany(_TOGETHER):
            nums, collections, *columns = zip(*some, strict=True)
            codes = [
                self._collections.setdefault(each, len(self._collections)) for each in collections
            ]
            for name, values in zip(self._names, columns, strict=True):
                self._add(name, nums, codes, values)

    def _add(
        self, name: str, nums: Sequence[int], codes: Sequence[int], values: Sequence[Any]
    ) -> None:
        kinds = set(map(type, values))
        if not kinds <= {int, float, NoneType}:
            self.refused.add(name)
        if name in self.refused or kinds == {NoneType}:
            return
        entries = np.empty(len(values), _ENTRY)
        entries["value"], entries["num"], entries["collection"] = values, nums, codes
        entries = entries[~np.isnan(entries["value"])]
        if np.abs(entries["value"]).max() > _LARGEST:
            self.refused.add(name)
            return
        with self._file(name).open("ab") as file:
            entries.tofile(file)

    def _file(self, name: str) -> Path:
        return Path(self._folder.name, str(RANKED.index(name)))

    def write(
        self, connection: sqlite3.Connection, run: int, places: Nums
    ) -> Iterator[tuple[str, list[float], int]]:
        """Write each column as a run; of each its name, its quantiles, and how many items have it."""
        names = sorted(self._collections, key=str.encode)
        ranks = np.array([names.index(name) for name in self._collections], np.uint16)
        for name in self._names:
            if name in self.refused or not self._file(name).exists():
                continue
            entries = np.fromfile(self._file(name), _ENTRY)
            if not run and entries["value"].min() == entries["value"].max():
                continue
            keys = (places[entries["num"]], ranks[entries["collection"]], entries["value"])
            entries = entries[np.lexsort(keys)]
            connection.executemany(
                "INSERT INTO ranking SELECT ?, ?, ?, collection, id, ? FROM item WHERE num = ?",
                _blocks(name, run, entries),
            )
            steps = quantiles(range(len(entries)), _QUANTILES)
            yield name, entries["value"][steps].tolist(), len(entries)


def _places(connection: sqlite3.Connection, among: str | None) -> Nums:
    """Where items stand in order of id, by number: all of them, or those whose numbers a JSON array names."""
    (last,) = connection.execute("SELECT max(num) FROM item").fetchone()
    places = np.zeros((last or 0) + 1, np.uint32)
    if among is None:
        ordered = connection.execute("SELECT num FROM item ORDER BY id")
    else:
        ordered = connection.execute(
            "SELECT num FROM item WHERE num IN (SELECT value FROM json_each(?)) ORDER BY id",
            (among,),
        )
    at = 0
    while nums := ordered.fetchmany(_TOGETHER):
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
