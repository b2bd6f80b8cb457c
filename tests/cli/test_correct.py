"""The commands that correct what is published, as a person runs them."""

from pathlib import Path

import orjson
import pytest

from imgcat.catalog.build import build
from tests.catalog.records import location, small_catalog
from tests.cli.test_cli import run

SIGNED = ("--by", "Ann", "--why", "It was wrong.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small catalog in it, in which one base stands twice."""
    records = small_catalog()
    records.locations["sinori"] = location("sinori", 125.36, 39.65)
    build(tmp_path / "catalog", records)
    return tmp_path


def properties(folder: Path, path: str) -> dict[str, object]:
    found: dict[str, object] = orjson.loads((folder / "catalog" / path).read_bytes())["properties"]
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
def test_a_correction_ends_in_a_clean_check(words: tuple[str, ...], folder: Path) -> None:
    done = run(*words, *SIGNED, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "files written" in done.stdout
    checked = run("check", cwd=folder)
    assert checked.returncode == 0, checked.stdout
    assert "0 errors, 0 warnings" in checked.stdout
    feed = orjson.loads((folder / "catalog/changes.json").read_bytes())
    assert feed["items"][0]["authors"] == [{"name": "Ann"}]
    assert feed["items"][0]["date_published"].endswith("Z")
    again = run(*words, *SIGNED, cwd=folder)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_another_folder_can_be_named(folder: Path) -> None:
    done = run("withdraw", "cited", *SIGNED, "--catalog", folder / "catalog", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    assert properties(folder, "references/cited.json")["deprecated"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("withdraw", "none"), "There is no reference 'none'"),
        (("merge", "sino-ri", "sino-ri"), "cannot be merged into itself"),
        (("rename", "sino-ri"), "Say what to change"),
        (("rename", "sino-ri", "--name", "X"), "needs the page that attests it"),
        (("withdraw", "cited", "--catalog", "nowhere"), "no catalog folder at nowhere"),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], said: str, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    done = run(*words, *SIGNED, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_a_table_cannot_bring_back_what_was_merged(folder: Path) -> None:
    rows = folder / "rows.yaml"
    rows.write_text(
        """
- {id: sinori, name: Sinori, facility_type: garrison, source_url: "https://example.org/x"}
- {id: again, report: news, relation: about, target: sinori, source_url: "https://example.org/x"}
- {id: report-kept, title: News, kind: news, published: 2019-02-20, source_url: "https://example.org/page"}
""",
        "utf-8",
    )
    run("merge", "sinori", "sino-ri", *SIGNED, cwd=folder)
    done = run("import", "rows.yaml", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.count("'sinori' is recorded as 'sino-ri' now; ids are not used again.") == 2
    assert run("check", "--quiet", cwd=folder).returncode == 0
