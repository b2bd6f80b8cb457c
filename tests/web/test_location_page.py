"""The page of a location says all that is known of it, in its order."""

import pytest

from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import POSITION, SOURCE, catalog, location, reference, report

NAMES = [
    {"text": "Sino-ri", "kind": "preferred", "script": "Latn", "source": SOURCE},
    {"text": "신오리", "lang": "ko", "script": "Hang", "source": SOURCE},
    {"text": "نطنز", "lang": "fa", "script": "Arab", "source": SOURCE},
]
PICTURE = {
    "credit": "European Space Agency, Beyond Parallel",
    "provider": "European Space Agency",
    "taken": {"value": "2018-12-27", "verbatim": "December 27, 2018"},
}
LATER = {"access": "commercial", "taken": {"value": "2019-03-01", "time": "02:15", "zone": "UTC"}}

RECORDS: list[Location | Report | Reference] = [
    location(
        "sino-ri",
        names=NAMES,
        positions=[{**POSITION, "as_printed": "39°38′41.74″N 125°21′19.04″E"}],
        admin="North Pyongan",
        types=[
            {
                "value": "missile-operating-base",
                "suspected": True,
                "verbatim": "missile operating base",
                "source": SOURCE,
            }
        ],
        note="77 km from Pyongyang per press.",
    ),
    location(
        "academy", related=[{"relation": "supports", "location": "sino-ri", "source": SOURCE}]
    ),
    location("town", positions=[{**POSITION, "role": "stand-in", "uncertainty_m": 8000}]),
    location("reef", disputed=True, country=None),
    report("analysis", "2019-01-21", publisher="CSIS"),
    report("news", "2019-01-22", kind="news", publisher="CNN"),
    report("copy-of-news", "2019-01-23", kind="news"),
    report("denial", "2019-02", kind="official-statement", publisher="Ministry"),
    report("follow-up", "2024-07-02"),
    report("next-in-series", "2019-02-15"),
    report("on-the-next", "2019-02-16", kind="news"),
    reference("analysis", "about", "sino-ri", locator="whole report", quote="a base"),
    reference("analysis", "cites-image", "sino-ri", picture=PICTURE, locator="Figure 1"),
    reference("follow-up", "about", "sino-ri"),
    reference("follow-up", "cites-image", "sino-ri", picture=LATER),
    reference("follow-up", "updates", "analysis"),
    reference("news", "reports-on", "analysis"),
    reference("copy-of-news", "republishes", "news"),
    reference("denial", "disputes", "news"),
    reference("next-in-series", "follows", "analysis"),
    reference("on-the-next", "reports-on", "next-in-series"),
]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(catalog(RECORDS))


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    return Page(site.get("/locations/sino-ri.html").text)


def test_sections_stand_in_order(page: Page) -> None:
    assert page.texts("h2") == [
        "Names",
        "What it is said to be",
        "Position",
        "Take away",
        "Who said what",
        "Timeline",
        "Pictures that reports cite",
        "Public scenes of the place",
        "Reports, news and replies",
        "Related places",
        "Notes and conflicts",
    ]


def test_names_have_language_and_direction(page: Page) -> None:
    assert page.texts("bdi", lang="ko-Hang", dir="ltr") == ["신오리"]
    assert page.texts("bdi", lang="fa-Arab", dir="rtl") == ["نطنز"]


def test_a_type_says_that_it_is_suspected_and_in_which_words(page: Page) -> None:
    assert "suspected missile operating base, in the source's words" in page.text


def test_a_position_has_decimals_its_printed_form_and_its_uncertainty(page: Page) -> None:
    assert page.texts("data", value="39.644929,125.355288") == ["39.644929° N, 125.355288° E"]
    assert "39°38′41.74″N 125°21′19.04″E" in page.text
    assert "within about 500 m of it (locality: within 1 km)" in page.text


