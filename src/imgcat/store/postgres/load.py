"""Loads collections and items into the database: in one transaction, so that a reader sees all of it or nothing."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Any

import psycopg
import zstandard

from imgcat.errors import ImgcatError, StoreUnavailable
from imgcat.model.finding import Finding
from imgcat.store import said
from imgcat.store.collection_item import COLLECTIONS
from imgcat.store.compression import Codec, train
from imgcat.store.entry import Entry, Part, given
from imgcat.store.intake import Loading
from imgcat.store.postgres.batch import preparing
from imgcat.store.postgres.described import describe
from imgcat.store.postgres.hosts import for_writing
from imgcat.store.postgres.message import message
from imgcat.store.postgres.migrate import migrate
from imgcat.store.postgres.reading import Reading
from imgcat.store.postgres.staging import Staging
from imgcat.store.preparing import prepared
from imgcat.store.properties import TEXT
from imgcat.store.sample import sample
from imgcat.store.sqlite.build import image_of

_LOCK = 0x696D6764
"""The advisory lock under which one process loads; who comes meanwhile waits for it."""


def load(
    url: str,
    collections: Iterable[Entry],
    items: Iterable[Entry],
    *,
    parts: Iterable[Part] = (),
    default_collection: str,
    text_properties: Iterable[str] = TEXT,
    keep: bool = False,
    workers: int = 1,
) -> Sequence[Finding]:
    """Make the database hold these records and no others, or with `keep` these beside the others that it holds.

    The `parts` are read and made ready by `workers` processes.
    Returns what was wrong with them. A record takes the place of the one with its collection and id; one that says the
    same is not written again. The schema is brought to this version first, where the role may. What is said of
    `imgcat.store.sqlite.build` holds here too. Readers see what was there before until all of it is in, and nothing
    changes when it fails. Of several servers the one that can be written to is taken. Raises StoreUnavailable and
    ImgcatError.
    """
    reading, whole = Reading(), chain(given(collections, items), parts)
    loading = Loading(default_collection, tuple(text_properties))
    try:
        with psycopg.connect(for_writing(url)) as connection:
            migrate(connection)
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                connection.execute("SET LOCAL search_path = imgcat, public")
                few = _load(connection, whole, loading, reading, keep, workers)
            connection.autocommit = True
            if not (keep and few):
                _analyze(connection)
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"The database does not answer: {message(error)}") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise ImgcatError(f"The role may not load: {message(error)}") from error
    except psycopg.Error as error:
        raise ImgcatError(f"The database did not take the records: {message(error)}") from error
    return reading.findings


def _load(
    connection: psycopg.Connection[Any],
    parts: Iterable[Part],
    loading: Loading,
    reading: Reading,
    keep: bool,
    workers: int,
) -> bool:
    """Put the records in. Returns whether they are few beside those that there were."""
    dictionary, parts = _dictionary(connection, parts)
    staging = Staging(connection)
    with closing(prepared(parts, partial(preparing, loading, dictionary), workers)) as batches:
        for batch in batches:
            staging.add(reading.take(batch))
    difference = staging.merge(keep)
    if keep:
        reading.findings += map(said.too_wide, sorted(staging.replaced))
    bodies, more = describe(connection, reading, Codec(dictionary, headed=True), keep)
    before = int(_meta(connection, "sum") or 0)
    total = (before + difference + more) % 2**256
    revision = blake2b(total.to_bytes(32), digest_size=16).hexdigest()
    kept = {
        "sum": str(total).encode(),
        "revision": revision.encode(),
        COLLECTIONS: image_of(bodies),
    }
    for name, value in kept.items():
        connection.execute(
            "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
    return staging.few


def _dictionary(
    connection: psycopg.Connection[Any], parts: Iterable[Part]
) -> tuple[bytes, Iterable[Part]]:
    """What bodies are compressed with: the dictionary that is there, or one trained on the first; and all parts."""
    for (found,) in connection.execute("SELECT bytes FROM dictionary ORDER BY id LIMIT 1"):
        return found, parts
    rest = iter(parts)
    first, bodies = sample(rest)
    trained = train(bodies)
    if trained:
        number = zstandard.ZstdCompressionDict(trained).dict_id()
        connection.execute("INSERT INTO dictionary VALUES (%s, %s)", (number, trained))
    return trained, chain(first, rest)


def _meta(connection: psycopg.Connection[Any], name: str) -> bytes | None:
    found = connection.execute("SELECT value FROM meta WHERE name = %s", (name,)).fetchone()
    return None if found is None else bytes(found[0])


def _analyze(connection: psycopg.Connection[Any]) -> None:
    """Tell the planner what was loaded, where the role may: only a table's owner may, which a writer is not."""
    ((owner,),) = connection.execute(
        "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'imgcat.item'::regclass"
    ).fetchall()
    for table in ("item", "body") if owner else ():
        connection.execute(f"ANALYZE imgcat.{table}".encode())
