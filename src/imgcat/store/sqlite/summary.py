"""What an index says of all its records together: its revision, counts and distributions, and what can be queried."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Self

import orjson
import zstandard

from imgcat.store.sqlite.gathering import MODULUS
from imgcat.store.sqlite.ranking import Ranked
from imgcat.store.sqlite.statistics import Statistics, quantiles
from imgcat.store.sqlite.terms import MISSING
from imgcat.store.tally import Tally

_SAMPLE = 4096
"""Items that distributions are estimated from."""
_MEASURED = ("eo:cloud_cover", "gsd", "view:off_nadir", "view:sun_elevation", "sat:relative_orbit")
"""Numeric columns whose distributions are kept."""

_EVENLY = "WITH RECURSIVE at (num) AS (SELECT ?1 UNION ALL SELECT num + ?1 FROM at WHERE num < ?2)"


@dataclass(slots=True)
class Summary:
    """`total` is the sum of the digests of all bodies; `made_up` are the collections that nobody described."""

    total: int
    tallies: dict[str, Tally]
    made_up: set[str]
    statistics: Statistics = field(default_factory=Statistics)

    @property
    def revision(self) -> str:
        """A digest of all that is stored, whatever the order it came in."""
        return blake2b((self.total % MODULUS).to_bytes(32), digest_size=16).hexdigest()

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Self:
        """The one of an index."""
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        kept = orjson.loads(zstandard.decompress(meta["summary"]))
        tallies = {name: Tally.of(tally) for name, tally in kept["tallies"].items()}
        statistics = Statistics.load(meta["statistics"])
        return cls(int(kept["total"], 16), tallies, set(kept["made_up"]), statistics)

    def write(self, connection: sqlite3.Connection, always: Iterable[str]) -> None:
        """Put it in an index, in place of the one that is there; any collection has the queryables `always`."""
        kept = {
            "total": f"{self.total % MODULUS:x}",
            "tallies": {name: tally.kept() for name, tally in self.tallies.items()},
            "made_up": sorted(self.made_up),
        }
        meta = {
            "revision": self.revision,
            "summary": zstandard.compress(orjson.dumps(kept)),
            "statistics": self.statistics.dump(),
        }
        connection.executemany("REPLACE INTO meta VALUES (?, ?)", meta.items())
        connection.execute("DELETE FROM queryable")
        connection.executemany(
            "INSERT INTO queryable VALUES (?, ?, ?)", _queryables(self.tallies, tuple(always))
        )


def _queryables(
    tallies: Mapping[str, Tally], always: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    for collection, tally in tallies.items():
        for name, schema in tally.queryables(always).items():
            yield collection, name, orjson.dumps(schema).decode()


def distributions(
    connection: sqlite3.Connection, ranked: Sequence[Ranked], items: int
) -> dict[str, Any]:
    """The distributions in `Statistics`: those of ranked columns, others estimated from items at even distances."""
    (last,) = connection.execute("SELECT max(num) FROM item").fetchone()
    step = max(1, (last or 0) // _SAMPLE)
    columns = ", ".join(f'"{name}"' for name in _MEASURED)
    rows = connection.execute(
        f"{_EVENLY} SELECT time, {columns} FROM at JOIN item USING (num)",  # noqa: S608 - names from code
        (step, last or 0),
    ).fetchall()
    times = [MISSING if time is None else time // 1_000_000 for time, *_ in rows]
    values, known = {}, {}
    for at, name in enumerate(_MEASURED, 1):
        numbers = sorted(row[at] for row in rows if isinstance(row[at], int | float))
        if numbers:
            values[name] = quantiles(numbers)
            known[name] = len(numbers) / len(rows)
    for name, found, count in ranked:
        values[name], known[name] = found, count / items
    return {
        "times": quantiles(sorted(times)),
        "values": values,
        "known": known,
        "ranked": [name for name, _, _ in ranked],
    }
