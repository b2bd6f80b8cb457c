"""Where links lead, for who reads a page on paper."""

from imgcat.web.footnotes import Footnotes
from tests.web.conftest import MakeSite
from tests.web.markup import Page
from tests.web.records import POSITION, SOURCE, catalog, location, reference, report


def test_an_address_has_one_number() -> None:
    notes = Footnotes()
    assert [notes.number(each) for each in ("a", "b", "a", "c")] == [1, 2, 1, 3]
    assert list(notes) == ["a", "b", "c"]


def test_every_source_of_a_page_is_a_footnote(make_site: MakeSite) -> None:
    other = {"url": "https://example.com/other", "locator": "page 3"}
    records = catalog(
        [
            location("base", positions=[{**POSITION, "source": other}]),
            report("first"),
            reference("first", "about", "base"),
        ]
    )
    page = Page(make_site(records).get("/locations/base.html").text)
    notes = [text for text in page.texts("li") if text.startswith("https://")]
    assert notes == [SOURCE["url"], other["url"]]
    for link in page.links():
        if "data-note" in link:
            assert notes[int(link["data-note"]) - 1] == link["href"]


def test_a_page_without_sources_has_no_footnotes(make_site: MakeSite) -> None:
    page = Page(make_site(catalog([])).get("/search.html").text)
    assert "aside" not in [tag for tag, _ in page.elements]
