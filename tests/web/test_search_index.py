"""The files from which pages search: what they hold, and that they stay small."""

from typing import Any
from unittest.mock import ANY

import orjson
import pytest

from imgcat.web import search_index
from tests.web.conftest import MakeSite, Site
from tests.web.records import SOURCE, catalog, location, reference, report


def received(site: Site, address: str) -> tuple[str, Any]:
    """The name and the data that a file hands to the scripts of pages."""
    answer = site.get(f"/search/{address}.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    told = answer.text.removeprefix("imgcat.receive(").removesuffix(");\n")
    name, data = orjson.loads(f"[{told}]")
    return name, data


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    names = [
        {"text": "Sino-ri", "kind": "preferred", "script": "Latn", "source": SOURCE},
        {"text": "신오리", "lang": "ko", "script": "Hang", "source": SOURCE},
    ]
    return make_site(
        catalog(
            [
                location("prk-kangson"),
                location("prk-sino-ri", names=names, admin="North Pyongan"),
                report("sino", title="The base at Sino-ri"),
                reference("sino", "about", "prk-sino-ri"),
            ]
        )
    )


def test_the_index_names_the_other_files(site: Site) -> None:
    name, index = received(site, "index")
    assert name == "search"
    assert index["parts"] == ["places-1", "titles-1"]


def test_a_place_has_all_its_names_and_the_most_cited_comes_first(site: Site) -> None:
    name, part = received(site, "places-1")
    assert name == "search/places-1"
    first, second = part["places"]
    assert first[:6] == ["prk-sino-ri", "Sino-ri", None, "PRK", "North Pyongan", ""]
    assert [text for text, _, _ in first[7]] == ["Sino-ri", "신오리"]
    assert second[0] == "prk-kangson"
    _, use, source = first[7][1]
    assert part["uses"][use] == ["ko", "Hang", None, "variant", "ko-Hang", "ltr", "Korean, Hangul"]
    assert part["sources"][source] == SOURCE["url"]
    assert part["countries"] == {"PRK": "North Korea"}


def test_a_title_says_where_it_leads_and_what_it_is_of(site: Site) -> None:
    _, (publisher, title) = received(site, "titles-1")
    assert publisher == ["publisher", "Publisher", "publishers/publisher.html", None, ANY]
    kind, text, href, lang, about = title
    assert (kind, text, href, lang) == ("report", "The base at Sino-ri", "reports/sino.html", None)
    assert about == "Publisher · 2019-01-21"


@pytest.mark.parametrize("name", ["places-x", "people-1", "places"])
def test_there_is_no_other_file(site: Site, name: str) -> None:
    assert site.get(f"/search/{name}.js").status_code == 404


def test_a_large_catalog_comes_in_parts(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "PART", 2)
    site = make_site(catalog([location(f"place-{number}") for number in range(5)]))
    parts = received(site, "index")[1]["parts"]
    assert parts == ["places-1", "places-2", "places-3"]
    ids = [place[0] for part in parts for place in received(site, part)[1]["places"]]
    assert ids == [f"place-{number}" for number in range(5)]


def test_the_files_of_the_catalog_that_ships_are_small(real_site: Site) -> None:
    whole = sum(
        len(real_site.get(f"/search/{part}.js").content)
        for part in ("index", *received(real_site, "index")[1]["parts"])
    )
    assert whole < 150_000
