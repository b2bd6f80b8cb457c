"""Items that are being loaded: copied into tables beside those that are read, and merged into these at the end."""

from collections.abc import Sequence
from typing import Any

import psycopg

from imgcat.store.postgres.batch import Ready
from imgcat.store.postgres.row import COLUMNS

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)

_FEW = 10
"""One of so many is few."""

_STAGES = """
CREATE TEMPORARY TABLE staged_item (LIKE imgcat.item INCLUDING DEFAULTS) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_body (LIKE imgcat.body) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_retired (LIKE imgcat.retired) ON COMMIT DROP;
"""

_INDEX = """
CREATE INDEX ON staged_item (id, collection);
CREATE INDEX ON staged_item (num);
ANALYZE staged_item;
ANALYZE staged_retired;
CREATE TEMPORARY TABLE same ON COMMIT DROP AS
  SELECT item.num, staged_item.num AS staged, digest FROM imgcat.item JOIN staged_item USING (id, collection, digest);
CREATE INDEX ON same (num);
CREATE INDEX ON same (staged);
ANALYZE same;
"""

_GONE = """
WITH gone AS (DELETE FROM item {which} NOT EXISTS (SELECT FROM same WHERE same.num = item.num)
    RETURNING item.num, item.digest, item.collection),
  bodies AS (DELETE FROM body USING gone WHERE body.num = gone.num)
SELECT digest, collection FROM gone
"""

_STAGED = """
USING (SELECT id, collection FROM staged_item UNION ALL SELECT id, collection FROM staged_retired) AS staged
WHERE (staged.id, staged.collection) = ({table}.id, {table}.collection)
"""
"""Those whose ids are being loaded; found by their ids, so that it costs what is loaded and not what is there."""


class Staging:
    """The items of one load. `replaced` are, after the merge, the collections of which items have gone."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._sum = 0
        self.replaced: set[str] = set()
        ((last,),) = connection.execute("SELECT coalesce(max(num), 0) FROM item").fetchall()
        self._next = self._first = last + 1
        ((self._there,),) = connection.execute(
            "SELECT coalesce(sum(items), 0) FROM collection"
        ).fetchall()
        ((empty,),) = connection.execute(
            "SELECT NOT EXISTS (SELECT FROM item) AND NOT EXISTS (SELECT FROM retired)"
        ).fetchall()
        # What holds nothing yet is filled at once; otherwise only what differs is written.
        self._direct = bool(empty)
        if not self._direct:
            connection.execute(_STAGES)

    def add(self, items: Sequence[Ready]) -> None:
        """Copy items, each of another id."""
        self._sum += sum(int.from_bytes(item.digest) for item in items)
        rows = [(item.row, item.body) for item in items if item.row is not None]
        first, self._next = self._next, self._next + len(rows)
        with self._copy("item", _NAMES) as copy:
            for num, (row, _) in enumerate(rows, first):
                copy.write_row((num, *row))
        with self._copy("body", "num, json") as copy:
            for num, (_, body) in enumerate(rows, first):
                copy.write_row((num, body))
        if len(rows) < len(items):
            with self._copy("retired", "id, collection, digest, moved_to, json") as copy:
                for item in items:
                    if item.row is None:
                        about = item.id, item.collection, item.digest, item.moved_to
                        copy.write_row((*about, item.body))

    def _copy(self, table: str, columns: str) -> Any:
        target = f"imgcat.{table}" if self._direct else f"staged_{table}"
        return self._connection.cursor().copy(f"COPY {target} ({columns}) FROM STDIN".encode())

    @property
    def few(self) -> bool:
        """Whether they are few beside those that there were: what the planner knows of these is true of all."""
        return bool((self._next - self._first) * _FEW < self._there)

    def merge(self, keep: bool) -> int:
        """Put the items in place of those with their ids, and without `keep` of all others; the sum changes by this."""
        if self._direct:
            return self._sum
        run = self._connection.execute
        run(_INDEX)
        unchanged = self._digests("SELECT digest FROM same")
        which = _STAGED.format(table="item") + "AND" if keep else "WHERE"
        gone = 0
        for said, collection in run(_GONE.format(which=which).encode()):
            gone += int.from_bytes(said)
            self.replaced.add(collection)
        fresh = "NOT EXISTS (SELECT FROM same WHERE same.staged = {}.num)"
        for table in ("item", "body"):
            stage = f"staged_{table}"
            insert = f"INSERT INTO {table} SELECT * FROM {stage} WHERE {fresh.format(stage)}"  # noqa: S608
            run(insert.encode())
        which = _STAGED.format(table="retired") if keep else ""
        gone += self._digests(f"DELETE FROM retired {which} RETURNING retired.digest")  # noqa: S608
        run("INSERT INTO retired SELECT * FROM staged_retired")
        return self._sum - unchanged - gone

    def _digests(self, statement: str) -> int:
        """The sum of the digests that a statement gives."""
        return sum(
            int.from_bytes(found) for (found,) in self._connection.execute(statement.encode())
        )
