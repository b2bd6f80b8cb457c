"""The page of a report: what it is, what it refers to, what refers to it."""

import pytest

from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import SOURCE, catalog, location, reference, report

RECORDS: list[Location | Report | Reference] = [
    location("sino-ri"),
    location("academy"),
    report(
        "analysis",
        "2019-01",
        title="Ein Bericht",
        language="de",
        authors=["Victor Cha", "Lisa Collins"],
        series="Undeclared North Korea",
        part=3,
        url="https://example.org/report",
        doi="10.1234/abc",
        rights="CC BY 4.0",
        summary="Describes a base.",
        sources=[{**SOURCE, "kind": "capture", "note": "read in a copy"}],
    ),
    report("earlier", "2018-12-01", title="A study of bases", title_described=True),
    report("correction", "2019-03-01", publisher="CSIS"),
    reference("analysis", "about", "sino-ri"),
    reference("analysis", "mentions", "academy", locator="page 4"),
    reference(
        "analysis",
        "cites-image",
        "sino-ri",
        picture={"sensor": "Sentinel-2", "access": "public", "taken": {"value": "2018-12"}},
    ),
    reference("analysis", "follows", "earlier"),
    reference("correction", "corrects", "analysis"),
]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(catalog(RECORDS))


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    return Page(site.get("/reports/analysis.html").text)


def test_the_head_says_what_the_report_is(page: Page) -> None:
    assert page.texts("h1", lang="de") == ["Ein Bericht"]
    (facts,) = page.texts("dl", **{"class": "facts"})
    for part in (
        "analysis",
        "Authors Victor Cha, Lisa Collins",
        "January 2019 known to the month",
        "Undeclared North Korea, part 3",
        "German",
        "https://example.org/report",
        "10.1234/abc",
        "CC BY 4.0",
    ):
        assert part in facts
    assert "Describes a base." in page.text


def test_sections_stand_in_order(page: Page) -> None:
    assert page.texts("h2") == [
        "Take away",
        "Places it refers to",
        "Pictures it cites",
        "Reports it refers to",
        "Reports and news that refer to it",
        "Where the record was read",
    ]


def test_places_pictures_and_reports_are_listed(page: Page) -> None:
    rows = page.texts("tr")
    assert any(row.startswith("sino-ri is about it") for row in rows)
    assert any(row.startswith("academy mentions it In: page 4.") for row in rows)
    assert any("Satellite: Sentinel-2." in row and "public" in row for row in rows)
    assert "follows A study of bases [description, not title]" in page.text


def test_a_correction_stands_at_the_top(page: Page) -> None:
    notice = page.texts("p", **{"class": "notice"})[0]
    assert notice.startswith("CSIS corrects this report: correction")


def test_a_described_title_is_marked(site: Site) -> None:
    page = Page(site.get("/reports/earlier.html").text)
    assert page.texts("span", **{"class": "tag"}) == ["description, not title"]


def test_a_source_says_of_what_kind_it_is(page: Page) -> None:
    assert "example.org (a capture by a third party); read in a copy" in page.text


def test_a_target_that_is_not_in_the_catalog_is_no_link(make_site: MakeSite) -> None:
    site = make_site(catalog([report("lone"), reference("lone", "about", "nowhere")]))
    page = Page(site.get("/reports/lone.html").text)
    assert "nowhere (a record that is not in the catalog)" in page.text
    assert not [link for link in page.links() if "locations/nowhere" in link["href"]]
