"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, as a user without privileges."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

_DEBIAN = Path("/usr/lib/postgresql/15/bin")


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{_DEBIAN}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None or not Path("/usr/share/postgresql/15/extension/postgis.control").exists():
        reason = "PostgreSQL 15 with PostGIS is not installed; `make postgres` does it."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def postgres_server() -> Iterator["Server"]:
    """A running server, whose superuser `postgres` needs no password."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # PostgreSQL refuses to run as root; Debian makes a user for it.
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)  # type: ignore[call-overload]

    with TemporaryDirectory(prefix="imgcat-pg-") as folder:
        if user:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        # Another order of text than by code points, so that what relies on the database's own is found out.
        run(
            *(initdb, "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"),
            *(
                "--locale-provider=icu",
                "--icu-locale=en-US",
                "--locale=C.UTF-8",
                f"--pgdata={data}",
            ),
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=300"
        server = Server(
            folder,
            lambda: run(pg_ctl, "-D", data, "-l", f"{data}/log", "-o", options, "-w", "start"),
            lambda: run(pg_ctl, "-D", data, "-m", "immediate", "-w", "stop"),
        )
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):
                server.stop()


@dataclass
class Server:
    """A server: the folder of its socket, and how it is started and killed."""

    folder: str
    start: Callable[[], None]
    stop: Callable[[], None]


class Databases:
    """Makes databases on a server, each a copy of one that is ready for loading."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._count = 0

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def new(self) -> str:
        """The address of a new database."""
        from imgcat.store.postgres.migrate import migrate

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if self._count == 0:
                connection.execute("CREATE DATABASE model")
                with psycopg.connect(self.url("model")) as model:
                    migrate(model)
            self._count += 1
            name = f"test{self._count}"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE model".encode())
        return self.url(name)
