"""What the database or its client said of an error, as a sentence."""

import psycopg


def message(error: BaseException) -> str:
    """The first line of it."""
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return (primary or str(error).strip().partition("\n")[0]).rstrip(".: ") + "."
