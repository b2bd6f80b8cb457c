"""Indexes of values: of every property, and in order of those with a column; and of how long the items last."""

from imgcat.store.postgres.migrations.step import connection
from imgcat.store.postgres.migrations.versions.tables import SELECTIVE
from imgcat.store.properties import PROMOTED, TEMPORAL

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Make them; see decision record 0106."""
    run = connection().execute
    run("CREATE INDEX item_properties ON imgcat.item USING gin (properties jsonb_path_ops)")
    run('CREATE INDEX item_length ON imgcat.item (collection, ("end" - start))')
    for name in PROMOTED:
        if name not in TEMPORAL and name not in SELECTIVE:
            made = (
                f'CREATE INDEX "item_{name}" ON imgcat.item ("{name}") WHERE "{name}" IS NOT NULL'
            )
            run(made.encode())
