"""The static site: the same pages and files as on a server, whole, stable, and nothing else in the folder."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import orjson
import pyarrow.parquet as pq
import pystac
import pytest
from starlette.staticfiles import StaticFiles

from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError
from imgcat.model.tombstone import Tombstone
from imgcat.web.assets import ASSETS
from imgcat.web.kind import HTML
from imgcat.web.kinds import KINDS
from imgcat.web.site import Site as Pages
from imgcat.web.static_site import BEGUN, WRITTEN, Outcome, write
from tests.serving import serving
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import NOW, POSITION, SOURCE, catalog, location, reference, report

BASE = "http://test"
LIVE = re.compile(r'<(\w+) class="live">.*?</\1>', re.DOTALL)
ODD = "x/ü 1%2F+.html"
TAKEN = {"value": "2018-12-27"}
CHANGE = {"at": "2026-01-02T00:00:00Z", "by": "A Curator", "why": "A wrong page."}


def records() -> Records:
    made = catalog(
        [
            location("base", positions=[POSITION], related=[near("camp")]),
            location("camp", country=None),
            location("dam", country="BRA", types=[{"value": "dam", "source": SOURCE}]),
            report("first", series="A series", authors=["Ann Author"], language="en"),
            report("news", "2019-01-22", kind="news", publisher="News & Co"),
            report("undated", None, publisher=None),
            reference("first", "about", "base", changes=[{"kind": "corrected", **CHANGE}]),
            reference("first", "cites-image", "base", picture=picture("Sentinel-2")),
            reference("first", "mentions", "camp", deprecated=True),
            reference("news", "reports-on", "first"),
        ]
    )
    moved = {"kind": "renamed", "other": "base", **CHANGE}
    made.tombstones["old"] = Tombstone.model_validate(
        {"id": "old", "created": NOW, "title": "Old", "replaced_by": "base", "changes": [moved]}
    )
    return made


def near(other: str) -> dict[str, Any]:
    return {"relation": "near", "location": other, "source": SOURCE}


def picture(sensor: str) -> dict[str, Any]:
    return {
        "taken": TAKEN,
        "credit": "ESA",
        "provider": "ESA",
        "sensor": sensor,
        "missions": [sensor.lower()],
    }


def scene(scene_id: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": scene_id,
        "collection": "items",
        "geometry": {"type": "Point", "coordinates": [125.3, 39.6]},
        "bbox": [125.3, 39.6, 125.3, 39.6],
        "properties": {"datetime": "2018-12-27T02:15:00Z", "platform": "sentinel-2a"},
        "links": [],
        "assets": {},
    }


@pytest.fixture(scope="module")
def served(make_site: MakeSite) -> Site:
    return make_site(records(), [scene("plain"), scene(ODD)])


@pytest.fixture(scope="module")
def folder(served: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("static") / "site"
    assert built(served, made).refused == 0
    return made


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """The address of a plain web host that has the folder."""
    with serving(StaticFiles(directory=folder)) as address:
        yield address


def built(site: Site, folder: Path) -> Outcome:
    return write(Pages(site.store, BASE, live=False), folder)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_kind_of_page_and_file_is_the_same_on_a_server(served: Site, folder: Path) -> None:
    site = Pages(served.store, BASE, live=False)
    compared = 0
    for kind in KINDS:
        found = list(kind.paths(site))
        assert found, f"There is no {kind.pattern} to compare."
        for path, _ in found:
            if path.startswith("locations/old."):
                continue  # A server leads on from there.
            answer = served.get(f"/{quote(path)}")
            assert answer.status_code == 200, path
            assert answer.headers["content-type"] == kind.media_type
            static = (folder / path).read_bytes()
            if kind.media_type == HTML:
                assert LIVE.sub("", answer.text) == LIVE.sub("", static.decode()), path
                assert 'class="live"' not in static.decode()
            else:
                assert answer.content == static, path
            compared += 1
    expected = compared + 2 + len(ASSETS)  # The page and the Item of what moved.
    assert len(files(folder)) == expected + 1  # The list of them.


def test_every_link_leads_to_a_file_of_the_folder(folder: Path) -> None:
    held = set(files(folder))
    for path in held:
        if not path.endswith(".html") or path == "404.html":
            continue
        page = Page((folder / path).read_text())
        assert page.faults == [], path
        for _, attributes in page.elements:
            for name in ("href", "src"):
                target = urlsplit(urljoin(f"{BASE}/{quote(path)}", attributes.get(name, "")))
                if target.netloc == "test":
                    assert unquote(target.path)[1:] in held, (path, attributes)
                    assert not attributes.get(name, "").startswith("/")


@pytest.mark.filterwarnings("ignore::pystac.errors.DeprecatedWarning")
def test_it_is_a_static_catalog_that_pystac_walks(folder: Path, host: str) -> None:
    root = pystac.Catalog.from_file(f"{host}/catalog.json")
    found = {(item.collection_id, item.id) for item in root.get_items(recursive=True)}
    assert {("locations", "base"), ("locations", "old"), ("items", ODD)} <= found
    assert {each for each in found if each[0] == "references"} == {
        ("references", f"first-{each}")
        for each in ("about-base", "cites-image-base", "mentions-camp")
    } | {("references", "news-reports-on-first")}
    held = set(files(folder))
    for item in root.get_items(recursive=True):
        for link in item.links:
            if link.rel in {"related", "alternate", "root", "parent", "collection"}:
                target = str(link.get_absolute_href()).removeprefix(f"{host}/")
                assert unquote(target) in held, (item.id, link)


def test_each_collection_is_one_parquet_file_too(folder: Path) -> None:
    for path, ids in (
        ("locations", {"base", "camp", "dam", "old"}),
        ("scenes/items", {"plain", ODD}),
    ):
        assert set(pq.read_table(folder / path / "items.parquet")["id"].to_pylist()) == ids
        about = orjson.loads((folder / path / "collection.json").read_bytes())
        assert about["assets"]["items"]["href"] == "./items.parquet"


def test_what_refers_to_a_record_stands_beside_it(folder: Path) -> None:
    found = orjson.loads((folder / "locations/base.references.json").read_bytes())
    assert {each["id"] for each in found["features"]} == {
        "first-about-base",
        "first-cites-image-base",
    }


def test_feeds_can_be_read(folder: Path) -> None:
    for path in (
        "feed.atom",
        "locations/base.atom",
        "publishers/publisher.atom",
        "series/a-series.atom",
    ):
        feed = feedparser.parse((folder / path).read_bytes())
        assert not feed.bozo
        assert feed.entries
        assert feed.feed.id == f"{BASE}/{path}"
    changes = orjson.loads((folder / "changes.json").read_bytes())
    assert {each["tags"][0] for each in changes["items"]} == {"corrected", "renamed"}


def test_the_sitemap_names_every_page(folder: Path) -> None:
    tree = ElementTree.fromstring((folder / "sitemap-1.xml").read_bytes())  # noqa: S314 - our own
    named = {unquote(urlsplit(each.text or "").path)[1:] for each in tree.iter() if each.text}
    pages = {path for path in files(folder) if path.endswith(".html") and path != "404.html"}
    assert {path for path in pages if path.count("/") < 2} <= named  # Scenes stand deeper.
    assert f"{BASE}/sitemap.xml" in (folder / "robots.txt").read_text()


def test_what_moved_leads_on(folder: Path) -> None:
    page = Page((folder / "locations/old.html").read_text())
    (refresh,) = [each for tag, each in page.elements if each.get("http-equiv") == "refresh"]
    assert refresh["content"] == "0; url=../locations/base.html"


def test_a_second_run_writes_nothing_and_another_folder_gets_the_same_bytes(
    served: Site, folder: Path, tmp_path: Path
) -> None:
    again = built(served, folder)
    assert (again.written, again.removed) == (0, 0)
    built(served, tmp_path / "other")
    assert files(tmp_path / "other") == files(folder)


def test_what_is_gone_is_taken_away_and_what_is_not_ours_stays(
    make_site: MakeSite, served: Site, tmp_path: Path
) -> None:
    built(served, tmp_path / "site")
    own = tmp_path / "site" / "CNAME"
    own.write_text("imagery.example.org")
    fewer = make_site(catalog([location("base", positions=[POSITION])]))
    outcome = built(fewer, tmp_path / "site")
    assert outcome.removed > 0
    own_files = files(tmp_path / "site")
    assert own_files.pop("CNAME") == b"imagery.example.org"
    built(fewer, tmp_path / "anew")
    assert own_files == files(tmp_path / "anew")
    assert not (tmp_path / "site" / "publishers").exists()


def test_an_interrupted_run_leaves_whole_files_and_the_next_one_goes_on(
    served: Site, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "site"

    def stop(done: int, _: int) -> None:
        if done == 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(Pages(served.store, BASE, live=False), target, stop)
    begun = files(target)
    lines = begun.pop(BEGUN).decode().splitlines()
    assert begun.items() <= files(folder).items()
    assert set(begun) <= set(lines)
    built(served, target)
    assert files(target) == files(folder)


def test_a_folder_that_is_not_a_site_is_left_alone(served: Site, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(ImgcatError, match="is not empty, and not a site"):
        built(served, tmp_path)
    with pytest.raises(ImgcatError, match="is a file"):
        built(served, tmp_path / "thesis.tex")
    assert files(tmp_path) == {"thesis.tex": b"x"}


def test_a_list_that_was_tampered_with_takes_nothing_else_away(
    served: Site, tmp_path: Path
) -> None:
    (tmp_path / "precious").write_text("x")
    target = tmp_path / "site"
    built(served, target)
    (target / WRITTEN).write_text(f"../precious\n{tmp_path}/precious\na/../../precious\n")
    built(served, target)
    assert (tmp_path / "precious").exists()


def unreadable() -> Iterator[dict[str, Any]]:
    for made in (location("bad").to_item(), report("bad").to_item()):
        made["properties"]["ref:sources"] = [{"url": "javascript:alert(1)"}]
        yield made


def test_a_record_that_cannot_be_read_has_a_page_that_says_why(
    make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site(catalog([location("good")]), unreadable())
    outcome = built(site, tmp_path / "site")
    assert outcome.refused == len(outcome.reasons) == 2
    assert all("sources.0.url" in each for each in outcome.reasons)
    page = Page((tmp_path / "site/locations/bad.html").read_text())
    assert page.texts("h1") == ["This record has no page"]
    assert (
        LIVE.sub("", site.get("/locations/bad.html").text)
        == (tmp_path / "site/locations/bad.html").read_text()
    )


def test_an_empty_catalog_is_a_site_too(make_site: MakeSite, tmp_path: Path) -> None:
    built(make_site(catalog([])), tmp_path / "site")
    root = pystac.Catalog.from_file(str(tmp_path / "site/catalog.json"))
    assert [each.id for each in root.get_children()] == ["locations", "reports", "references"]
