"""`/locations/{id}/revisit`: over an index with a year of made-up passes of three missions."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
import orjson
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store.entry import Entry
from tests.api.sample import scene
from tests.engines import CATALOG, Engine
from tests.serving import serving

START = datetime(2020, 1, 1, 2, tzinfo=UTC)
CLEAR_DAYS = (0, 10, 25, 90, 95, 200)
"""Of Sentinel-2, which passes every five days for 200."""
TITLE = "/locations/prk-sino-ri/revisit"


def year() -> Iterator[dict[str, Any]]:
    for day in range(0, 201, 5):
        cloud = 5 if day in CLEAR_DAYS else 60 + day / 10
        for tile in ("a", "b"):
            taken = START + timedelta(days=day, seconds=10 * (tile == "b"))
            about: dict[str, Any] = {
                "platform": "Sentinel-2A",
                "constellation": "sentinel-2",
                "eo:cloud_cover": cloud,
            }
            yield scene("s2", f"s2-{day}-{tile}", taken, **about)
    for day in range(3, 201, 12):
        radar: dict[str, Any] = {"platform": "sentinel-1b", "sar:instrument_mode": "IW"}
        yield scene("s1", f"s1-{day}", START + timedelta(days=day), **radar)
    yield scene("l8", "l8-unknown", START + timedelta(days=50), platform="landsat-8")
    yield scene("s2", "elsewhere", START + timedelta(days=50), (0.0, 0.0), platform="sentinel-2a")
    month = {"start_datetime": "2020-03-01T00:00:00Z", "end_datetime": "2020-03-31T00:00:00Z"}
    mosaic = scene("s2", "mosaic", START, platform="sentinel-2a")
    yield {**mosaic, "properties": {**mosaic["properties"], **month, "datetime": None}}
    undated = scene("s2", "undated", START)
    yield {**undated, "properties": {"datetime": None}}


@pytest.fixture(scope="module")
def api(engine: Engine[Any]) -> Iterator[httpx.Client]:
    place = orjson.loads((CATALOG / "locations/prk-sino-ri.json").read_bytes())
    entries = [Entry("place", place), *(Entry("scene", each) for each in year())]
    store, _ = engine.holding(entries)
    with serving(create_app(store, Settings())) as base, httpx.Client(base_url=base) as client:
        yield client


def revisit(api: httpx.Client, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.get(TITLE, params=params).raise_for_status().json()
    return found


def test_each_mission_is_counted_in_passes_not_in_scenes(api: httpx.Client) -> None:
    answer = revisit(api)
    assert {each["mission"]: each["passes"] for each in answer["missions"]} == {
        "sentinel-2": 41,
        "sentinel-1": 17,
        "landsat": 1,
    }
    optical = next(each for each in answer["missions"] if each["mission"] == "sentinel-2")
    assert (optical["scenes"], optical["clear_passes"], optical["median_interval_days"]) == (
        82,
        6,
        5.0,
    )
    assert (answer["passes"], answer["mosaics"], answer["scenes_without_time"]) == (59, 1, 1)
    radar = next(each for each in answer["missions"] if each["mission"] == "sentinel-1")
    assert (radar["sar"], radar["median_interval_days"]) == (True, 12.0)


def test_the_longest_gap_is_told_with_what_was_taken_in_it(api: httpx.Client) -> None:
    gaps = revisit(api)["gaps"]
    steps = sorted((after - before for before, after in pairwise(CLEAR_DAYS)), reverse=True)
    assert [round(gap["days"]) for gap in gaps] == steps
    longest = gaps[0]
    assert (longest["after"], longest["before"]) == ("s2/s2-95-a", "s2/s2-200-a")
    assert longest["cloudy_passes"] == len(range(100, 200, 5))
    assert longest["sar_passes"] == sum(95 < day < 200 for day in range(3, 201, 12))
    assert gaps[1]["passes_of_unknown_cloud"] == 1


def test_how_much_cloud_is_clear_can_be_said(api: httpx.Client) -> None:
    assert revisit(api, cloud_cover=100)["gaps"][0]["days"] == 5.0
    assert len(revisit(api, cloud_cover=4)["gaps"]) == 1


def test_the_time_that_is_asked_about_bounds_gaps_and_counts(api: httpx.Client) -> None:
    answer = revisit(api, datetime="2020-01-15T00:00:00Z/2020-02-15T00:00:00Z")
    assert {gap["start"] for gap in answer["gaps"]} == {
        "2020-01-15T00:00:00Z",
        "2020-01-26T02:00:00Z",
    }
    assert answer["gaps"][0]["before"] is None
    assert answer["interval"] == ["2020-01-15T00:00:00Z", "2020-02-15T00:00:00Z"]


def test_the_table_has_a_row_for_each_pass_ready_to_be_drawn(api: httpx.Client) -> None:
    rows = revisit(api)["table"]
    assert [row["time"] for row in rows] == sorted(row["time"] for row in rows)
    assert rows[0]["scenes"] == ["s2/s2-0-a", "s2/s2-0-b"]
    assert [row["days_since_clear"] for row in rows[:4]] == [None, 3.0, 5.0, 10.0]
    table = api.get(TITLE, params={"f": "csv"})
    assert table.headers["content-type"].startswith("text/csv")
    assert "prk-sino-ri-revisit.csv" in table.headers["content-disposition"]
    lines = list(csv.DictReader(table.text.splitlines()))
    assert [line["time"] for line in lines] == [row["time"] for row in rows]
    assert lines[0]["scenes"] == "s2/s2-0-a | s2/s2-0-b"
    assert lines[0]["clear"] == "true"
    assert api.get(TITLE, headers={"Accept": "text/csv"}).text == table.text
