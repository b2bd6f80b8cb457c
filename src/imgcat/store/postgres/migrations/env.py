"""Runs the steps on the connection that the caller has; Alembic loads this file by its name."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="migration",
    version_table_schema="imgcat",
)
context.run_migrations()
