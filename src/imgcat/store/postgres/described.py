"""The collections of a database after a load: those given, those made up from their items, and their queryables."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import psycopg

from imgcat.store import lossless
from imgcat.store.compression import Codec
from imgcat.store.postgres.key import escaped
from imgcat.store.postgres.reading import Reading, digest
from imgcat.store.tally import Tally

Record = Mapping[str, Any]


def describe(
    connection: psycopg.Connection[Any], reading: Reading, codec: Codec, keep: bool
) -> tuple[Sequence[Record], int]:
    """Write the collections and their queryables. Returns the collections, and by how much the sum of digests changes.

    With `keep` those stay that were there before, and the tally of a collection goes on from the one it had.
    """
    tallies, given, difference = dict(reading.tallies), dict(reading.collections), 0
    rows = connection.execute("SELECT id, digest, given, tally, body FROM collection").fetchall()
    for name, said, was_given, tally, body in rows:
        difference -= int.from_bytes(said)
        if keep:
            tallies[name] = Tally.of(lossless.loads(tally))
            tallies[name].update(reading.tallies.get(name, Tally()))
            if was_given:
                given.setdefault(name, lossless.loads(codec.decompress(body)))
    if keep:
        counting = "SELECT collection, count(*) FROM item WHERE collection = ANY (%s) GROUP BY 1"
        names = [escaped(name) for name in reading.tallies]
        for name, count in connection.execute(counting, (names,)):
            tallies[name].items = count
    for table in ("collection", "queryable"):
        connection.execute(f"DELETE FROM {table}".encode())  # noqa: S608 - names from code
    records = []
    with _copy(connection, "collection (id, digest, given, items, tally, body)") as copy:
        for name in sorted(tallies):
            tally = tallies[name]
            record = given.get(name) or reading.made_up(name, tally)
            body = lossless.dumps(record)
            said = digest(body)
            difference += int.from_bytes(said)
            stored = codec.compress(body)
            copy.write_row(
                (name, said, name in given, tally.items, lossless.dumps(tally.kept()), stored)
            )
            records.append(record)
    with _copy(connection, "queryable (collection, name, schema)") as copy:
        for name, tally in tallies.items():
            for queryable, schema in tally.queryables().items():
                if "\0" not in queryable:
                    copy.write_row((name, queryable, orjson.dumps(schema).decode()))
    return records, difference


def _copy(connection: psycopg.Connection[Any], table: str) -> Any:
    return connection.cursor().copy(f"COPY {table} FROM STDIN".encode())
