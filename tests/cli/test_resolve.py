"""`imgcat resolve`, as a curator runs it."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner, Result

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.check.pictures import decided
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records, Ties
from imgcat.cli.app import app
from imgcat.errors import ImgcatError
from imgcat.model.finding import Severity
from imgcat.model.reference import Picture
from imgcat.model.scene import scene_from_id
from imgcat.model.vocabulary import Access, Relation
from imgcat.model.when import When
from tests.catalog.records import location, reference, report
from tests.cli.test_cli import run

TAKEN = "s2a-20181104T021841-52sdg"
L1C = "S2A_MSIL1C_20181104T021841_N0206_R003_T52SDG_20181104T055443"
OTHERS = (
    "S2A_MSIL1C_20181101T020821_N0206_R103_T52SDG_20181101T040328",
    "S2B_MSIL1C_20181106T020849_N0207_R103_T52SDG_20181106T034331",
)


def _picture(**more: Any) -> Picture:
    return Picture(**{"taken": When(value="2018-11-04"), "access": Access.PUBLIC, **more})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is run: a catalog of two pictures of one place, without scenes, beside a file of scenes."""
    records = Records()
    place = location("wonju", 128.2, 37.4, country="KOR")
    records.locations[place.id] = place
    made = report("paper", "2018-11-20")
    records.reports[made.id] = made
    for name, picture in (
        ("public", _picture(credit="Copernicus Sentinel-2", missions=("sentinel-2",))),
        ("sold", _picture(credit="Planet Labs", access=Access.COMMERCIAL)),
    ):
        records.references[name] = reference(
            name, "paper", Relation.CITES_IMAGE, "wonju", picture=picture
        )
    build(tmp_path / "catalog", records)
    lines = [orjson.dumps(scene_from_id(each)) for each in (L1C, *OTHERS)]
    (tmp_path / "scenes.ndjson").write_bytes(b"\n".join(lines))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def resolve(folder: Path, *words: str) -> Result:
    """The command in this process; what it refuses is its exception."""
    return CliRunner().invoke(app, ["resolve", *words, "--cache", str(folder / "cache")])


def properties(folder: Path, name: str) -> dict[str, Any]:
    path = folder / "catalog" / "references" / f"{name}.json"
    return dict(orjson.loads(path.read_bytes())["properties"])


def test_every_open_picture_gets_its_class_and_candidates_with_their_parts(folder: Path) -> None:
    done = resolve(folder, "--all", "--source", "scenes.ndjson")
    assert done.exit_code == 0, done.output
    assert "public: wonju, 2018-11-04; sentinel-2\n  class: unique" in done.stdout
    assert f" 95 {TAKEN}: 2018-11-04 02:18 UTC, 10:51 solar time there" in done.stdout
    assert "sensor 30, date 30, coverage 15, usable 5, uniqueness 15" in done.stdout
    assert "sold: wonju, 2018-11-04" in done.stdout
    assert "no public scene is it. The candidates are the nearest public scenes." in done.stdout
    assert "2 pictures: 1 unique, 1 none-public." in done.stdout
    assert properties(folder, "public")["ref:resolution"] == "unresolved"


def test_a_person_accepts_and_the_scene_comes_into_the_catalog(folder: Path) -> None:
    words = ("--by", "A. Curator", "--why", "The ships are the same.")
    done = resolve(folder, "public", "--accept", TAKEN, "--source", "scenes.ndjson", *words)
    assert done.exit_code == 0, done.output
    assert f"The scene {L1C} was added" in done.stdout
    made = properties(folder, "public")
    assert (made["ref:resolution"], made["ref:acquisition"]) == ("accepted", TAKEN)
    decision = made["ref:decision"]
    assert (decision["by"], decision["why"]) == ("A. Curator", "The ships are the same.")
    assert decision["score"] == sum(decision["parts"].values())
    assert decision["searched"] == ["catalog, scenes.ndjson"]
    assert made["ref:scenes"] == [f"sentinel-2-l1c/{L1C}"]
    assert [each for each in check(folder / "catalog") if each.severity is not Severity.NOTE] == []

    done = resolve(
        folder, "public", "--reopen", "--by", "B. Curator", "--why", "Another pass fits."
    )
    assert done.exit_code == 0, done.output
    made = properties(folder, "public")
    assert made["ref:resolution"] == "unresolved"
    assert "ref:decision" not in made
    assert "ref:acquisition" not in made
    changes = made["ref:changes"]
    assert [(each["by"], each["kind"]) for each in changes] == [
        ("A. Curator", "resolved"),
        ("B. Curator", "resolved"),
    ]
    assert changes[1]["before"] == decision


