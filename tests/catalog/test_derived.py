"""What follows from other records."""

import pytest

from imgcat.catalog.derived import location_item, reference_item, report_item, scene_item
from imgcat.catalog.records import Ties
from imgcat.model.reference import Picture
from imgcat.model.vocabulary import Relation
from imgcat.model.when import When
from tests.catalog.records import SCENE, picture, reference, report, small_catalog


@pytest.fixture
def ties() -> Ties:
    return Ties(small_catalog())


def test_a_location_knows_its_reports_scenes_and_span(ties: Ties) -> None:
    properties = location_item(ties.records.locations["sino-ri"], ties)["properties"]
    assert properties["ref:reports"] == ["analysis"]
    assert properties["ref:scenes"] == [f"sentinel-2-l2a/{SCENE}"]
    assert properties["ref:series_names"] == ["Bases"]
    assert properties["ref:picture_count"] == 1
    assert properties["ref:last_report"] == "2019-01-21"
    assert (properties["start_datetime"], properties["end_datetime"]) == (
        "2018-12-26T10:00:00Z",
        "2019-01-22T11:59:59Z",
    )
    assert properties["datetime"] is None


def test_a_report_stands_where_its_places_stand(ties: Ties) -> None:
    item = report_item(ties.records.reports["analysis"], ties)
    assert item["geometry"] == {"type": "MultiPoint", "coordinates": [[125.355288, 39.644929]]}
    assert item["properties"]["ref:locations"] == ["sino-ri"]
    assert item["properties"]["ref:cited_by_count"] == 1
    assert report_item(ties.records.reports["undated"], ties)["geometry"] is None


def test_a_report_without_a_date_is_no_older_than_the_pictures_it_cites(ties: Ties) -> None:
    properties = report_item(ties.records.reports["undated"], ties)["properties"]
    assert properties["start_datetime"] == "2020-04-30T10:00:00Z"
    assert properties["end_datetime"] == "2026-11-22T00:00:00Z"
    assert properties["ref:date_precision"] == "unknown"


def test_a_picture_stands_at_its_place_and_time(ties: Ties) -> None:
    item = reference_item(ties.records.references["cited"], ties)
    properties = item["properties"]
    assert item["geometry"] == {"type": "Point", "coordinates": [125.355288, 39.644929]}
    assert properties["start_datetime"] == "2018-12-26T10:00:00Z"
    assert properties["ref:resolution"] == "unresolved"
    assert properties["ref:picture_key"] == "esa/2018-12-27/sino-ri"
    assert properties["title"] == "Picture of Sino-Ri, 2018-12-27 (ESA)"


def test_a_statement_is_dated_by_the_report_that_makes_it(ties: Ties) -> None:
    properties = reference_item(ties.records.references["on"], ties)["properties"]
    assert properties["ref:date"] == "2019-02-20"
    assert properties["ref:reports"] == ["analysis", "news"]
    assert properties["title"] == "“News” reports on “Analysis”"


def test_a_reference_to_an_acquisition_finds_its_scenes_and_they_find_it(ties: Ties) -> None:
    properties = reference_item(ties.records.references["named"], ties)["properties"]
    assert properties["ref:scenes"] == [f"sentinel-2-l2a/{SCENE}"]
    assert properties["ref:resolution"] == "stated"
    scene_id = ("sentinel-2-l2a", SCENE)
    scene = scene_item(scene_id, ties.records.scenes[scene_id], ties)["properties"]
    assert scene["ref:reports"] == ["news"]
    # The first is under the tile; the second is far from it, but a report cites the scene for it.
    assert scene["ref:locations"] == ["far-away", "sino-ri"]


def test_the_first_and_the_last_date_are_those_that_are_certain() -> None:
    records = small_catalog()
    for number, (published, taken) in enumerate(
        [("2018-03", "2018"), ("2018-03-09", "2018-02-28"), ("2024", "2015")]
    ):
        made = report(f"more-{number}", published)
        ref = reference(
            f"more-{number}", made.id, Relation.CITES_IMAGE, "far-away", picture=picture(taken)
        )
        records.reports[made.id], records.references[ref.id] = made, ref
    years = Picture(taken=When(value="2015", end="2025-06"))
    records.references["more-2"] = records.references["more-2"].model_copy(
        update={"picture": years}
    )
    properties = location_item(records.locations["far-away"], Ties(records))["properties"]
    assert properties["ref:first_report"] == "2018-03-09"
    assert properties["ref:last_report"] == "2024"
    assert properties["ref:first_picture"] == "2015"
    assert properties["ref:last_picture"] == "2025-06"
