"""An index that is being built, in a folder beside where it will stand; a build that was interrupted goes on there."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from imgcat.store.sqlite.schema import APPLICATION_ID, TABLES, VERSION

_BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Names the time since the machine was started: nothing is written through, so nothing from before can be trusted."""
_EVERY = 64
"""Parts between two checkpoints."""
_PRAGMAS = (
    "PRAGMA page_size = 8192",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -65536",
)
_KEPT = """
CREATE TABLE loading.origin (num INTEGER PRIMARY KEY, origins BLOB);
CREATE TABLE loading.checkpoint (boot TEXT, version INTEGER, state BLOB);
"""
"""What is needed only until the index is complete: the origins of batches, and the state of the last checkpoint."""


class Unfinished:
    """Two files in one transaction: the index, and what is needed until it is complete.

    `state` is what the last checkpoint kept, None where there is nothing to go on with. `folder` is for further files.
    """

    def __init__(self, folder: Path, *, kept: bool) -> None:
        self.folder = folder
        self.kept = kept
        self._parts = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.connection = self._open()
        self.state = self._state()
        if self.state is None:
            self.connection.close()
            shutil.rmtree(folder)
            folder.mkdir()
            self.connection = self._open()
            self.connection.executescript(TABLES + _KEPT)
            self.connection.execute("BEGIN EXCLUSIVE")

    def _open(self) -> sqlite3.Connection:
        """Raises sqlite3.OperationalError where somebody else is building here."""
        connection = sqlite3.connect(self.folder / "index.sqlite", isolation_level=None, timeout=0)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            connection.execute("ATTACH ? AS loading", (str(self.folder / "loading.sqlite"),))
            # The journal holds the few pages that were there at the last checkpoint and have been changed since.
            connection.execute(f"PRAGMA journal_mode = {'TRUNCATE' if self.kept else 'OFF'}")
            connection.execute("PRAGMA loading.synchronous = OFF")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            connection.close()
            raise
        return connection

    def _state(self) -> Mapping[str, Any] | None:
        try:
            rows = self.connection.execute("SELECT * FROM loading.checkpoint").fetchall()
        except sqlite3.DatabaseError:
            return None
        for boot, version, state in rows:
            if (boot, version) == (_boot(), VERSION):
                found: Mapping[str, Any] = orjson.loads(state)
                return found
        return None

    def written(self, state: Callable[[], Mapping[str, Any]]) -> None:
        """Count a part that was written. Every so many of them `state` is kept, and everything as it is now."""
        self._parts += 1
        if self._parts % _EVERY:
            return
        if self.kept:
            self.state = state()
            self.connection.execute("DELETE FROM loading.checkpoint")
            row = (_boot(), VERSION, orjson.dumps(self.state))
            self.connection.execute("INSERT INTO loading.checkpoint VALUES (?, ?, ?)", row)
        # Also where nothing is kept, as the bytes of the file depend on it.
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN EXCLUSIVE")


def _boot() -> str:
    return _BOOT.read_text("ascii").strip() if _BOOT.exists() else ""


@contextmanager
def unfinished(path: Path, *, kept: bool) -> Iterator[Unfinished]:
    """Where the index of a path is built: it is put there when the block ends.

    What the block raises leaves the path as it was; where it is `kept`, and has come to a checkpoint, it can be gone on
    with by the next who asks. One that somebody else is at is left to them: another is built then.
    """
    work = _begun(path, kept=kept)
    try:
        with closing(work.connection):
            yield work
        (work.folder / "index.sqlite").replace(path)
    except BaseException:
        if work.kept and work.state is not None:
            raise
        shutil.rmtree(work.folder)
        raise
    shutil.rmtree(work.folder)


def _begun(path: Path, *, kept: bool) -> Unfinished:
    if kept:
        folder = path.with_name(f".{path.name}.unfinished")
        try:
            return Unfinished(folder, kept=True)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        except sqlite3.DatabaseError:
            shutil.rmtree(folder)
            return Unfinished(folder, kept=True)
    folder = path.with_name(f".{path.name}.{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    return Unfinished(folder, kept=False)
