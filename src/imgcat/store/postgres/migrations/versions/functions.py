"""The functions that conditions call."""

from imgcat.store.postgres.migrations.step import run

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make them."""
    run("functions.sql")
