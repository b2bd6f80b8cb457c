"""`imgcat site`: a web site of plain files."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from imgcat.catalog.build import build
from imgcat.cli.app import app
from imgcat.errors import ImgcatError
from imgcat.web.rendering import policy
from tests.web.records import catalog, location, reference, report

HOSTING = Path(__file__).parents[2] / "docs/hosting"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = catalog([location("base"), report("first"), reference("first", "about", "base")])
    build(tmp_path / "catalog", made)
    return tmp_path / "catalog"


def run(source: Path, *arguments: str) -> Result:
    cache = source.parent / "cache"
    return CliRunner().invoke(
        app, ["site", str(source.parent / "site"), str(source), "--cache", str(cache), *arguments]
    )


def test_it_writes_a_site_and_then_only_what_changed(source: Path) -> None:
    first = run(source, "--base-url", "https://imagery.example.org/")
    assert first.exit_code == 0, first.output
    assert " 0 unchanged, 0 removed" in first.output
    assert "https://imagery.example.org/locations/base.html" in (
        source.parent / "site/sitemap-1.xml"
    ).read_text("utf-8")
    again = run(source, "--base-url", "https://imagery.example.org")
    assert "0 files written, " in again.output


def test_a_folder_of_something_else_is_refused(source: Path) -> None:
    (source.parent / "site").mkdir()
    (source.parent / "site/letter.txt").write_text("x")
    done = run(source)
    assert isinstance(done.exception, ImgcatError)
    assert "is not empty" in str(done.exception)


def test_tile_layers_of_a_file_are_offered_and_allowed(source: Path) -> None:
    layers = source.parent / "layers.json"
    layers.write_text('[{"title": "Imagery", "url": "https://tiles.example.org/{z}/{x}/{y}"}]')
    assert run(source, "--tile-layers", str(layers)).exit_code == 0
    page = (source.parent / "site/explore.html").read_text("utf-8")
    assert "img-src &#39;self&#39; data: https://tiles.example.org;" in page
    assert "tiles.example.org/{z}/{x}/{y}" in page


def test_tile_layers_that_are_not_there_are_told_and_nothing_is_written(source: Path) -> None:
    done = run(source, "--tile-layers", str(source.parent / "none.json"))
    assert isinstance(done.exception, ImgcatError)
    assert "The tile layers cannot be read" in str(done.exception)
    assert not (source.parent / "site").exists()


def test_the_example_of_a_web_server_has_the_policy_of_the_pages() -> None:
    text = (HOSTING / "nginx.conf").read_text("utf-8")
    assert f"\"{policy()}; frame-ancestors 'none'\"" in text


def test_the_example_of_a_workflow_builds_the_site() -> None:
    text = (HOSTING / "pages.yml").read_text("utf-8")
    assert 'imgcat site _site catalog --base-url "$BASE_URL"' in text
