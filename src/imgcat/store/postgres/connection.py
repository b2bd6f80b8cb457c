"""Connections to the database, lent from a pool; each question sees one state of it and has a time limit."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Any

import psycopg
import zstandard
from psycopg import errors

from imgcat.errors import InvalidRequest, QueryTimeout, StoreUnavailable
from imgcat.store.compression import Codec
from imgcat.store.postgres.message import message
from imgcat.store.postgres.pool import Pool, Postgres
from imgcat.store.sql.sql import Sql

_PARAMETERS = 65_535
"""The most parameters of a statement, by the protocol."""

_SETTINGS = """
SET search_path = imgcat, public;
SET plan_cache_mode = force_custom_plan;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
"""
"""A plan that fits any area, time and value would look at a whole continent for its ten newest items. To compile a
plan or to start helpers for it takes longer than most questions, of which many are asked at once."""

_BEGIN = """
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = %d;
SELECT value FROM imgcat.meta WHERE name = 'revision';
"""
"""What every question begins with, sent together: it sees one state, and which. The time is in milliseconds."""

_TOO_LARGE = (
    errors.StatementTooComplex,
    errors.ProgramLimitExceeded,
    errors.TooManyColumns,
    errors.OutOfMemory,
)


class Superseded(Exception):
    """The database has another revision now, or another server has to answer: ask again."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class Connection:
    """One connection, for one question."""

    def __init__(
        self,
        connection: Postgres,
        codecs: dict[int, Codec],
        time_limit: float | None,
    ) -> None:
        self._postgres = connection
        self._time_limit = time_limit
        self._deadline = float("inf") if time_limit is None else time.monotonic() + time_limit
        self._codecs = codecs
        began = connection.execute((_BEGIN % ceil((time_limit or 0) * 1000)).encode())
        while began.nextset():
            pass
        self._revision = began.fetchone()

    @property
    def revision(self) -> str:
        """The revision that it sees. Raises StoreUnavailable where there is none."""
        if self._revision is None:
            raise StoreUnavailable("The database holds no catalog yet; load one with imgcat load.")
        return bytes(self._revision[0]).decode()

    def rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        self._hurry()
        return self._postgres.execute(_written(sql), sql.params, binary=True).fetchall()

    def chunks(self, sql: Sql, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a SELECT, so many at a time, of which the server keeps the rest."""
        self._hurry()
        with self._postgres.cursor("chunks") as cursor:
            cursor.execute(_written(sql), sql.params)
            while rows := cursor.fetchmany(size):
                yield rows

    def bodies(self, nums: Sequence[int]) -> list[bytes]:
        """The JSON of items, in this order."""
        if not nums:
            return []
        select = Sql("SELECT num, json FROM body WHERE num = ANY (?::bigint[])", (list(nums),))
        found = dict(self.rows(select))
        return [self.decompress(found[num]) for num in nums]

    def decompress(self, stored: bytes) -> bytes:
        """A body as it was before it was compressed."""
        which = zstandard.get_frame_parameters(stored).dict_id
        codec = self._codecs.get(which)
        if codec is None:
            select = Sql("SELECT bytes FROM dictionary WHERE id = ?", (which,))
            ((dictionary,),) = self.rows(select) if which else ((b"",),)
            codec = self._codecs[which] = Codec(dictionary, headed=True)
        return codec.decompress(stored)

    def _hurry(self) -> None:
        """Give the question up when its time is over; each of its few statements has no more than that."""
        if self._time_limit is not None and time.monotonic() > self._deadline:
            raise _late(self._time_limit)


class Connections:
    """A pool of connections to one database."""

    def __init__(self, url: str, time_limit: float | None) -> None:
        self._time_limit = time_limit
        self._local = threading.local()
        self._pool = Pool(url, _configure)

    def revision(self) -> str:
        """The revision that the database has now. Raises StoreUnavailable."""
        with self.question(limited=False) as connection:
            return connection.revision

    @contextmanager
    def question(
        self, revision: str | None = None, *, limited: bool = True
    ) -> Iterator[Connection]:
        """A connection that sees the database as it is now; with `limited`, for no longer than the time limit.

        Raises Superseded where that is not the `revision`, StoreUnavailable where the database cannot be reached,
        QueryTimeout, and InvalidRequest for a statement that is too large or asks of geometries what is not defined
        for them.
        """
        try:
            with self._pool.connection() as connection:
                limit = self._time_limit if limited else None
                lent = Connection(connection, self._codecs(), limit)
                if revision not in (None, lent.revision):
                    raise Superseded(lent.revision)
                yield lent
        except errors.QueryCanceled as error:
            raise _late(self._time_limit or 0) from error
        except _TOO_LARGE as error:
            raise InvalidRequest(
                f"The query is too large to be answered: {message(error)}"
            ) from error
        except (errors.UndefinedFunction, errors.DatatypeMismatch) as error:
            # All values have a type that is known beforehand, save those of a page token that was made up.
            raise InvalidRequest("The page token is not one of this query.") from error
        except (errors.InternalError_, psycopg.DataError) as error:
            raise InvalidRequest(f"The query cannot be answered here: {message(error)}") from error
        except (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName) as error:
            raise StoreUnavailable(
                "The database holds no catalog of this version; load one with imgcat load."
            ) from error
        except errors.InsufficientPrivilege as error:
            raise StoreUnavailable(
                "The role may not read the catalog in the database; grant it imgcat_reader."
            ) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise StoreUnavailable(f"The database does not answer: {message(error)}") from error

    def _codecs(self) -> dict[int, Codec]:
        """This thread's codecs by the number of their dictionary."""
        found: dict[int, Codec] = self._local.__dict__.setdefault("codecs", {})
        return found

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def _written(sql: Sql) -> bytes:
    """A statement as psycopg takes it. Raises InvalidRequest for one with too many values."""
    if len(sql.params) > _PARAMETERS:
        raise InvalidRequest("The query is too large to be answered: it has too many values.")
    return sql.text.replace("%", "%%").replace("?", "%s").encode()


def _configure(connection: Postgres) -> None:
    connection.autocommit = True
    connection.execute(_SETTINGS)


def _late(limit: float) -> QueryTimeout:
    return QueryTimeout(f"The query took longer than {limit:g} seconds and was stopped.")
