"""`imgcat load` and a server over a database: the same answers as over the files, and clear words when it is away."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psycopg
import pytest
from typer.testing import CliRunner

from imgcat.cli.app import app
from imgcat.cli.application import application
from imgcat.cli.load import STORE
from imgcat.cli.serve import INDEX
from imgcat.errors import ImgcatError
from imgcat.store.index import ready
from tests.cli.test_cli import ENVIRONMENT, IMGCAT, free_port
from tests.engines import CATALOG
from tests.postgres_server import Databases
from tests.serving import serving
from tests.store.items import item

ASKED = (
    "/",
    "/collections",
    "/collections/locations/items/prk-sino-ri",
    "/search?limit=100",
    "/search?bbox=124,37,131,43&sortby=-datetime,title&limit=20",
    "/search?q=sino-ri",
    "/search?filter=casei(title) LIKE casei('%missile%')",
    "/locations/prk-sino-ri/references",
    "/queryables",
    "/collections?q=report",
    "/locations/prk-sino-ri/revisit",
    "/locations/prk-sino-ri/coverage",
    "/aggregate?aggregations=total_count,datetime_frequency,collection_frequency",
)


@pytest.fixture
def over_database(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(STORE, databases.new())
    # Which matches are not worth counting, each engine says by what it costs itself.
    monkeypatch.setenv("IMGCAT_COUNT_LIMIT", "1000000")
    loaded = CliRunner().invoke(app, ["load", str(CATALOG)])
    assert loaded.exit_code == 0, loaded.output
    with serving(application()) as url:
        yield url


@pytest.fixture
def over_files(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(INDEX, str(ready([CATALOG], cache).path))
    monkeypatch.setenv("IMGCAT_COUNT_LIMIT", "1000000")
    with serving(application()) as url:
        yield url


@pytest.mark.slow
def test_a_server_over_a_database_answers_as_one_over_files(
    over_files: str, over_database: str
) -> None:
    for path in ASKED:
        one, other = httpx.get(over_database + path), httpx.get(over_files + path)
        assert one.status_code == other.status_code == 200, path + one.text
        assert _told(one.text.replace(over_database, over_files)) == _told(other.text), path


def _told(answer: str) -> str:
    """The answer without page tokens: those of one engine mean nothing to the other."""
    return re.sub(r"token(=|\":\")[\w-]+", "token", answer)


def test_without_a_database_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STORE, raising=False)
    refused = CliRunner().invoke(app, ["load", str(CATALOG)])
    assert isinstance(refused.exception, ImgcatError)
    assert "names no database" in str(refused.exception)


def test_a_database_that_is_away_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, "postgresql://127.0.0.1:1/none")
    refused = CliRunner().invoke(app, ["load", str(CATALOG)])
    assert isinstance(refused.exception, ImgcatError)
    assert "does not answer" in str(refused.exception)


@pytest.mark.slow
def test_a_server_that_starts_without_its_database_says_why_and_serves(tmp_path: Path) -> None:
    port = free_port()
    environment = {**ENVIRONMENT, STORE: "postgresql://127.0.0.1:1/none", "COLUMNS": "300"}
    server = subprocess.Popen(
        [IMGCAT, "serve", "--port", str(port)],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        told = next(line for line in server.stderr if line.startswith("imgcat: "))
        assert "cannot be reached" in told
        assert "onnection refused" in told
        while True:
            with suppress(httpx.TransportError):
                away = httpx.get(f"http://127.0.0.1:{port}/search", timeout=60)
                break
        assert (away.status_code, away.json()["code"]) == (503, "StoreUnavailable")
    finally:
        server.send_signal(signal.SIGINT)
        _, rest = server.communicate()
    assert "Traceback" not in rest


@pytest.mark.slow
def test_ctrl_c_leaves_the_database_as_it_was(databases: Databases, tmp_path: Path) -> None:
    """Also where several processes read: what is loaded is more than they are ahead of what is stored."""
    url = databases.new()
    file = tmp_path / "items.ndjson"
    filler = "x" * 40_000

    def wanted(title: str, size: int) -> None:
        items = (item(f"item-{n}", title=title, filler=filler) for n in range(size))
        file.write_text("".join(f"{json.dumps(each)}\n" for each in items), "utf-8")

    def held() -> set[tuple[str]]:
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT DISTINCT properties->>'title' FROM imgcat.item")
            return set(found.fetchall())

    command = (str(IMGCAT), "load", str(file))
    environment = {**ENVIRONMENT, STORE: url}
    wanted("old", 10)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    wanted("new", 2_000)
    loading = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with psycopg.connect(url, autocommit=True) as watching:
        running = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY staged%'"
        while not watching.execute(running).fetchone():
            assert loading.poll() is None
            time.sleep(0.01)
    os.killpg(loading.pid, signal.SIGINT)
    _, told = loading.communicate()
    assert loading.returncode != 0
    assert "Traceback" not in told
    assert held() == {("old",)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert held() == {("new",)}
