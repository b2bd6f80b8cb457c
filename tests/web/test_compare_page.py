"""A cited picture beside the nearest public scenes."""

from typing import Any

import pytest

from imgcat.errors import ImgcatError
from imgcat.model.scene import scene_from_id
from imgcat.web.compare_page import KIND
from imgcat.web.site import Site as Pages
from imgcat.web.thumbnails import origins
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import POSITION, catalog, location, reference, report

SAME_DAY = "LC08_L1TP_117033_20190105_20200829_02_T1"
LATER = "LC08_L1TP_117033_20190121_20200829_02_T1"


def cites(name: str, taken: dict[str, Any], **picture: Any) -> Any:
    return reference(
        name, "cites-image", "base", picture={"credit": "USGS", "taken": taken, **picture}
    )


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    records = catalog(
        [
            location("base", positions=[POSITION]),
            location("nowhere"),
            report("day"),
            report("month", title="A month"),
            report("undated"),
            cites("day", {"value": "2019-01-05"}, missions=["landsat"]),
            cites("month", {"value": "2019-01"}),
            cites("undated", {"reason": "The caption has none."}),
            reference("day", "about", "base"),
        ]
    )
    scenes = [
        scene_from_id(SAME_DAY),
        scene_from_id(LATER) | {"properties": {**scene_from_id(LATER)["properties"], **CLEAR}},
    ]
    return make_site(records, scenes)


CLEAR = {"eo:cloud_cover": 12.4, "landsat:scene_id": "LC81170332019021LGN00"}


def test_the_nearest_pass_comes_first_with_the_parts_of_its_score(site: Site) -> None:
    page = Page(site.get("/compare/day-cites-image-base.html").text)
    assert page.faults == []
    assert page.texts("h3") == [
        "landsat-8, 2019-01-05 the same day",
        "landsat-8, 2019-01-21 16 days after",
    ]
    (table,) = page.texts("table")
    assert "satellite 30 of 30" in table
    assert "in local solar time" in table
    assert "No score: the date or the satellite of the caption rules this pass out." in page.text
    assert "Cloud 12 % of the whole scene" in page.text


def test_times_are_utc_and_solar(site: Site) -> None:
    text = Page(site.get("/compare/day-cites-image-base.html").text).text
    assert "UTC between 2019-01-04 10:00 and 2019-01-06 12:00" in text
    assert "Mean solar time there between 2019-01-04 18:21 and 2019-01-06 20:21" in text


def test_viewers_open_at_the_day_of_the_picture_and_of_each_pass(site: Site) -> None:
    page = Page(site.get("/compare/day-cites-image-base.html").text)
    addresses = [link["href"] for link in page.links()]
    copernicus = [each for each in addresses if "dataspace.copernicus.eu" in each]
    assert ["2019-01-05" in each for each in copernicus] == [True, True, False]
    assert any("scene/metadata/full/5e81f14f59432a27/LC8117" in each for each in addresses)


def test_a_month_is_no_day(site: Site) -> None:
    page = Page(site.get("/compare/month-cites-image-base.html").text)
    assert [each.rpartition(" 2019")[2][6:] for each in page.texts("h3")] == [
        " within the dates",
        " within the dates",
    ]


def test_without_a_date_nothing_is_near(site: Site) -> None:
    page = Page(site.get("/compare/undated-cites-image-base.html").text)
    assert "The date of the picture is not known, so no scene can be called near." in page.text


@pytest.mark.parametrize("name", ["day-about-base", "none"])
def test_what_cites_no_picture_has_no_such_page(site: Site, name: str) -> None:
    assert site.get(f"/compare/{name}.html").status_code == 404


def test_a_picture_links_to_its_comparison(site: Site) -> None:
    links = Page(site.get("/locations/base.html").text).links()
    assert "../compare/day-cites-image-base.html" in [link["href"] for link in links]


PREVIEW = {"href": "https://example.org/small.jpg", "roles": ["thumbnail"], "type": "image/jpeg"}


@pytest.mark.parametrize(
    ("hosts", "shown"),
    [((), []), (("https://example.com",), []), (("https://example.org",), [PREVIEW["href"]])],
)
def test_previews_come_only_from_hosts_that_the_operator_names(
    make_site: MakeSite, hosts: tuple[str, ...], shown: list[str]
) -> None:
    records = catalog(
        [
            location("base", positions=[POSITION]),
            report("day"),
            cites("day", {"value": "2019-01-05"}),
        ]
    )
    made = make_site(records, [scene_from_id(SAME_DAY) | {"assets": {"small": PREVIEW}}])
    site = Pages(made.store, "http://test", live=True, thumbnails_from=hosts)
    html = b"".join(KIND.body(site, {"id": "day-cites-image-base"})).decode()
    page = Page(html)
    found = [attributes["src"] for tag, attributes in page.elements if tag == "img"]
    assert found == shown
    assert ("data: https://example.org;" in html) == bool(shown)


def test_a_host_is_an_origin() -> None:
    assert origins(["https://Example.org/", "https://example.org"]) == ("https://example.org",)
    with pytest.raises(ImgcatError, match="without a path; found"):
        origins(["https://example.org/a"])
