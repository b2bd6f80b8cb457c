"""A PostgreSQL cluster of the benchmark's own, in a folder of its own, run by a user without privileges."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.server import cpu_seconds, free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"
SETTINGS: Mapping[str, str] = {
    "shared_buffers": "4GB",
    "effective_cache_size": "12GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "1GB",
    "temp_buffers": "128MB",
    "random_page_cost": "1.1",
    "seq_page_cost": "1",
    "max_wal_size": "8GB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""What pgstac's documents advise (a quarter of the memory for buffers, a cheap random read), and a log that does not
slow the loading down."""


class Cluster:
    """A cluster on a port of the loopback address, started; its folder is kept for the next run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.port = free_port()
        self._as_user: Sequence[str] = ("runuser", "-u", USER, "--") if os.geteuid() == 0 else ()
        if not (self.folder / "PG_VERSION").exists():
            self.folder.mkdir(parents=True)
            if self._as_user:
                shutil.chown(self.folder, USER, USER)
            self._run("initdb", "-D", str(self.folder), "-U", USER, "-A", "trust", "-E", "UTF8")
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options += f" -p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run(
            *("pg_ctl", "-D", str(self.folder), "-w", "-t", "120"),
            *("-o", options, "-l", str(self.folder / "log"), "start"),
        )

    def dsn(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    @property
    def process(self) -> int:
        """The id of the process that all others of the cluster descend from."""
        return int((self.folder / "postmaster.pid").read_text("utf-8").split("\n")[0])

    def made_anew(self, database: str) -> None:
        """Make a database that is empty, in place of the one of this name."""
        self.sql("postgres", f"DROP DATABASE IF EXISTS {database}")
        self.sql("postgres", f"CREATE DATABASE {database}")

    def size(self, database: str) -> int:
        """The bytes of a database on disk, without the log of changes."""
        return int(self.sql(database, "SELECT pg_database_size(current_database())"))

    def cpu_seconds(self) -> float:
        """The time that its processes have computed, those that have ended too."""
        return cpu_seconds([self.process])

    def sql(self, database: str, text: str) -> str:
        """What an SQL command gives, as text."""
        return self._run("psql", "-d", self.dsn(database), "-v", "ON_ERROR_STOP=1", "-Atc", text)

    def stop(self) -> None:
        """End it."""
        self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> str:
        log = self.folder.parent / f"{program}.log"
        with log.open("w+") as said:
            done = subprocess.run(
                [*self._as_user, str(PROGRAMS / program), *arguments],
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd="/",
            )
            said.seek(0)
            text = said.read()
        if done.returncode:
            raise RuntimeError(f"{program} failed: {text[-2000:]}")
        return text
