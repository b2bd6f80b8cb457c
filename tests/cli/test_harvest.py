"""`imgcat harvest` as a person runs it."""

import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.cli import main
from imgcat.model.finding import Finding, Severity
from tests.cli.test_cli import ENVIRONMENT, IMGCAT
from tests.ingest.harvest.offers import contents, ndjson, offer, place_catalog, product, scenes
from tests.ingest.harvest.servers import Reply, Rude, landing, page, rude

DAY = "2018-12-27T02:15:11Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalog of one place in it, and an upstream of three scenes."""
    build(tmp_path / "catalog", place_catalog())
    ndjson(
        tmp_path / "up.ndjson",
        offer(product("20181227"), DAY),
        offer("cloudy", DAY, properties={"eo:cloud_cover": 99}),
        offer("late", "2020-12-27T02:15:11Z"),
    )
    return tmp_path


@dataclass
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Done]


@pytest.fixture
def harvest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command, run in this process, as a start takes longer than all the rest."""

    def run(*words: object) -> Done:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "200")
        argv = ["imgcat", "harvest", *map(str, words), "--cache", str(folder / "cache")]
        monkeypatch.setattr("sys.argv", argv)
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


def errors_of(folder: Path) -> list[Finding]:
    return [each for each in check(folder / "catalog") if each.severity is Severity.ERROR]


def test_it_brings_scenes_and_tells_what_it_did(folder: Path, harvest: Command) -> None:
    done = harvest("up.ndjson", "--max-cloud", "50")
    assert done.returncode == 0, done.stderr
    rows = {
        cells[0]: cells[-1]
        for line in done.stdout.splitlines()
        if len(cells := [cell.strip() for cell in line.strip("│ ").split("│")]) == 2
    }
    assert rows["windows"] == "1"
    assert (rows["scenes offered"], rows["added"]) == ("2", "1")
    assert rows["left out: is cloudier than was asked"] == "1"
    assert "0 of 1 pictures have no scene" in done.stdout
    assert errors_of(folder) == []
    before = contents(folder / "catalog")
    assert harvest("up.ndjson", "--max-cloud", "50").returncode == 0
    assert contents(folder / "catalog") == before


def test_a_dry_run_writes_nothing_at_all(folder: Path, harvest: Command) -> None:
    before = contents(folder)
    done = harvest("up.ndjson", "--dry-run")
    assert done.returncode == 0
    assert "Nothing was written" in done.stdout
    assert contents(folder) == before


def test_the_span_of_time_and_the_places_can_be_named(folder: Path, harvest: Command) -> None:
    done = harvest("up.ndjson", "--datetime", "2020-12-01/2020-12-31", "--location", "sino-ri")
    assert done.returncode == 0, done.stderr
    assert [item_id for _, item_id in scenes(folder / "catalog")] == ["late"]


def test_pictures_without_a_scene_are_named(harvest: Command) -> None:
    done = harvest("up.ndjson", "--collection", "others")
    assert "1 of 1 pictures have no scene" in done.stdout
    assert "cited: sino-ri, 2018-12-27" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("atlantis-search",), "neither a file or folder, nor an address"),
        (("up.ndjson", "--location", "atlantis"), "no location 'atlantis'"),
        (("up.ndjson", "--datetime", "2020"), "START/END"),
        (("up.ndjson", "--datetime", "2020-13-01/2021-01-01"), "START/END"),
        (("up.ndjson", "--datetime", "2021-01-01/2020-01-01"), "ends before it begins"),
        (("up.ndjson", "--source", "a file"), "http"),
        (("http://user:secret@example.org/",), "no address that can be asked"),
        (("up.ndjson", "--catalog", "nowhere"), "no catalog folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    folder: Path, harvest: Command, words: tuple[str, ...], said: str
) -> None:
    before = contents(folder)
    done = harvest(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder) == before


def test_an_upstream_that_fails_ends_with_a_sentence_and_loses_nothing(
    folder: Path, harvest: Command
) -> None:
    def answer(server: Rude, path: str) -> Reply:
        if path == "/":
            return Reply(landing(server.url))
        if server.searches() == 1:
            link = {"rel": "next", "href": f"{server.url}/search?page=2"}
            return Reply(page(offer("first", DAY), links=[link]))
        return Reply(status=400)

    with rude(answer) as server:
        done = harvest(server.url, "--rate", "100")
    assert done.returncode == 1
    assert "The search for sino-ri" in done.stdout
    assert "run it again" in done.stderr
    assert [item_id for _, item_id in scenes(folder / "catalog")] == ["first"]
    assert errors_of(folder) == []


def test_ctrl_c_ends_a_run_in_order(folder: Path, harvest: Command) -> None:
    records = place_catalog()
    place, cited = records.locations["sino-ri"], records.references["cited"]
    records.locations["second"] = place.model_copy(update={"id": "second"})
    records.references["two"] = cited.model_copy(update={"id": "two", "location": "second"})
    build(folder / "catalog", records)
    running: list[subprocess.Popen[str]] = []

    def answer(server: Rude, path: str) -> Reply:
        if path == "/":
            return Reply(landing(server.url))
        if server.searches() == 2:
            running[0].send_signal(signal.SIGINT)
            return Reply(drip=b" ")
        return Reply(page(offer("first", DAY)))

    with rude(answer) as server:
        running.append(
            subprocess.Popen(
                [IMGCAT, "harvest", server.url, "--rate", "100", "--cache", folder / "cache"],
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=ENVIRONMENT,
            )
        )
        _, errors = running[0].communicate(timeout=60)
        assert running[0].returncode == 130, errors
        assert "Traceback" not in errors
        assert [item_id for _, item_id in scenes(folder / "catalog")] == ["first"]
        assert errors_of(folder) == []
        server.asked.clear()
        server.asked += ["/search"] * 5
        assert harvest(server.url, "--rate", "100").returncode == 0
        assert server.searches() == 6
