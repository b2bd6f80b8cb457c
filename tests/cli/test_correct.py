"""The commands that correct what is published, as a person runs them."""

import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from imgcat.catalog.build import build
from imgcat.cli import main
from tests.catalog.records import location, small_catalog

Said = tuple[int, str]
Command = Callable[..., Said]

SIGNED = ("--by", "Ann", "--why", "It was wrong.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small catalog in it, in which one base stands twice."""
    records = small_catalog()
    records.locations["sinori"] = location("sinori", 125.36, 39.65)
    build(tmp_path / "catalog", records)
    return tmp_path


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command, run in that folder: its exit code, and all that it prints."""
    monkeypatch.chdir(folder)

    def command(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["imgcat", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


def properties(folder: Path, path: str) -> dict[str, object]:
    found: dict[str, object] = orjson.loads((folder / path).read_bytes())["properties"]
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "cited"),
        ("supersede", "cited", "about"),
        ("merge", "sinori", "sino-ri"),
        ("rename", "sinori", "--name", "Sinori Base", "--source", "https://example.org/x"),
        ("rename", "sinori", "--id", "prk-sinori"),
        ("correct", "reports/news", "title", "News"[::-1]),
    ],
    ids=" ".join,
)
def test_a_correction_ends_in_a_clean_check(
    words: tuple[str, ...], folder: Path, run: Command
) -> None:
    code, said = run(*words, *SIGNED)
    assert code == 0, said
    assert "files written" in said
    code, said = run("check")
    assert code == 0
    assert "0 errors, 0 warnings" in said
    feed = orjson.loads((folder / "catalog/changes.json").read_bytes())
    assert feed["items"][0]["authors"] == [{"name": "Ann"}]
    assert feed["items"][0]["date_published"].endswith("Z")
    assert run(*words, *SIGNED)[0] == 2


def test_another_folder_can_be_named(folder: Path, run: Command) -> None:
    (folder / "catalog").rename(folder / "other")
    assert run("withdraw", "cited", *SIGNED, "--catalog", "other")[0] == 0
    assert properties(folder, "other/references/cited.json")["deprecated"] is True


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("withdraw", "none"), "There is no reference 'none'"),
        (("merge", "sino-ri", "sino-ri"), "cannot be merged into itself"),
        (("rename", "sino-ri"), "Say what to change"),
        (("rename", "sino-ri", "--name", "X"), "needs the page that attests it"),
        (("withdraw", "cited", "--catalog", "nowhere"), "no catalog folder at nowhere"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, ...], sentence: str, folder: Path, run: Command
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    code, said = run(*words, *SIGNED)
    assert code == 2
    assert sentence in " ".join(said.split())
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_a_table_cannot_bring_back_what_was_merged(folder: Path, run: Command) -> None:
    rows = """
- {id: sinori, name: Sinori, facility_type: garrison, source_url: "https://example.org/x"}
- {id: again, report: news, relation: about, target: sinori, source_url: "https://example.org/x"}
- {id: report-new, title: News, kind: news, published: 2019-02-20, source_url: "https://example.org/x"}
"""
    (folder / "rows.yaml").write_text(rows, "utf-8")
    run("merge", "sinori", "sino-ri", *SIGNED)
    code, said = run("import", "rows.yaml")
    assert code == 1
    assert said.count("'sinori' is recorded as 'sino-ri' now; ids are not used again.") == 2
    assert (folder / "catalog/reports/report-new.json").exists()
    assert run("check", "--quiet")[0] == 0
