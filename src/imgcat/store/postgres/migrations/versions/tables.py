"""The tables, and what letters become when text is folded."""

from imgcat.store.postgres.foldings import letters
from imgcat.store.postgres.migrations.step import connection, run
from imgcat.store.properties import PROMOTED, TEMPORAL

revision = "1"
down_revision = None

SELECTIVE = ("ref:acquisition", "ref:location", "ref:report", "ref:target_report", "grid:code")
"""Promoted properties of which one value picks out few Items; their columns are indexed."""


def upgrade() -> None:
    """Make them."""
    kinds = (f'"{name}" {"bigint" if name in TEMPORAL else "bytea"}' for name in PROMOTED)
    run("tables.sql", promoted=",\n  ".join(kinds))
    for name in SELECTIVE:
        statement = f'CREATE INDEX "item_{name}" ON imgcat.item USING hash ("{name}")'
        connection().execute(statement.encode())
    copying = "COPY imgcat.folding (kind, letter, folded) FROM STDIN"
    with connection().cursor().copy(copying) as copy:
        for row in letters():
            copy.write_row(row)
