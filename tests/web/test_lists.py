"""The home page and the lists."""

import pytest

from imgcat.web.addresses import page_of_list
from imgcat.web.lists import PAGE
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import catalog, location, reference, report


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(
        catalog(
            [
                location("base"),
                location("camp"),
                location("dam", country="BRA"),
                location("reef", country=None),
                report("old", "1998-05-01"),
                report("month", "2024-05"),
                report("day", "2024-05-30"),
                report("year", "2024"),
                report("undated", None),
                reference("day", "about", "base"),
                reference("day", "cites-image", "base", picture={"taken": {"value": "2024-05-29"}}),
            ]
        )
    )


@pytest.fixture(scope="module")
def long_site(make_site: MakeSite) -> Site:
    return make_site(
        catalog(
            [
                *(report(f"r{number:04}", f"{2000 + number % 20}") for number in range(PAGE + 1)),
                *(location(f"l{number:04}") for number in range(2 * PAGE)),
            ]
        )
    )


def test_the_home_page_counts(site: Site) -> None:
    page = Page(site.get("/index.html").text)
    assert dict(zip(page.texts("dt"), page.texts("dd"), strict=True)) == {
        "locations": "4",
        "reports": "5",
        "references": "2",
        "picture cited": "1",
        "public scenes": "0",
    }


def test_the_newest_reports_come_first_and_vaguer_dates_after_the_days(site: Site) -> None:
    page = Page(site.get("/index.html").text)
    (newest,) = page.texts("ol", **{"class": "reports"})
    order = [newest.index(each) for each in ("2024-05-30", "2024-05 ", "2024 year", "1998-05-01")]
    assert order == sorted(order)
    assert "undated" not in newest


def test_locations_stand_under_their_countries(site: Site) -> None:
    page = Page(site.get("/locations.html").text)
    assert page.texts("h2") == ["Brazil", "North Korea", "No country recorded"]
    assert page.texts("caption") == ["1 location", "2 locations", "1 location"]


def test_reports_stand_under_their_years(site: Site) -> None:
    page = Page(site.get("/reports.html").text)
    assert page.texts("h2") == ["2024", "1998", "Date not known"]


def test_an_empty_catalog_has_pages_too(make_site: MakeSite) -> None:
    site = make_site(catalog([]))
    for path in ("/index.html", "/locations.html", "/reports.html", "/search.html?q=x"):
        assert Page(site.get(path).text).faults == []


def test_a_long_list_has_pages_that_hold_everything_once(long_site: Site) -> None:
    titles = []
    for number in (1, 2):
        page = Page(long_site.get(f"/{page_of_list('reports.html', number)}").text)
        assert f"Page {number} of 2" in page.text
        titles += page.texts("th", scope="row")
    assert len(titles) == len(set(titles)) == PAGE + 1


def test_a_heading_leads_to_the_page_where_it_first_stands(long_site: Site) -> None:
    page = Page(long_site.get("/reports.html").text)
    assert "reports.2.html#y2000" not in [link["href"] for link in page.links()]
    back = Page(long_site.get("/reports.2.html").text)
    assert "reports.html#y2019" in [link["href"] for link in back.links()]


@pytest.mark.parametrize(
    "page", [".3", ".0", ".1", "..1", ".x", "." + "9" * 40, ".999999999", ".²", ".02", "2"]
)
def test_a_page_that_is_not_there_is_not_found(long_site: Site, page: str) -> None:
    assert long_site.get(f"/reports{page}.html").status_code == 404
