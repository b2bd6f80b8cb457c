"""Which step of the migrations made the tables: that of this version, or of another."""

from imgcat.errors import StoreUnavailable
from imgcat.store.postgres.connection import Connection
from imgcat.store.sql.sql import Sql

HEAD = "4"
"""The last step of this version. Here, as servers start without the library that applies them."""

_STEP = Sql("SELECT version_num FROM imgcat.migration")


def check(connection: Connection) -> None:
    """Raise StoreUnavailable for tables that another version has made."""
    ((step,),) = connection.rows(_STEP)
    if step == HEAD:
        return
    if step.isdigit() and int(step) < int(HEAD):
        raise StoreUnavailable(
            f"The tables of the database are those of an older imgcat (step {step}, not {HEAD}): "
            "their owner runs imgcat load of this version."
        )
    raise StoreUnavailable(newer(step))


def newer(step: str) -> str:
    """What is said of tables that this version does not know."""
    return (
        f"The tables of the database are those of a newer imgcat (step {step}, not {HEAD}): "
        "upgrade this one."
    )
