"""Databases that cannot be used as they are: one sentence each, for who loads and for who asks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.postgres.schema import HEAD
from tests.postgres_server import Server, postgres_server
from tests.serving import serving
from tests.store.conftest import entries
from tests.store.items import item

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def machine() -> Iterator[Server]:
    with postgres_server() as running:
        rules = Path(running.folder, "data", "pg_hba.conf")
        rules.write_text(f"local all locked scram-sha-256\n{rules.read_text('utf-8')}", "utf-8")
        running.control("reload", "-s")
        yield running


@pytest.fixture
def loaded(machine: Server) -> str:
    url = machine.databases.new()
    load(url, (), entries([item("one")], "items"), default_collection="items")
    return url


def told(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def made_by(url: str, step: str) -> None:
    """Let a database say that its tables are those of a step."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE imgcat.migration SET version_num = %s", (step,))


def load_says(url: str, tmp_path: Path) -> str:
    """What the command says that loads a file."""
    source = tmp_path / "items.json"
    source.write_text('{"type": "FeatureCollection", "features": []}')
    command = (sys.executable, "-m", "imgcat", "load", str(source))
    environment = {**os.environ, "IMGCAT_STORE": url, "COLUMNS": "300"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("imgcat: ")
    return lines[0]


def api_says(url: str) -> str:
    """What a server over the database says."""
    with (
        closing(PostgresStore(url)) as store,
        serving(create_app(store, Settings())) as base,
        httpx.Client(base_url=base, timeout=60) as api,
    ):
        for path in ("/", "/search?limit=1", "/collections", "/queryables"):
            answer = api.get(path)
            assert (answer.status_code, answer.json()["code"]) == (503, "StoreUnavailable")
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Retry-After" in answer.headers
        detail: str = answer.json()["detail"]
        return detail


def test_the_step_that_servers_expect_is_the_last_one() -> None:
    config = Config()
    config.set_main_option("script_location", "imgcat.store.postgres:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_database_of_a_newer_version_is_left_alone(loaded: str, tmp_path: Path) -> None:
    made_by(loaded, "99")
    said = f"those of a newer imgcat (step 99, not {HEAD}): upgrade this one."
    assert said in load_says(loaded, tmp_path)
    assert said in api_says(loaded)
    with psycopg.connect(loaded) as connection:
        assert connection.execute("SELECT id FROM imgcat.item").fetchall() == [("one",)]


def test_a_database_of_an_older_version_is_not_asked(loaded: str) -> None:
    made_by(loaded, "0")
    assert f"those of an older imgcat (step 0, not {HEAD})" in api_says(loaded)
    made_by(loaded, HEAD)
    with closing(PostgresStore(loaded)) as store:
        assert store.collections()


def test_a_server_goes_on_when_the_tables_are_those_of_its_version(loaded: str) -> None:
    with (
        closing(PostgresStore(loaded)) as store,
        serving(create_app(store, Settings())) as base,
    ):
        made_by(loaded, "0")
        assert httpx.get(f"{base}/search").status_code == 503
        made_by(loaded, HEAD)
        assert httpx.get(f"{base}/search").status_code == 200


def test_without_postgis_nothing_is_loaded(machine: Server, tmp_path: Path) -> None:
    told(
        machine.databases.url("postgres"),
        "CREATE ROLE plain LOGIN",
        "CREATE DATABASE plain OWNER plain",
    )
    said = load_says(machine.databases.url("plain", "plain"), tmp_path)
    assert 'permission denied to create extension "postgis"' in said


def test_a_role_without_rights_is_told_so(loaded: str, machine: Server, tmp_path: Path) -> None:
    told(machine.databases.url("postgres"), "CREATE ROLE stranger LOGIN")
    name = loaded.partition("@/")[2].partition("?")[0]
    url = machine.databases.url(name, "stranger")
    assert "The role may not load: permission denied for schema imgcat." in load_says(url, tmp_path)
    assert "The role may not read the catalog in the database" in api_says(url)


def test_a_wrong_password_is_told_to_who_loads_and_not_to_everybody(
    machine: Server, tmp_path: Path
) -> None:
    told(machine.databases.url("postgres"), "CREATE ROLE locked LOGIN PASSWORD 'right'")
    url = f"postgresql://locked:wrong@/postgres?host={machine.folder}"
    said = load_says(url, tmp_path)
    assert 'password authentication failed for user "locked"' in said
    assert "wrong@" not in said
    assert api_says(url) == "The database cannot be reached."


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://postgres@/none?host={folder}", 'database "none" does not exist'),
        ("postgresql://postgres@/postgres?host={folder}/nowhere", "No such file or directory"),
        ("postgresql://postgres@127.0.0.1:1/postgres", "Connection refused"),
    ],
)
def test_what_is_not_there_is_named_to_who_loads(
    machine: Server, tmp_path: Path, address: str, said: str
) -> None:
    url = address.format(folder=machine.folder)
    assert said in load_says(url, tmp_path)
    assert api_says(url) == "The database cannot be reached."


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in load_says("postgresql://[half", tmp_path)
