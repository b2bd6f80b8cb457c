"""Every page of the catalog that ships: it is there, it is sound, and its links lead somewhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import orjson
import pytest

from tests.web.conftest import CATALOG, Site
from tests.web.markup import Page

LISTS = ["/index.html", "/locations.html", "/reports.html", "/search.html", "/search.html?q=sino"]
OF_THE_API = ("/collections", "/api", "/locations/", "/")


def records(folder: str) -> list[Path]:
    return sorted(path for path in (CATALOG / folder).glob("*.json") if path.stem != "collection")


def addresses() -> Iterator[str]:
    yield from LISTS
    for folder in ("locations", "reports"):
        yield from (f"/{folder}/{path.stem}.html" for path in records(folder))


@pytest.fixture(scope="module")
def all_pages(real_site: Site) -> dict[str, Page]:
    found = {}
    for address in addresses():
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


def test_every_link_leads_to_a_page_the_api_or_another_site(all_pages: dict[str, Page]) -> None:
    pages = {urlsplit(address).path for address in all_pages}
    for address, page in all_pages.items():
        for link in page.links():
            target = urlsplit(urljoin(f"http://test{address}", link["href"]))
            if target.netloc != "test":
                assert target.scheme in {"http", "https"}, link
                assert link["rel"] == "noopener noreferrer", link
            elif target.path.endswith(".html") and target.path != "/api.html":
                assert unquote(target.path) in pages, (address, link)
            else:
                assert target.path.startswith(OF_THE_API), (address, link)


def test_links_within_pages_have_targets(all_pages: dict[str, Page]) -> None:
    ids = {
        urlsplit(address).path: {attributes.get("id") for _, attributes in page.elements}
        for address, page in all_pages.items()
    }
    for address, page in all_pages.items():
        for link in page.links():
            target = urlsplit(urljoin(f"http://test{address}", link["href"]))
            if target.netloc == "test" and target.fragment:
                assert target.fragment in ids[target.path], (address, link)


def test_every_table_has_a_caption_and_scoped_headings(all_pages: dict[str, Page]) -> None:
    for address, page in all_pages.items():
        tables = [tag for tag, _ in page.elements if tag == "table"]
        assert len(page.texts("caption")) == len(tables), address
        assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")


def test_nothing_is_fetched_but_style_sheet_icon_and_scripts_of_the_site(
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
        assert fetched == ["static/style.css", "static/icon.svg"]


def test_the_first_page_is_small(real_site: Site) -> None:
    home = real_site.get("/index.html").text
    fetched = [
        real_site.get(urljoin("/index.html", attributes["href"]))
        for tag, attributes in Page(home).elements
        if tag == "link" and attributes["rel"] in {"stylesheet", "icon"}
    ]
    assert [answer.status_code for answer in fetched] == [200, 200]
    assert len(home.encode()) + sum(len(answer.content) for answer in fetched) < 100_000
