"""One file holds what map, timeline and table need, and agrees with the records."""

from datetime import date
from typing import Any

import orjson
import pytest

from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.web.explore_index import explore_index
from imgcat.web.outline import STEPS, outline
from imgcat.web.polyline import decoded
from tests.web.conftest import MakeSite, ServeFiles, Site
from tests.web.records import POSITION, catalog, location, reference, report

EPOCH = date(1970, 1, 1).toordinal()
PICTURE = {
    "provider": "European Space Agency",
    "sensor": "Sentinel-2A",
    "missions": ["sentinel-2a"],
    "modality": "optical",
    "access": "public",
    "taken": {"value": "2018-12", "end": "2019-01-03"},
    "product_ids": ["S2A_MSIL1C_20181227T022111_N0207_R003_T51TXE_20181227T045319"],
    "acquisition": "s2a-20181227T022111-51txe",
}
SCENE = {
    "type": "Feature",
    "stac_version": "1.1.0",
    "id": "S2A_MSIL1C_20181227T022111_N0207_R003_T51TXE_20181227T045319",
    "collection": "sentinel-2-l1c",
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[179, 39], [-179, 39.2], [-179.1, 40.2], [178.9, 40], [179, 39]]],
    },
    "properties": {
        "datetime": "2018-12-27T02:21:11Z",
        "platform": "sentinel-2a",
        "eo:cloud_cover": 12.4,
        "ref:locations": ["base"],
    },
    "links": [],
    "assets": {},
}
RECORDS: list[Location | Report | Reference] = [
    location("base", positions=[POSITION], types=[], disputed=True),
    location("academy"),
    report("analysis", "2019-01-21", series=None),
    report("news", "2019", kind="news", publisher="CNN"),
    report("undated", None),
    reference("analysis", "about", "base"),
    reference("analysis", "cites-image", "base", picture=PICTURE),
    reference("news", "reports-on", "analysis"),
    reference("undated", "mentions", "academy"),
]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(catalog(RECORDS))


@pytest.fixture(scope="module")
def index(site: Site) -> Any:
    return explore_index(site.store)


def row(table: dict[str, list[Any]], number: int) -> dict[str, Any]:
    return {column: values[number] for column, values in table.items()}


def rows(table: dict[str, list[Any]]) -> dict[str, int]:
    return {title: number for number, title in enumerate(table["title"])}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - EPOCH


def test_a_place_has_its_position_and_how_far_it_may_be_off(index: Any) -> None:
    base = row(index["places"], rows(index["places"])["base"])
    assert (base["lon"], base["lat"], base["radius"]) == (125.355288, 39.644929, 500)
    assert index["words"]["precision"][base["precision"]][0] == "locality"
    assert index["words"]["country"][base["country"]] == ["PRK", "North Korea"]
    assert base["disputed"] == 1
    assert base["href"] == "locations/base.html"


def test_a_place_without_a_position_has_a_row_all_the_same(index: Any) -> None:
    academy = row(index["places"], rows(index["places"])["academy"])
    assert (academy["lon"], academy["lat"], academy["radius"]) == (None, None, None)


def test_dates_are_the_days_that_they_may_mean(index: Any) -> None:
    reports = index["reports"]
    spans = {title: (reports["first"][n], reports["last"][n]) for title, n in rows(reports).items()}
    assert spans == {
        "analysis": (day("2019-01-21"), day("2019-01-21")),
        "news": (day("2019-01-01"), day("2019-12-31")),
        "undated": (None, None),
    }
    picture = row(index["pictures"], 0)
    assert (picture["first"], picture["last"]) == (day("2018-12-01"), day("2019-01-03"))


def test_a_report_stands_at_the_places_that_it_names_or_else_at_those_of_what_it_speaks_of(
    index: Any,
) -> None:
    places, reports = rows(index["places"]), rows(index["reports"])
    at = {title: index["reports"]["places"][n] for title, n in reports.items()}
    assert at == {
        "analysis": [places["base"]],
        "news": [places["base"]],
        "undated": [places["academy"]],
    }


def test_a_picture_points_at_its_place_and_report_and_tells_sensor_and_access(index: Any) -> None:
    picture, words = row(index["pictures"], 0), index["words"]
    assert picture["place"] == rows(index["places"])["base"]
    assert picture["report"] == rows(index["reports"])["analysis"]
    assert [words["sensor"][each][0] for each in picture["sensor"]] == ["sentinel-2"]
    assert words["access"][picture["access"]][0] == "public"
    assert words["modality"][picture["modality"]][0] == "optical"


def test_columns_of_a_table_are_of_one_length(index: Any) -> None:
    for table in ("places", "reports", "pictures"):
        assert len({len(column) for column in index[table].values()}) == 1


def test_the_file_hands_the_index_to_scripts(site: Site, index: Any) -> None:
    answer = site.get("/explore-index.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    body = answer.content
    assert body.startswith(b'imgcat.receive("explore",')
    assert orjson.loads(body.removeprefix(b'imgcat.receive("explore",')[:-3]) == orjson.loads(
        orjson.dumps(index)
    )


def test_the_shipped_catalog_is_whole_in_the_index(real_site: Site) -> None:
    index = explore_index(real_site.store)
    contents = {name: len(index[name]["href"]) for name in ("places", "reports", "scenes")}
    addresses = {*index["places"]["href"], *index["reports"]["href"]}
    assert contents["places"] + contents["reports"] == len(addresses)
    assert all(real_site.get(f"/{each}").status_code == 200 for each in sorted(addresses)[::40])
    named = {scene for scenes in index["places"]["scenes"] for scene in scenes}
    assert named <= set(range(contents["scenes"]))


def test_outlines_are_cut_at_the_antimeridian() -> None:
    rings = [decoded(ring) for ring in outline(SCENE)]
    sides = sorted((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in rings)
    assert sides == [(-180 * STEPS, -179 * STEPS), (178.9 * STEPS, 180 * STEPS)]
    assert outline({**SCENE, "geometry": None}) == ()
    assert outline({**SCENE, "geometry": {"type": "Nothing"}}) == ()


def test_a_catalog_without_our_records_has_an_empty_index(serve_files: ServeFiles) -> None:
    index = explore_index(serve_files([("scene.json", SCENE)]).store)
    assert index["places"] == index["reports"] == index["pictures"] == index["scenes"] == {}
