"""A streaming replica of the tests' own: a base backup of a server, which follows it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from tests.postgres_server import Server, program


@dataclass
class Replica:
    """A replica: the folder of its socket, in which its data are."""

    folder: str

    def start(self) -> None:
        """Start it, in whatever role it has."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=300"
        self._pg_ctl("start", "-l", f"{self._data}/log", "-o", options)

    def stop(self) -> None:
        """Kill it."""
        self._pg_ctl("stop", "-m", "immediate")

    def promote(self) -> None:
        """Make it a primary."""
        self._pg_ctl("promote")

    def pause(self) -> None:
        """Let it receive what the primary commits, and not show it."""
        told(self.folder, "SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        """Let it catch up."""
        told(self.folder, "SELECT pg_wal_replay_resume()")

    @property
    def _data(self) -> str:
        return f"{self.folder}/data"

    def _pg_ctl(self, *words: str) -> None:
        _run(program("pg_ctl"), "-D", self._data, "-w", *words)


@contextmanager
def replica_of(primary: Server) -> Iterator[Replica]:
    """A running replica, which takes what the primary commits as it comes."""
    with TemporaryDirectory(prefix="imgcat-pg-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        replica = Replica(folder)
        backup = program("pg_basebackup"), "-h", primary.folder, "-U", "postgres"
        _run(
            *backup,
            "-D",
            f"{folder}/data",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
        )
        replica.start()
        try:
            yield replica
        finally:
            with suppress(subprocess.CalledProcessError):
                replica.stop()


def told(folder: str, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    """What the server of a folder answers."""
    with psycopg.connect(
        f"postgresql://postgres@/{database}?host={folder}", autocommit=True
    ) as one:
        return one.execute(sql.encode()).fetchall()


def _run(*command: str) -> None:
    # PostgreSQL refuses to run as root; Debian makes a user for it.
    user: Any = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
