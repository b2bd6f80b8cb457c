"""Every page of the catalog that ships: it is there, it is sound, and its links lead somewhere."""

from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import orjson
import pytest

from imgcat.web.assets import ASSETS
from imgcat.web.kind import HTML
from imgcat.web.kinds import KINDS
from imgcat.web.site import Site as Pages
from tests.engines import CATALOG
from tests.web.conftest import Site
from tests.web.markup import Page

pytestmark = pytest.mark.slow


def records(folder: str) -> list[Path]:
    return sorted(path for path in (CATALOG / folder).glob("*.json") if path.stem != "collection")


@pytest.fixture(scope="module")
def paths(real_site: Site) -> dict[str, str]:
    """The media type of every address of the table of kinds."""
    site = Pages(real_site.store, "http://test", live=True)
    return {path: kind.media_type for kind in KINDS for path, _ in kind.paths(site)}


@pytest.fixture(scope="module")
def all_pages(real_site: Site, paths: dict[str, str]) -> dict[str, Page]:
    found = {}
    html = [path for path, media_type in paths.items() if media_type == HTML]
    for address in (*(f"/{quote(path)}" for path in html), "/search.html?q=sino"):
        answer = real_site.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        found[address] = Page(answer.text)
    return found


def test_every_page_is_well_formed(all_pages: dict[str, Page]) -> None:
    assert {address: page.faults for address, page in all_pages.items() if page.faults} == {}


@pytest.mark.parametrize("folder", ["locations", "reports"])
def test_every_record_has_a_page_with_its_title_as_the_one_heading(
    all_pages: dict[str, Page], folder: str
) -> None:
    for path in records(folder):
        title = " ".join(orjson.loads(path.read_bytes())["properties"]["title"].split())
        assert all_pages[f"/{folder}/{path.stem}.html"].texts("h1") == [title]


def test_every_link_leads_to_a_page_or_file_or_another_site(
    all_pages: dict[str, Page], paths: dict[str, str]
) -> None:
    known = {f"/{path}" for path in paths} | {f"/static/{path}" for path in ASSETS} | {"/api.html"}
    for address, page in all_pages.items():
        for link in page.links():
            target = urlsplit(urljoin(f"http://test{address}", link["href"]))
            if target.netloc != "test":
                assert target.scheme in {"http", "https"}, link
                assert link["rel"] == "noopener noreferrer", link
            else:
                assert unquote(target.path) in known, (address, link)
        for tag, attributes in page.elements:
            if tag == "link" and attributes["rel"] == "alternate":
                target = urlsplit(urljoin(f"http://test{address}", attributes["href"]))
                served = paths[unquote(target.path).removeprefix("/")]
                assert served.partition(";")[0] == attributes["type"], attributes


def test_links_within_pages_have_targets(all_pages: dict[str, Page]) -> None:
    ids = {
        urlsplit(address).path: {attributes.get("id") for _, attributes in page.elements}
        for address, page in all_pages.items()
    }
    for address, page in all_pages.items():
        for link in page.links():
            target = urlsplit(urljoin(f"http://test{address}", link["href"]))
            # Behind the # of the explore page stands a selection.
            if target.netloc == "test" and target.fragment and target.path != "/explore.html":
                assert target.fragment in ids[target.path], (address, link)


def test_every_table_has_a_caption_and_scoped_headings(all_pages: dict[str, Page]) -> None:
    for address, page in all_pages.items():
        tables = [tag for tag, _ in page.elements if tag == "table"]
        assert len(page.texts("caption")) == len(tables), address
        assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")


def test_nothing_is_fetched_but_style_sheets_icon_and_scripts_of_the_site(
    all_pages: dict[str, Page],
) -> None:
    for page in all_pages.values():
        sources = [attributes["src"] for _, attributes in page.elements if "src" in attributes]
        assert all(each.lstrip("./").startswith("static/") for each in sources)
        fetched = [
            attributes["href"].split("?")[0].lstrip("./")
            for tag, attributes in page.elements
            if tag == "link" and attributes["rel"] in {"stylesheet", "icon"}
        ]
        assert fetched[0] == "static/style.css"
        assert all(each.startswith("static/") for each in fetched)


def test_the_first_page_is_small(real_site: Site) -> None:
    home = real_site.get("/index.html").text
    fetched = [
        real_site.get(urljoin("/index.html", attributes.get("href") or attributes["src"]))
        for tag, attributes in Page(home).elements
        if (tag == "link" and attributes["rel"] in {"stylesheet", "icon"})
        or (tag == "script" and "src" in attributes)
    ]
    assert {answer.status_code for answer in fetched} == {200}
    assert len(home.encode()) + sum(len(answer.content) for answer in fetched) < 100_000
