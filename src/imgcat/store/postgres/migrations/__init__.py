"""The steps that bring the schema of a database to this version, in the form of Alembic."""
