"""What a step does to the database: on the connection of the migration, in its transaction."""

from importlib.resources import files
from typing import Any

import psycopg
from alembic import op


def connection() -> psycopg.Connection[Any]:
    """The connection, as psycopg has it."""
    bound: Any = op.get_bind().connection
    found: psycopg.Connection[Any] = bound.dbapi_connection
    return found


def run(file: str, **parts: str) -> None:
    """Run a file of SQL that stands beside the steps, with each `{name}` replaced by a part."""
    text = (files("imgcat.store.postgres.migrations") / "versions" / file).read_text("utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    connection().execute(text.encode())
