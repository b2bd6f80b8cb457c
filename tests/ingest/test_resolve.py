"""Resolving captions: how candidates are scored, folded and classed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.errors import ImgcatError, InvalidRequest
from imgcat.ingest.resolve import (
    Answer,
    MatchClass,
    StoreSearch,
    at_point,
    of_text,
    resolve,
)
from imgcat.ingest.resolve.search import Found
from imgcat.ingest.resolve.sun import elevation, solar
from imgcat.ingest.resolve.upstream import upstream_search
from imgcat.model.item import Json
from imgcat.model.position import Position
from imgcat.model.scene import scene_from_id
from imgcat.model.when import Window
from imgcat.store.entry import Entry
from tests.engines import Engine
from tests.serving import serving

WONJU = (128.2, 37.4)
NOON = "S2A_MSIL1C_20181104T021841_N0206_R003_T52SDG_20181104T055443"
BEFORE = "S2A_MSIL1C_20181101T020821_N0206_R103_T52SDG_20181101T040328"


class Given:
    """A catalog of a few Items, all of which are found."""

    name = "given"

    def __init__(self, *items: Json | str) -> None:
        self.items = [scene_from_id(each) if isinstance(each, str) else each for each in items]

    def around(self, position: Position, window: Window) -> Iterator[Found]:
        del position, window
        return (Found(item, self.name) for item in self.items)

    def of_acquisition(self, acquisition: str) -> Iterator[Found]:
        del acquisition
        return iter(())


class Broken(Given):
    name = "broken"

    def around(self, position: Position, window: Window) -> Iterator[Found]:
        del position, window
        raise ImgcatError("broken failed: it is down.")


def resolved(text: str, *items: Json | str, point: tuple[float, float] = WONJU) -> Answer:
    return resolve(of_text(text, at_point(*point), None), [Given(*items)])


@pytest.mark.parametrize(
    ("said", "points", "why"),
    [
        ("4 November 2018", 30, "in local solar time and in UTC"),
        ("3 November 2018", 22, "time zone that the publisher may be in"),
        ("5 November 2018", 10, "a day before 2018-11-05"),
        ("November 2018", 6, "within 2018-11"),
        ("4 November 2018, 02:18 UTC", 30, "at 2018-11-04 02:18 UTC"),
    ],
)
def test_the_part_of_the_date(said: str, points: int, why: str) -> None:
    (candidate,) = resolved(f"Sentinel-2, {said}", NOON).candidates
    assert candidate.parts.date.points == points
    assert why in candidate.parts.date.why


def test_a_day_in_utc_that_is_another_there() -> None:
    """A dawn pass of 29 June in Western Australia is of the evening of the 28th in UTC."""
    scene = scene_from_id("S1A_IW_GRDH_1SDV_20230628T210705_20230628T210730_049191_05EA4D_21D1")
    scene["geometry"] = {"type": "Point", "coordinates": [126, -19.1]}
    for said, points in (("29 June 2023", 30), ("28 June 2023", 28)):
        (candidate,) = resolved(f"Sentinel-1, {said}", scene, point=(126, -19.1)).candidates
        assert candidate.parts.date.points == points


@pytest.mark.parametrize(
    ("said", "points"),
    [("Sentinel-2", 30), ("European Space Agency", 20), ("A satellite image", 8), ("NASA", 8)],
)
def test_the_part_of_the_sensor(said: str, points: int) -> None:
    (candidate,) = resolved(f"{said}, 4 November 2018", NOON).candidates
    assert candidate.parts.sensor.points == points


def test_another_satellite_than_the_one_named_is_no_candidate() -> None:
    assert resolved("Landsat 8, 4 November 2018", NOON).candidates == ()
    assert resolved("Radar image, 4 November 2018", NOON).candidates == ()


def test_levels_baselines_tiles_and_hosts_are_one_candidate() -> None:
    ids = (
        NOON,
        "S2A_MSIL2A_20181104T021841_N0500_R003_T52SDG_20230801T000000",
        "S2A_T52SDG_20181104T022540_L2A",
        "S2A_52SDG_20181104_0_L2A",
        "S2A_MSIL1C_20181104T021841_N0206_R003_T52SCG_20181104T055443",
    )
    both_tiles = (127.92, 37.4)
    (candidate,) = resolved("Sentinel-2, 4 November 2018", *ids, point=both_tiles).candidates
    assert len(candidate.sightings) == 5
    assert candidate.flight == "s2a-20181104T021841"
    assert candidate.acquisition == "s2a-20181104T021841-52scg"
    assert candidate.acquisitions == (
        "s2a-20181104T021841-52scg",
        "s2a-20181104T021841-52sdg",
    )
    assert candidate.parts.uniqueness.points == 15


@pytest.mark.parametrize(
    ("cloud", "points"), [(None, 5), (0, 10), (35.2, 6), (100, 0), (-1, 10), (True, 10)]
)
def test_the_part_of_the_cloud(cloud: float | None, points: int) -> None:
    scene = scene_from_id(NOON)
    scene["properties"]["eo:cloud_cover"] = cloud
    (candidate,) = resolved("Sentinel-2, 4 November 2018", scene).candidates
    assert candidate.parts.usable.points == points


def test_an_optical_picture_at_night_shows_nothing() -> None:
    scene = scene_from_id(NOON)
    scene["properties"]["datetime"] = "2018-11-04T14:00:00Z"
    (candidate,) = resolved("Sentinel-2, 4 November 2018", scene).candidates
    assert candidate.parts.usable.points == 0
    assert "it was night there" in candidate.parts.why()


def test_thermal_pictures_are_of_those_who_take_them_by_day_or_night() -> None:
    day = scene_from_id("LC08_L1TP_115034_20161104_20200905_02_T1")
    text = "thermal infrared image, {}4 November 2016"
    assert resolved(text.format(""), NOON, day).candidates[0].best.platform == "landsat-8"
    assert resolved(text.format("night, "), day).candidates[0].parts.usable.points == 0
    assert resolved(text.format("daytime, "), day).candidates[0].parts.usable.points == 5


def test_two_passes_that_fit_as_well_are_several() -> None:
    twin = NOON.replace("S2A", "S2B").replace("T021841", "T023841")
    answer = resolved("Sentinel-2, 4 November 2018", NOON, twin)
    assert answer.kind is MatchClass.SEVERAL
    assert [each.parts.uniqueness.points for each in answer.candidates] == [7, 7]


def test_several_pictures_are_as_sure_as_the_least_sure_one() -> None:
    answer = resolved("Sentinel-2, 1 and 4 November 2018", NOON, BEFORE)
    assert answer.kind is MatchClass.UNIQUE
    assert answer.reason is not None
    assert "several dates" in answer.reason
    assert resolved("Sentinel-2, 1 and 4 November 2018", NOON).kind is MatchClass.UNKNOWN


def test_of_a_commercial_picture_no_public_scene_is_a_candidate_for_it() -> None:
    answer = resolved("Maxar Technologies, 4 November 2018", NOON)
    assert answer.kind is MatchClass.NONE_PUBLIC
    assert answer.reason is not None
    assert "nearest public scenes" in answer.reason
    assert "not the commercial picture" in answer.candidates[0].parts.why()
    assert resolved("Maxar Technologies, 4 May 2018", NOON).candidates == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sentinel-2", "no day or month"),
        ("Sentinel-2 in 2018", "no day or month"),
        ("Google Earth, 4 November 2018", "many passes"),
        ("Sentinel-2, 14 November 2018", "no proof that there is none"),
    ],
)
def test_what_cannot_be_known_is_unknown_and_says_why(text: str, said: str) -> None:
    answer = resolved(text, NOON)
    assert answer.kind is MatchClass.UNKNOWN
    assert answer.reason is not None
    assert said in answer.reason


def test_nothing_is_found_that_was_taken_after_the_report() -> None:
    question = of_text("Sentinel-2, November 2018", at_point(*WONJU), "2018-11-02")
    answer = resolve(question, [Given(NOON, BEFORE)])
    assert [each.best.found.item["id"] for each in answer.candidates] == [BEFORE]


def test_a_printed_id_is_stated_even_where_nothing_is_known_of_it() -> None:
    answer = resolve(of_text(NOON, None, None), [Given()])
    assert answer.kind is MatchClass.STATED
    assert answer.candidates[0].acquisition == "s2a-20181104T021841-52sdg"
    assert answer.candidates[0].parts.coverage.points == 0


def test_a_catalog_that_fails_is_named_and_the_others_are_asked() -> None:
    question = of_text("Sentinel-2, 1 and 4 November 2018", at_point(*WONJU), None)
    answer = resolve(question, [Broken(), Given(NOON, BEFORE)])
    assert answer.kind is MatchClass.UNIQUE
    assert [each.failure for each in answer.searched] == ["broken failed: it is down.", None]


@pytest.mark.parametrize(
    "change",
    [
        {"datetime": None},
        {"datetime": "yesterday"},
        {
            "datetime": None,
            "start_datetime": "2018-11-01T00:00:00Z",
            "end_datetime": "2019-01-01T00:00:00Z",
        },
        {
            "datetime": None,
            "start_datetime": "2018-11-05T00:00:00Z",
            "end_datetime": "2018-11-04T00:00:00Z",
        },
    ],
)
def test_items_that_do_not_say_when_and_mosaics_are_no_candidates(change: Json) -> None:
    scene = scene_from_id(NOON)
    scene["properties"] |= change
    assert resolved("Sentinel-2, 4 November 2018", scene).candidates == ()


def test_an_upstream_is_asked_through_its_api(engine: Engine[Any], tmp_path: Path) -> None:
    store, _ = engine.holding(Entry(each, scene_from_id(each)) for each in (NOON, BEFORE))
    with serving(create_app(store, Settings())) as url:
        question = of_text("Sentinel-2, 4 November 2018", at_point(*WONJU), None)
        with upstream_search(url, tmp_path) as upstream:
            answer = resolve(question, [upstream])
        local = resolve(question, [StoreSearch(store)])
    assert answer.kind is local.kind is MatchClass.UNIQUE
    (sighting,) = answer.candidates[0].sightings
    assert sighting.found.href is not None
    assert sighting.found.href.startswith(url)
    with pytest.raises(InvalidRequest, match="--source"), upstream_search(str(tmp_path), tmp_path):
        pass


def test_local_solar_time() -> None:
    moment = datetime(2018, 12, 27, 21, 0, tzinfo=UTC)
    assert solar(moment, 125.36).isoformat(timespec="minutes") == "2018-12-28T05:21"
    assert elevation(datetime(2018, 12, 27, 3, 38, tzinfo=UTC), 125.36, 39.6) == pytest.approx(
        27, abs=1
    )
    assert elevation(moment, 125.36, 39.6) < 0
