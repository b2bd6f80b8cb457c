"""Indexes of values: of every property for what it is, and of those with a column for what they are less or more than."""

from imgcat.store.postgres.migrations.step import connection
from imgcat.store.postgres.migrations.versions.tables import SELECTIVE
from imgcat.store.properties import PROMOTED, TEMPORAL

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Make them; see decision record 0106."""
    run = connection().execute
    run("CREATE INDEX item_properties ON imgcat.item USING gin (properties jsonb_path_ops)")
    for name in PROMOTED:
        if name not in TEMPORAL and name not in SELECTIVE:
            made = (
                f'CREATE INDEX "item_{name}" ON imgcat.item ("{name}") WHERE "{name}" IS NOT NULL'
            )
            run(made.encode())
