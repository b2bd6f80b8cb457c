"""The commands as a person runs them: what they print, and how they end."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import httpx
import orjson
import pytest
from pystac_client import Client

from imgcat.catalog.build import build
from imgcat.cli import main
from tests.catalog.records import location, small_catalog
from tests.catalog.repository import committed

IMGCAT = Path(sys.executable).with_name("imgcat")
ENVIRONMENT = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, run to its end by its entry point in this process: a start takes longer than most commands.

    What would be a traceback is raised.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        chdir(cwd),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", ["imgcat", *map(str, words)])
        # The command puts its own in its place.
        patch.setattr(sys, "excepthook", sys.excepthook)
        with pytest.raises(SystemExit) as ended:
            main()
    code = int(ended.value.code or 0)
    return subprocess.CompletedProcess([], code, out.getvalue(), err.getvalue())


def run_apart(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed command, run to its end as a process of its own."""
    return subprocess.run(
        [IMGCAT, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small catalog in it."""
    build(tmp_path / "catalog", small_catalog())
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*words: object, cwd: Path) -> Iterator[tuple[str, Path]]:
    """The base URL of `imgcat serve`, started as a process of its own, and the file with what it prints."""
    port, log = free_port(), cwd / "log.txt"
    with log.open("w") as output:
        server = subprocess.Popen(
            [IMGCAT, "serve", *map(str, words), "--port", str(port), "--cache", cwd / "cache"],
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ENVIRONMENT,
        )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{base}/conformance", timeout=5)
                break
            except httpx.TransportError:
                assert server.poll() is None, log.read_text()
                time.sleep(0.05)
        yield base, log
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) in (0, 130, -signal.SIGINT)
    assert "Traceback" not in log.read_text()


def test_python_dash_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "imgcat", "--help"], capture_output=True, text=True, check=True
    )
    assert all(name in done.stdout for name in ("serve", "build", "check", "import"))


def test_build_writes_once_and_check_is_clean(folder: Path) -> None:
    assert "0 files written, 0 removed" in run("build", cwd=folder).stdout
    done = run_apart("check", cwd=folder)
    assert done.returncode == 0
    assert "0 errors" in done.stdout


def test_check_ends_with_one_where_something_is_wrong(folder: Path) -> None:
    (folder / "catalog/reports/news.json").unlink()
    done = run("check", cwd=folder)
    assert done.returncode == 1
    assert (
        "references/on.json#/properties/ref:report: error: There is no report 'news'" in done.stdout
    )


@pytest.mark.parametrize(("words", "code"), [(("check",), 1), (("build", "--catalog", "no"), 2)])
def test_the_installed_command_ends_as_its_entry_point(
    folder: Path, words: tuple[str, ...], code: int
) -> None:
    (folder / "catalog/reports/news.json").unlink()
    done, apart = run(*words, cwd=folder), run_apart(*words, cwd=folder)
    assert (apart.returncode, apart.stdout) == (done.returncode, done.stdout)
    assert apart.stderr == done.stderr
    assert apart.returncode == code


def test_build_refuses_to_write_where_a_file_cannot_be_read(folder: Path) -> None:
    broken = folder / "catalog/reports/news.json"
    broken.write_text("{")
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    done = run("build", cwd=folder)
    assert done.returncode == 1
    assert "Nothing was written" in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_import_dry_run_writes_nothing_and_tells_all(folder: Path) -> None:
    rows = folder / "rows.ndjson"
    rows.write_text(
        '{"product_id": "LC08_L2SP_116034_20240829_02_T1", "source_url": "https://example.org"}\n{"product_id": 5}\n'
    )
    before = sorted(folder.rglob("*.json"))
    done = run("import", rows, "--dry-run", cwd=folder)
    assert done.returncode == 1
    assert "rows.ndjson:2" in done.stdout
    assert "Nothing was written" in done.stdout
    assert sorted(folder.rglob("*.json")) == before
    done = run("import", rows, "--created", "2026-11-22", cwd=folder)
    assert done.returncode == 1
    assert (folder / "catalog/scenes/landsat-c2-l2/LC08_L2SP_116034_20240829_02_T1.json").is_file()
    assert run("check", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build",), "There is no catalog folder at catalog"),
        (("check", "--catalog", "nowhere"), "There is no catalog folder at nowhere"),
        (("serve", "nowhere.ndjson"), "nowhere.ndjson"),
        (("import", "rows.xlsx"), "a table is told by its suffix"),
    ],
)
def test_an_error_is_a_sentence_and_exit_code_two(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "--catalog", "file"), "it is not a folder"),
        (("import", "rows.ndjson", "--catalog", "file"), "it is not a folder"),
        (("import", "rows.ndjson", "--catalog", "file/below"), "Not a directory"),
        (("import", "rows.ndjson", "--catalog", "taken"), "cannot be read or written"),
        (("import", "rows.ndjson", "--catalog", "foreign"), "the catalog 'theirs'"),
        (("build", "--catalog", "foreign"), "the catalog 'theirs'"),
    ],
)
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "rows.ndjson").write_text(
        '{"product_id": "LC08_L2SP_116034_20240829_02_T1", "source_url": "https://example.org"}\n'
    )
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/locations").write_text("")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/catalog.json").write_text('{"id": "theirs"}')
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_build_refuses_to_take_away_what_a_person_wrote(folder: Path) -> None:
    path = folder / "catalog/locations/sino-ri.json"
    item = orjson.loads(path.read_bytes())
    item["properties"]["ref:remark"] = "a remark"
    path.write_bytes(orjson.dumps(item))
    written = path.read_bytes()
    done = run("build", cwd=folder)
    assert done.returncode == 1
    assert "sino-ri.json#/properties/ref:remark: error: " in done.stdout
    assert path.read_bytes() == written


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", taken.getsockname()[1], cwd=folder)
    assert done.returncode == 2
    assert "Choose another with --port" in done.stderr


def test_serve_answers_api_and_pages_and_the_real_client_searches(folder: Path) -> None:
    with served(cwd=folder) as (base, log):
        assert base in log.read_text()
        client = Client.open(base)
        found = client.search(
            collections=["references"], filter="a_contains(\"ref:locations\", ('sino-ri'))"
        )
        assert {item.id for item in found.items()} == {"about", "cited"}
        assert (
            "text/html" in httpx.get(base, headers={"Accept": "text/html"}).headers["content-type"]
        )
        assert httpx.get(f"{base}/locations/sino-ri.html").status_code == 200


@pytest.mark.slow
def test_the_index_is_built_when_files_change_and_only_then(folder: Path) -> None:
    cache = folder / "cache"
    with served(cwd=folder):
        (first,) = cache.rglob("*.sqlite")
        made = first.stat().st_mtime_ns
    with served(cwd=folder):
        assert [path.stat().st_mtime_ns for path in cache.rglob("*.sqlite")] == [made]
    path = folder / "catalog/locations/sino-ri.json"
    path.write_bytes(path.read_bytes().replace(b"Sino-Ri", b"Sino-Ri Base"))
    with served(cwd=folder) as (base, _):
        (second,) = cache.rglob("*.sqlite")
        assert second != first
        assert httpx.get(f"{base}/locations/match", params={"q": "Sino-Ri Base"}).json()["matches"]
    second.write_bytes(b"damaged")
    with served(cwd=folder) as (base, _):
        assert httpx.get(f"{base}/search").json()["numberMatched"] == 12
    shutil.rmtree(cache)
    with served(cwd=folder) as (base, _):
        assert httpx.get(f"{base}/search").json()["numberMatched"] == 12


@pytest.mark.slow
def test_any_mix_of_sources_is_served_and_what_is_bad_is_told(folder: Path) -> None:
    item = orjson.loads((folder / "catalog/locations/sino-ri.json").read_bytes())
    stray = {**item, "id": "stray", "collection": "elsewhere"}
    (folder / "items.ndjson").write_bytes(orjson.dumps(stray) + b"\n{\n")
    foreign = folder / "foreign"
    foreign.mkdir()
    (foreign / "item.json").write_bytes(orjson.dumps({**stray, "id": "other", "links": []}))
    (foreign / "catalog.json").write_text("")
    with served("catalog", "items.ndjson", "foreign", "--workers", 2, cwd=folder) as (base, log):
        ids = [each["id"] for each in httpx.get(f"{base}/collections").json()["collections"]]
        assert {"locations", "elsewhere"} <= set(ids)
        assert httpx.get(f"{base}/collections/elsewhere/items/stray").status_code == 200
        assert httpx.get(f"{base}/collections/elsewhere/items/other").status_code == 200
        told = log.read_text()
        assert "items.ndjson:2" in told
        assert "The collection 'elsewhere' was not given; it is made up from its items." in told


@pytest.mark.slow
def test_a_review_goes_to_standard_output_or_to_a_file_with_maps(tmp_path: Path) -> None:
    records = small_catalog()
    catalog = committed(tmp_path, records)
    records.locations["new"] = location("new", 125.9, 39.1)
    build(catalog, records)
    told = run("check", "--against", "main", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("# What changes against main (")
    assert "![" not in told.stdout
    written = run("check", "--against", "HEAD", "--report", "review.md", cwd=tmp_path)
    assert written.returncode == 0, written.stderr
    assert "(review-maps/new.svg)" in (tmp_path / "review.md").read_text("utf-8")
    assert (tmp_path / "review-maps/new.svg").read_text("utf-8").startswith("<svg")
    records.locations["new"] = location("new", 125.9, 10.1)
    build(catalog, records)
    wrong = run("check", "--against", "main", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "point-outside-country" in wrong.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--against", "main"), "is not in a git repository"),
        (("--report", "x.md"), "say with --against"),
    ],
)
def test_a_review_that_cannot_be_made_is_refused(
    words: tuple[str, ...], said: str, folder: Path
) -> None:
    done = run("check", *words, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