def test_a_product_id_can_be_accepted_that_no_search_finds(folder: Path) -> None:
    words = ("--by", "A. Curator", "--why", "Seen in the browser.")
    done = resolve(folder, "public", "--accept", L1C + ".SAFE", *words)
    assert done.exit_code == 0, done.output
    made = properties(folder, "public")
    assert made["ref:acquisition"] == TAKEN
    assert "score" not in made["ref:decision"]


def test_that_there_is_no_public_scene_is_a_decision_too(folder: Path) -> None:
    words = ("--by", "A. Curator", "--why", "Planet alone flew over.")
    for name in ("public", "sold"):
        done = resolve(folder, name, "--none", *words)
        assert done.exit_code == 0, done.output
        assert properties(folder, name)["ref:resolution"] == "none-public"
    done = resolve(folder, "--all")
    assert "No picture is open." in done.stdout


def test_a_scene_of_another_day_is_accepted_with_a_warning(folder: Path) -> None:
    words = ("--by", "A. Curator", "--why", "The caption is wrong.")
    assert resolve(folder, "public", "--accept", OTHERS[0], *words).exit_code == 0
    (finding,) = decided(Ties(read(folder / "catalog")[0]))
    assert finding.severity is Severity.WARNING
    assert "the scene is of 2018-11-01, but the picture is dated 2018-11-04" in finding.message
    assert "The caption is wrong." in finding.message


def test_a_caption_is_resolved_at_a_place_or_a_point(folder: Path) -> None:
    words = ("--caption", "Sentinel-2, 4 November 2018", "--source", "scenes.ndjson", "--json")
    for where in (("--location", "wonju"), ("--point", "128.2,37.4")):
        done = resolve(folder, *words, *where, "--published", "2018-11-20")
        assert done.exit_code == 0, done.output
        answer = orjson.loads(done.stdout)
        assert answer["class"] == "unique"
        assert answer["candidates"][0]["acquisition"] == TAKEN
        assert answer["parsed"]["missions"] == ["sentinel-2"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give ids of references, or --all"),
        (("public", "--all"), "Give ids of references, or --all"),
        (("nobody",), "There is no reference 'nobody'"),
        (("public", "--accept", TAKEN), "A decision needs --by NAME and --why TEXT."),
        (("public", "--accept", TAKEN, "--none"), "one of --accept, --none"),
        (("--all", "--none", "--by", "A", "--why", "b"), "on one reference"),
        (("public", "--accept", "x", "--by", "A", "--why", "b"), "neither the acquisition"),
        (("public", "--reopen", "--by", "A", "--why", "b"), "Nobody has decided"),
        (("public", "--reopen"), "A decision needs --by NAME and --why TEXT."),
        (("public", "--upstream", "nowhere"), "neither a file or folder, nor an address"),
        (("--caption", "x", "--point", "200,1"), "--point is longitude,latitude"),
        (("--caption", "x", "--point", "nowhere"), "--point is longitude,latitude"),
        (("--caption", "x", "--location", "atlantis"), "There is no location 'atlantis'"),
        (("--caption", "x", "--location", "wonju", "--point", "1,2"), "not both"),
        (("--caption", " "), "from 1 to 2000 characters"),
        (("--caption", "x", "--published", "2018-13"), "--published is a date"),
        (("public", "--point", "1,2"), "belong to a --caption"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("catalog/**/*.json")}
    done = resolve(folder, *words)
    assert isinstance(done.exception, ImgcatError)
    assert said in str(done.exception)
    assert {path: path.read_bytes() for path in folder.rglob("catalog/**/*.json")} == before


def test_as_a_command_it_ends_with_a_sentence(folder: Path) -> None:
    done = run("resolve", "nobody", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.strip() == "imgcat: There is no reference 'nobody' in the catalog."
