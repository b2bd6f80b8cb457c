"""The schema in the database, brought to this version by numbered files of SQL, each applied once."""

from importlib.resources import files
from typing import Any

import psycopg

from imgcat.store.postgres.foldings import letters
from imgcat.store.properties import PROMOTED, TEMPORAL

_SELECTIVE = ("ref:acquisition", "ref:location", "ref:report", "ref:target_report", "grid:code")
"""Promoted properties of which one value picks out few Items; their columns are indexed."""

_LOCK = 0x696D6763
"""The advisory lock under which one process migrates."""


def migrate(connection: psycopg.Connection[Any]) -> list[str]:
    """Apply what has not been applied, in one transaction, and return the names. The connection is the owner's."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute("CREATE SCHEMA IF NOT EXISTS imgcat")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS imgcat.migration"
            " (name text PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())"
        )
        done = {name for (name,) in connection.execute("SELECT name FROM imgcat.migration")}
        folder = files("imgcat.store.postgres") / "migrations"
        new = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
        applied = [name for name in new if name not in done]
        for name in applied:
            text = (folder / name).read_text("utf-8")
            connection.execute(text.replace("{promoted}", _columns()).encode())
            connection.execute("INSERT INTO imgcat.migration (name) VALUES (%s)", (name,))
        if applied and "0001_tables.sql" in applied:
            _fill(connection)
    return applied


def _columns() -> str:
    kinds = (f'"{name}" {"bigint" if name in TEMPORAL else "bytea"}' for name in PROMOTED)
    return ",\n  ".join(kinds)


def _fill(connection: psycopg.Connection[Any]) -> None:
    """The folding of letters, and an index for each promoted property of which one value picks out few items."""
    copying = "COPY imgcat.folding (kind, letter, folded) FROM STDIN"
    with connection.cursor().copy(copying) as copy:
        for row in letters():
            copy.write_row(row)
    for name in _SELECTIVE:
        statement = f'CREATE INDEX "item_{name}" ON imgcat.item USING hash ("{name}")'
        connection.execute(statement.encode())
