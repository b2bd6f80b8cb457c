"""The roles of those who load and of those who ask."""

from imgcat.store.postgres.migrations.step import run

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make them."""
    run("roles.sql")
