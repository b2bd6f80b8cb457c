"""The schema in the database, brought to this version by Alembic."""

from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import StaticPool, create_engine

from imgcat.errors import ImgcatError
from imgcat.store.postgres.schema import newer

_LOCK = 0x696D6763
"""The advisory lock under which one process migrates."""


def migrate(connection: psycopg.Connection[Any]) -> None:
    """Apply the steps that have not been applied, all or none; only their owner may, but who finds none need not be.

    Raises ImgcatError for a database that a newer version has made.
    """
    config = Config()
    config.set_main_option("script_location", "imgcat.store.postgres:migrations")
    config.set_main_option("path_separator", "os")
    there, steps = _version(connection), ScriptDirectory.from_config(config)
    if there == steps.get_current_head():
        return
    if there is not None and there not in {step.revision for step in steps.walk_revisions()}:
        raise ImgcatError(newer(there))
    # Alembic works on the connection that is there, so that all of libpq's settings hold for it too.
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool
    )
    with engine.begin() as bound:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute("CREATE SCHEMA IF NOT EXISTS imgcat")
        config.attributes["connection"] = bound
        command.upgrade(config, "head")


def _version(connection: psycopg.Connection[Any]) -> str | None:
    """The last step that was applied; None for none."""
    with connection.transaction():
        ((found,),) = connection.execute("SELECT to_regclass('imgcat.migration')").fetchall()
        if found is None:
            return None
        row = connection.execute("SELECT version_num FROM imgcat.migration").fetchone()
    return None if row is None else str(row[0])
