"""Search over names of places, in the browser."""

import pytest

from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import SOURCE, catalog, location, report

NAMES = [
    {
        "text": "Sino-ri Missile Operating Base",
        "kind": "preferred",
        "script": "Latn",
        "source": SOURCE,
    },
    {"text": "신오리", "lang": "ko", "script": "Hang", "source": {"citation": "A map of 1980"}},
]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(
        catalog(
            [
                location("prk-sino-ri", names=NAMES),
                location("prk-kangson"),
                report("base", title="The base at Sino-ri, seen again"),
            ]
        )
    )


@pytest.mark.parametrize(
    ("q", "name", "source"),
    [
        ("신오리", "신오리", "A map of 1980"),
        ("sino-ri missile operating base", "Sino-ri Missile Operating Base", "example.org"),
    ],
)
def test_a_hit_says_which_name_matched_and_who_gives_it(
    site: Site, q: str, name: str, source: str
) -> None:
    page = Page(site.get(f"/search.html?q={q}").text)
    assert page.texts("h3") == ["Sino-ri Missile Operating Base"]
    assert f"Matched {name}: " in page.text
    assert f"Name from {source}." in page.text


def test_what_is_not_found_is_said_and_shown_again(site: Site) -> None:
    page = Page(site.get("/search.html?q=casino-right").text)
    assert page.texts("h3") == []
    assert "No place in the catalog has a name like casino-right." in page.text


def test_nothing_asked_is_only_the_form(site: Site) -> None:
    page = Page(site.get("/search.html?q=+").text)
    assert page.texts("h3") == []
    assert [attributes["name"] for tag, attributes in page.elements if tag == "input"] == ["q"]


def test_what_is_asked_is_escaped(site: Site) -> None:
    answer = site.get('/search.html?q="><script>alert(1)</script>')
    assert "<script>" not in answer.text
    assert Page(answer.text).faults == []


def test_too_long_a_name_is_refused_as_a_page(site: Site) -> None:
    answer = site.get(f"/search.html?q={'x' * 501}")
    assert answer.status_code == 400
    assert "at most 500 characters" in Page(answer.text).text


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("the base", ["The base at Sino-ri, seen again"]),
        ("seen sino", ["The base at Sino-ri, seen again"]),
        ("publ", ["Publisher"]),
        ("seen nowhere", []),
    ],
)
def test_titles_are_found_by_the_beginnings_of_their_words(
    site: Site, q: str, titles: list[str]
) -> None:
    page = Page(site.get(f"/search.html?q={q}").text)
    headings = page.texts("h3")
    assert [each for each in headings if each != "Sino-ri Missile Operating Base"] == titles


def test_all_names_stand_in_one_list_by_their_latin_letters(site: Site) -> None:
    page = Page(site.get("/names.html").text)
    assert page.texts("h2") == ["P", "S"]
    names = page.texts("li")
    hangul = names.index("신오리 Sino-ri Missile Operating Base")
    assert names[hangul + 1] == "Sino-ri Missile Operating Base"
    assert "names.html" in [link["href"] for link in Page(site.get("/search.html").text).links()]
