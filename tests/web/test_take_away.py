"""What a reader takes away: address, citations, coordinates, files."""

from typing import Any

import pytest

from imgcat.model.scene import scene_from_id
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import NOW, POSITION, catalog, location, reference, report

SCENE = "LC08_L1TP_117033_20190105_20200829_02_T1"
DATE = f"{NOW:%B} {NOW.day}, {NOW.year}"


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    rough = {**POSITION, "uncertainty_m": 8}
    return make_site(
        catalog(
            [
                location("base", positions=[POSITION]),
                location("exact", positions=[rough]),
                location("nowhere"),
                report("first", title="On the base", url="https://example.org/first"),
                reference("first", "about", "base"),
            ]
        ),
        [scene_from_id(SCENE)],
    )


def taken(site: Site, address: str) -> dict[str, str]:
    """The values that can be copied, by what they are."""
    page = Page(site.get(address).text)
    assert page.faults == []
    return {
        attributes["data-copy"]: page.texts("dd", **{"data-copy": attributes["data-copy"]})[0]
        for tag, attributes in page.elements
        if tag == "dd" and "data-copy" in attributes
    }


def test_a_place_is_taken_away_whole(site: Site) -> None:
    assert taken(site, "/locations/base.html") == {
        "permalink": "http://test/locations/base.html",
        "Decimal degrees (latitude, longitude)": "39.644929, 125.355288",
        "Degrees, minutes, seconds": "39°38′42″ N, 125°21′19″ E",
        "MGRS": "51S YD 020 910",
        "citation, Chicago": f"“base.” imgcat, {DATE}. http://test/locations/base.html",
        "citation, APA": "base [Data set]. (2026, January 1). imgcat. http://test/locations/base.html",
        "citation, MLA": "“base.” imgcat, 1 Jan. 2026, http://test/locations/base.html.",
        "address of the STAC Item": "http://test/locations/base.json",
    }


def test_a_position_is_written_as_closely_as_it_is_known(site: Site) -> None:
    found = taken(site, "/locations/exact.html")
    assert found["Degrees, minutes, seconds"] == "39°38′41.7″ N, 125°21′19.0″ E"
    assert len(found["MGRS"].replace(" ", "")) == 15


def test_a_place_without_a_position_has_no_coordinates(site: Site) -> None:
    assert "MGRS" not in taken(site, "/locations/nowhere.html")


def test_a_report_is_cited_as_the_publication_that_it_is(site: Site) -> None:
    assert taken(site, "/reports/first.html")["citation, Chicago"] == (
        "“On the base.” Publisher, January 21, 2019. https://example.org/first"
    )


@pytest.mark.parametrize(
    ("page", "ending"),
    [
        ("locations/base", "kml"),
        ("locations/base", "bib"),
        ("reports/first", "ris"),
        ("references/first-about-base", "csl.json"),
        (f"scenes/landsat-c2-l1/{SCENE}", "kml"),
    ],
)
def test_files_stand_beside_the_page(site: Site, page: str, ending: str) -> None:
    links = Page(site.get(f"/{page}.html").text).links()
    (file,) = [link for link in links if link["href"].endswith(f".{ending}") and "download" in link]
    assert file["href"].lstrip("./") == f"{page}.{ending}"
    assert site.get(f"/{page}.{ending}").status_code == 200


def test_values_are_escaped(make_site: MakeSite) -> None:
    evil: Any = "<b>\"'&"
    answer = make_site(catalog([report("evil", title=evil)])).get("/reports/evil.html")
    assert Page(answer.text).faults == []
    assert "<b>" not in answer.text
