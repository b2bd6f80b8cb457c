"""What docs/deploying.md gives to copy is what it says: units, a Compose file, and commands that save and restore."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from imgcat.cli.app import app
from imgcat.cli.load import STORE
from imgcat.store import Query, Store
from imgcat.store.index import ready
from imgcat.store.postgres import PostgresStore
from imgcat.store.reading import every
from imgcat.store.sqlite import SqliteStore
from tests.api.judges.conftest import Judge, judge
from tests.engines import CATALOG
from tests.postgres_replica import told
from tests.postgres_server import Server, postgres_server, program

__all__ = ["judge"]

ROOT = Path(__file__).parents[1]
FILES = ROOT / "docs/deploying"
TEXT = (ROOT / "docs/deploying.md").read_text("utf-8")
UNIT = FILES / "imgcat.service"


def arguments(command: str, words: list[str]) -> Mapping[str, Any]:
    """The parameters that a command of imgcat takes from these words. Fails where it would refuse them."""
    import typer

    group = typer.main.get_command(app)
    context = group.make_context("imgcat", [command])
    found = group.get_command(context, command)  # type: ignore[attr-defined]
    parameters: Mapping[str, Any] = found.make_context(command, words).params
    return parameters


def settings() -> list[dict[str, str]]:
    """The ways to set the unit that its file of settings describes, one a paragraph."""
    text = (FILES / "imgcat.env").read_text("utf-8")
    ways = []
    for paragraph in text.split("\n\n"):
        pairs = [line.lstrip("#").partition("=") for line in paragraph.splitlines()]
        ways.append({name: value for name, _, value in pairs if re.fullmatch("[A-Z_]+", name)})
    return [way for way in ways if "ARGUMENTS" in way]


def test_the_unit_starts_a_server_with_each_of_its_settings() -> None:
    (start,) = re.findall(r"^ExecStart=\S+/imgcat (.*)$", UNIT.read_text("utf-8"), re.MULTILINE)
    assert len(settings()) == 3
    for way in settings():
        command, *words = shlex.split(start.replace("$ARGUMENTS", way["ARGUMENTS"]))
        assert arguments(command, words)["workers"] == 2


@pytest.mark.slow
def test_systemd_understands_the_unit_and_finds_it_confined(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed.")
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/imgcat/bin/imgcat", sys.executable))
    for words in (["verify"], ["security", "--offline=true", "--threshold=20"]):
        done = subprocess.run([analyze, *words, unit], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        assert done.stderr == ""


def services() -> dict[str, Any]:
    """The services of the Compose file."""
    found: dict[str, Any] = yaml.safe_load((FILES / "compose.yaml").read_text("utf-8"))["services"]
    return found


@pytest.mark.parametrize("name", ["load", "server"])
def test_the_services_of_the_compose_file_are_commands_of_imgcat(name: str) -> None:
    service = services()[name]
    command, *words = service["command"]
    assert arguments(command, words)
    assert STORE in service["environment"]
    folder = FILES / service["build"]["context"]
    assert (folder / service["build"]["dockerfile"]).resolve() == FILES / "Dockerfile"
    for volume in service.get("volumes", ()):
        assert (FILES / volume.split(":")[0]).is_dir()


@pytest.mark.slow
def test_the_compose_file_is_one(judge: Judge) -> None:
    done = judge(
        "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILES / "compose.yaml"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_what_the_image_copies_is_enough_to_make_the_package(tmp_path: Path) -> None:
    for line in (FILES / "Dockerfile").read_text("utf-8").splitlines():
        if line.startswith("COPY "):
            *sources, target = line.split()[1:]
            for source in sources:
                to = tmp_path / "context" / target
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, to)
                else:
                    to.mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / source, to)
    made = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*made, "--wheel-dir", tmp_path, tmp_path / "context"], check=True, capture_output=True
    )
    assert [wheel.name for wheel in tmp_path.glob("*.whl")]


def commands(after: str) -> str:
    """The first block of commands below a sentence of the document."""
    return TEXT[TEXT.index(after) :].partition("```sh\n")[2].partition("```")[0]


def run(script: str, **variables: object) -> None:
    """Run commands of the document as who runs the database."""
    tools = Path(program("pg_ctl")).parent
    environment = {
        **os.environ,
        **{name: str(value) for name, value in variables.items()},
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    user: Any = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(
        command, env=environment, cwd="/", capture_output=True, text=True, check=False, **user
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def folder_of_the_database() -> Iterator[Path]:
    """A folder that belongs to who runs the database."""
    with TemporaryDirectory(prefix="imgcat-pg-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        yield Path(folder)


def everything(store: Store) -> tuple[str, list[bytes], list[bytes]]:
    """All that a store has."""
    return store.revision, [item.body for item in every(store, Query())], list(store.collections())


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Server, str]]:
    """A server with the catalog, and the address of its database."""
    with postgres_server() as server, pytest.MonkeyPatch.context() as patch:
        url = server.databases.new()
        patch.setenv(STORE, url)
        done = CliRunner().invoke(app, ["load", str(CATALOG)])
        assert done.exit_code == 0, done.output
        yield server, url


@pytest.mark.slow
def test_a_dump_is_restored_on_another_server(loaded: tuple[Server, str]) -> None:
    _, url = loaded
    with folder_of_the_database() as backup, postgres_server() as other:
        run(commands("**A database, as a dump.**"), **{STORE: url}, BACKUP=backup)
        restored = f"postgresql://postgres@/imgcat?host={other.folder}"
        named = f"postgresql://postgres@/postgres?host={other.folder}"
        run(commands("On another server"), BACKUP=backup, OTHER_SERVER=named, RESTORED=restored)
        with closing(PostgresStore(url)) as before, closing(PostgresStore(restored)) as after:
            assert everything(after) == everything(before)
        assert ("imgcat_reader",) in told(other.folder, "SELECT rolname FROM pg_roles")


@pytest.mark.slow
def test_a_base_backup_is_started_as_a_server(loaded: tuple[Server, str]) -> None:
    server, url = loaded
    with folder_of_the_database() as backup, folder_of_the_database() as place:
        run(commands("**A database server, as its files**"), **{STORE: url}, BACKUP=backup)
        with closing(PostgresStore(url)) as store:
            before = everything(store)
        configured(backup / "data", place)
        started(commands("To restore it"), place, BACKUP=backup)
        try:
            restored = url.replace(server.folder, str(place))
            with closing(PostgresStore(restored)) as store:
                assert everything(store) == before
        finally:
            run(f"pg_ctl --pgdata={place}/data --mode=immediate stop")


@pytest.mark.slow
def test_a_replica_is_made_as_the_document_says(loaded: tuple[Server, str]) -> None:
    server, url = loaded
    with folder_of_the_database() as place:
        copying, starting = commands("## Replicas").splitlines()
        run(
            copying,
            REPLICATION=f"postgresql://postgres@/?host={server.folder}",
            PGDATA=place / "data",
        )
        configured(place / "data", place)
        started(starting, place)
        try:
            assert told(str(place), "SELECT pg_is_in_recovery()") == [(True,)]
            both = url.replace("host=", f"host={place},")
            with closing(PostgresStore(both)) as one, closing(PostgresStore(url)) as other:
                assert everything(one) == everything(other)
        finally:
            run(f"pg_ctl --pgdata={place}/data --mode=immediate stop")


def configured(data: Path, socket: Path) -> None:
    """Let a server with these files listen there, and take as many connections as the first."""
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write(
            f"listen_addresses = ''\nunix_socket_directories = '{socket}'\nmax_connections = 300\nfsync = off\n"
        )


def started(script: str, place: Path, **variables: object) -> None:
    """Run commands of which one starts a server, which says more than anybody reads."""
    quiet = script.replace("pg_ctl", f"pg_ctl --log={place}/log")
    run(quiet, PGDATA=place / "data", **variables)


@pytest.mark.slow
def test_an_index_is_copied_with_its_checksum(tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    backup.mkdir()
    done = CliRunner().invoke(app, ["index", str(CATALOG), "--out", str(tmp_path / "index.sqlite")])
    assert done.exit_code == 0, done.output
    command = ["bash", "-euc", commands("**An index** is copied")]
    subprocess.run(
        command,
        env={**os.environ, "BACKUP": str(backup)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    with (
        closing(SqliteStore(backup / "index.sqlite")) as copied,
        closing(SqliteStore(tmp_path / "index.sqlite")) as index,
    ):
        assert everything(copied) == everything(index)


@pytest.mark.slow
def test_the_files_are_the_backup(tmp_path: Path, cache: Path) -> None:
    shutil.copytree(CATALOG, tmp_path / "catalog")
    with (
        closing(SqliteStore(ready([tmp_path / "catalog"], tmp_path / "cache").path)) as restored,
        closing(SqliteStore(ready([CATALOG], cache).path)) as store,
    ):
        assert restored.revision == store.revision
