"""`imgcat export`: a file of any format, whole or not at all."""

import csv
import io
import zipfile
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from imgcat.cli.app import app
from imgcat.errors import ImgcatError
from imgcat.export import Format
from imgcat.export.formats import OF_FILES

CATALOG = Path(__file__).parents[2] / "catalog"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def run(cache: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", str(CATALOG), "--cache", str(cache), *arguments])


def rows(cache: Path, *arguments: str) -> list[dict[str, str]]:
    """The rows of a table on standard output."""
    done = run(cache, "--to", "csv", "--out", "-", *arguments)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize("form", OF_FILES, ids=lambda form: form.name)
def test_every_format_is_written(form: Format, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / f"korea.{form.suffix}"
    done = run(cache, "--to", form.name, "--bbox", "125,39,126,40", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 1000
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == [out]


def test_conditions_are_joined_by_and(cache: Path) -> None:
    found = rows(
        cache,
        *("--collection", "reports", "--collection", "references"),
        *("--datetime", "2019-01-01T00:00:00Z/2019-12-31T23:59:59Z"),
        *("--filter", "\"ref:publisher\" = 'CSIS Beyond Parallel'", "--q", "Sino-ri"),
    )
    assert found
    assert {row["collection"] for row in found} <= {"reports", "references"}
    assert {row["publisher"] for row in found} == {"CSIS Beyond Parallel"}
    assert {row["date"][:4] for row in found} == {"2019"}


def test_a_location_comes_with_what_is_tied_to_it(cache: Path) -> None:
    found = {(row["collection"], row["id"]) for row in rows(cache, "--location", "prk-sino-ri")}
    assert {
        ("locations", "prk-sino-ri"),
        ("reports", "bp-sino-ri-2019"),
        ("references", "img-bp-sino-ri-2019-01"),
    } <= found


def test_a_series_comes_with_its_places(cache: Path) -> None:
    found = {row["id"] for row in rows(cache, "--series", "Undeclared North Korea")}
    assert {"bp-sino-ri-2019", "prk-sino-ri"} <= found


def test_the_zip_of_a_series_holds_who_reported_on_it(cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "series.zip"
    done = run(cache, "--series", "Undeclared North Korea", "--to", "zip", "--out", str(out))
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as archive:
        assert "records/reports/cnn-2019-01-sino-ri.json" in archive.namelist()


def test_links_lead_to_where_the_catalog_is_served(cache: Path) -> None:
    arguments = ("--location", "prk-sino-ri", "--base-url", "https://example.org/c/")
    done = run(cache, "--to", "geojson", "--out", "-", *arguments)
    made = orjson.loads(done.stdout)
    (itself,) = {link["href"] for link in made["links"] if link["rel"] == "self"}
    assert itself.startswith("https://example.org/c/search?")
    for feature in made["features"]:
        links = {link["rel"]: link["href"] for link in feature["links"]}
        assert links["self"].startswith("https://example.org/c/collections/")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "xls"), "The formats are geojson,"),
        (("--to", "csv", "--bbox", "1,2,3"), "bbox"),
        (("--to", "csv", "--datetime", "2019"), "RFC 3339"),
        (("--to", "csv", "--filter", "nonsense ="), "filter"),
        (("--to", "csv", "--location", "a", "--series", "b"), "not of both"),
        (("--to", "linkedplaces", "--collection", "reports"), "locations"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kept.csv"
    out.write_text("old")
    done = run(cache, *arguments, "--out", str(out))
    assert isinstance(done.exception, ImgcatError)
    assert told in str(done.exception)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]
