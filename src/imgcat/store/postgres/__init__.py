"""The second engine: PostgreSQL with PostGIS, for archives that outgrow a file."""

from imgcat.store.postgres.catching_up import behind
from imgcat.store.postgres.load import load
from imgcat.store.postgres.store import PostgresStore

__all__ = ["PostgresStore", "behind", "load"]