def test_a_stand_in_and_a_missing_position_say_so(site: Site) -> None:
    town = Page(site.get("/locations/town.html").text).text
    assert "Stand-in:" in town
    assert "within about 8 km" in town
    assert (
        "No position: No coordinates on the page."
        in Page(site.get("/locations/reef.html").text).text
    )


def test_a_statement_has_publisher_date_quote_and_locator(page: Page) -> None:
    row = next(row for row in page.texts("tr") if row.startswith("2019-01-21"))
    for part in ("CSIS", "is about the place", "a base", "In: whole report.", "example.org"):
        assert part in row


def test_pictures_stand_in_order_of_time_with_credit_and_window(page: Page) -> None:
    first, second = (row for row in page.texts("tr") if "Satellite not named" in row)
    for part in (
        "2018-12-27",
        "December 27, 2018",
        "between 2018-12-26 10:00 and 2018-12-28 12:00 UTC; no time zone is stated",
        "European Space Agency, Beyond Parallel",
        "access not known",
        "Not tied to a public scene.",
        "In: Figure 1.",
    ):
        assert part in first
    assert second.startswith("2019-03-01 02:15 UTC")
    assert "commercial" in second


def test_a_decision_on_the_scene_says_who_made_it_and_why(make_site: MakeSite) -> None:
    decision = {
        "state": "none-public",
        "by": "A. Curator",
        "at": "2026-11-25",
        "why": "Nobody else <flew>.",
    }
    decided = reference(
        "analysis", "cites-image", "sino-ri", picture={**PICTURE, "decision": decision}
    )
    place = location("sino-ri", positions=[POSITION])
    site = make_site(catalog([place, report("analysis"), decided]))
    told = Page(site.get("/locations/sino-ri.html").text).text
    assert (
        "No public scene shows it. Decided by A. Curator, 2026-11-25: Nobody else <flew>." in told
    )


def test_the_thread_holds_news_and_replies_that_do_not_name_the_place(page: Page) -> None:
    (thread,) = page.texts("ol", **{"class": "thread"})
    positions = [
        thread.index(part)
        for part in (
            "2019-01-21 analysis",
            "2019-01-22 news CNN · news · reports on it; does not name the place itself",
            "2019-01-23 copy-of-news",
            "2019-02-15 next-in-series",
            "2019-02 denial Ministry · official statement · disputes news",
            "2024-07-02 follow-up",
        )
    ]
    assert positions == sorted(positions)


def test_news_on_the_next_report_of_a_series_belongs_to_another_thread(page: Page) -> None:
    assert "on-the-next" not in page.text


def test_what_disputes_the_reports_stands_among_the_conflicts(page: Page) -> None:
    assert "Ministry disputes news" in page.text
    assert "77 km from Pyongyang" in page.text


def test_related_places_are_shown_from_both_ends(site: Site, page: Page) -> None:
    assert "academy supports this place" in page.text
    assert "This place supports Sino-ri" in Page(site.get("/locations/academy.html").text).text


def test_the_page_leads_to_its_data(page: Page) -> None:
    alternates = {
        attributes["href"]
        for tag, attributes in page.elements
        if tag == "link" and attributes["rel"] == "alternate"
    }
    assert alternates == {
        "../locations/sino-ri.json",
        "../locations/sino-ri.atom",
    }


def test_breadcrumbs_have_titles(page: Page) -> None:
    assert page.texts("nav", **{"aria-label": "Breadcrumb"}) == [
        "imgcat Locations North Korea Sino-ri"
    ]


def test_the_real_case_shows_picture_report_news_and_follow_up(real_site: Site) -> None:
    page = Page(real_site.get("/locations/prk-sino-ri.html").text)
    for part in (
        "신오리",
        "2018-12-27",
        "European Space Agency",
        "CNN · news · reports on it",
        "2024-07-02",
        "LC08_L1TP_117033_20210913_20210924_02_T1",
        "Sobaek-su Academy supports this place",
    ):
        assert part in page.text
