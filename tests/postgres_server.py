"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, as a user without privileges."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

_DEBIAN = Path("/usr/lib/postgresql/15/bin")


def program(name: str) -> str:
    found = shutil.which(name, path=f"{_DEBIAN}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None or not Path("/usr/share/postgresql/15/extension/postgis.control").exists():
        reason = "PostgreSQL 15 with PostGIS is not installed; `make postgres` does it."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def postgres_server(**settings: str) -> Iterator["Server"]:
    """A running server, whose superuser `postgres` needs no password; on no port unless the settings say otherwise."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    # PostgreSQL refuses to run as root; Debian makes a user for it.
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)  # type: ignore[call-overload]

    with TemporaryDirectory(prefix="imgcat-pg-") as folder:
        if user:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        # Another order of text than by code points, so that what relies on the database's own is found out.
        locale = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8")
        trusting = ("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8")
        run(initdb, *trusting, *locale, f"--pgdata={data}")
        chosen = {
            "listen_addresses": "",
            "unix_socket_directories": folder,
            "fsync": "off",
            "max_connections": "300",
            **settings,
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
        server = Server(folder, partial(run, pg_ctl, "-D", data), options)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@dataclass
class Server:
    """A server: the folder of its socket, and how it is started and stopped."""

    folder: str
    control: Callable[..., None]
    options: str

    @cached_property
    def databases(self) -> "Databases":
        """What makes databases on it."""
        return Databases(self.folder)

    def start(self) -> None:
        """Start it, when what is left of one that was killed has gone."""
        for left in reversed(range(60)):
            try:
                log = f"{self.folder}/data/log"
                self.control("-l", log, "-o", self.options, "-s", "-w", "start")
                break
            except subprocess.CalledProcessError:
                if not left:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop it at once, whatever is going on, if it runs."""
        with suppress(subprocess.CalledProcessError):
            self.control("-m", "immediate", "-s", "-w", "stop")

    def kill(self) -> None:
        """End its first process as a machine that fails would; the others notice and end too."""
        pid = int((Path(self.folder) / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)


class Databases:
    """Makes databases on a server, each a copy of one that is ready for loading."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._count = 0

    def url(self, name: str, role: str = "postgres") -> str:
        """The address of a database, for a role."""
        return f"postgresql://{role}@/{name}?host={self._folder}"

    def empty(self, role: str) -> str:
        """The address of a new database with PostGIS, for the role that owns it and may do no more than own it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN".encode())
            connection.execute(f"CREATE DATABASE of_{role} OWNER {role}".encode())
        with psycopg.connect(self.url(f"of_{role}"), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")
        return self.url(f"of_{role}", role)

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
