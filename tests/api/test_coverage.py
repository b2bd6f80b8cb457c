"""Which scenes cover a place and which places lie under a scene: against trying every pair of the catalog."""

from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest

from imgcat.model.coverage import Area, Coverage, area
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.location import Location
from imgcat.model.share import share
from imgcat.store import Query
from imgcat.store.reading import every
from tests.api.sample import ODD, OVER_SINO_RI
from tests.engines import Opened

SINO_RI = "/locations/prk-sino-ri"
Pair = tuple[str, str, str]
"""Place, collection and id of a scene."""


@pytest.fixture(scope="module")
def areas(store: Opened) -> dict[str, Area]:
    locations = (
        Location.from_item(orjson.loads(item.body))
        for item in every(store, Query(collections=("locations",)))
    )
    return {each.id: area(each.position) for each in locations if each.position}


@pytest.fixture(scope="module")
def pairs(store: Opened, areas: dict[str, Area]) -> dict[Pair, tuple[Coverage, float]]:
    found = {}
    for item in every(store, Query()):
        outline = footprint(orjson.loads(item.body)["geometry"])
        if item.collection not in RECORD_COLLECTIONS and outline is not None:
            for place, where in areas.items():
                how = where.coverage(outline)
                if how is not None:
                    found[place, item.collection, item.id] = how, share(outline, where.extent)
    return found


def pages(api: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    """The features of all pages, a few at a time."""
    found: list[dict[str, Any]] = []
    page = api.get(path, params={**params, "limit": 7}).raise_for_status().json()
    while True:
        found += page["features"]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            assert page["numberMatched"] == len(found)
            return found
        page = api.get(following[0]).raise_for_status().json()


@pytest.mark.parametrize("least", list(Coverage))
def test_the_scenes_of_every_place_are_those_that_trying_every_pair_finds(
    api: httpx.Client,
    areas: dict[str, Area],
    pairs: dict[Pair, tuple[Coverage, float]],
    least: Coverage,
) -> None:
    for place in areas:
        expected = {
            pair[1:]: {"how": how, "share": pytest.approx(part, abs=2e-6)}
            for pair, (how, part) in pairs.items()
            if pair[0] == place and how.is_at_least(least)
        }
        made = pages(api, f"/locations/{place}/coverage", coverage=least)
        found = {
            (each["collection"], each["id"]): {
                name: each["coverage"][name] for name in ("how", "share")
            }
            for each in made
        }
        assert found == expected, place


def test_the_places_under_every_scene_are_those_that_trying_every_pair_finds(
    api: httpx.Client, pairs: dict[Pair, tuple[Coverage, float]]
) -> None:
    expected: dict[tuple[str, str], dict[str, str]] = {}
    for (place, collection, item_id), (how, _) in pairs.items():
        expected.setdefault((collection, item_id), {})[place] = how
    assert len(expected) > 20
    for (collection, item_id), places in expected.items():
        path = f"/collections/{collection}/items/{quote(item_id, safe='')}/coverage"
        found = pages(api, path)
        assert {each["id"]: each["coverage"]["how"] for each in found} == places, item_id
        measured = [each["coverage"]["share"] for each in found]
        assert measured == sorted(measured, reverse=True)


def test_scenes_come_oldest_first_with_who_took_them_and_the_cloud(api: httpx.Client) -> None:
    found = [
        each for each in pages(api, f"{SINO_RI}/coverage") if each["collection"] == OVER_SINO_RI
    ]
    times = [each["properties"]["datetime"] for each in found]
    assert times == sorted(times)
    by_cloud = next(each for each in found if each["coverage"]["cloud_cover"] == 12.5)
    assert by_cloud["coverage"] == {
        "how": "whole",
        "share": 1.0,
        "cloud_cover": 12.5,
        "mission": "sentinel-2",
        "satellite": "sentinel-2a",
    }


def test_only_a_time_or_little_cloud_can_be_asked_for(api: httpx.Client) -> None:
    every_one = pages(api, f"{SINO_RI}/coverage")
    clear = pages(api, f"{SINO_RI}/coverage", cloud_cover=10)
    clouds = [each["coverage"]["cloud_cover"] for each in every_one]
    assert len(clear) == sum(cloud is None or cloud <= 10 for cloud in clouds) < len(every_one)
    days = "2018-12-25T00:00:00Z/2018-12-27T00:00:00Z"
    assert 0 < len(pages(api, f"{SINO_RI}/coverage", datetime=days)) < len(every_one)


def test_a_scene_over_the_antimeridian_shows_only_places_there(api: httpx.Client) -> None:
    path = f"/collections/{ODD}/items/across-the-antimeridian/coverage"
    assert pages(api, path) == []


def test_a_place_without_coordinates_is_under_no_scene_and_says_why(api: httpx.Client) -> None:
    for route in ("coverage", "revisit"):
        answer = api.get(f"/locations/prk-sobaeksu-academy/{route}").raise_for_status().json()
        assert answer["reason"].startswith("The place has no coordinates")
        assert not answer.get("features")
        assert not answer.get("table")


def test_records_link_to_what_covers_them(api: httpx.Client) -> None:
    for path in ("/collections/locations/items/prk-sino-ri", f"/collections/{ODD}/items/ranged"):
        links = api.get(path).raise_for_status().json()["links"]
        named = [
            link["href"] for link in links if link["rel"].endswith(("rel/coverage", "rel/revisit"))
        ]
        assert len(named) == (2 if "locations" in path else 1)
        assert all(api.get(each).status_code == 200 for each in named)


@pytest.mark.parametrize(
    "path",
    [
        f"{SINO_RI}/coverage?coverage=all",
        f"{SINO_RI}/coverage?cloud_cover=101",
        f"{SINO_RI}/coverage?datetime=2018",
        f"{SINO_RI}/coverage?token=x",
        f"{SINO_RI}/coverage?limit=0",
        f"{SINO_RI}/revisit?cloud_cover=nan",
        f"{SINO_RI}/revisit?f=kml",
        f"/collections/{ODD}/items/ranged/coverage?token=x",
    ],
)
def test_bad_requests_are_refused(api: httpx.Client, path: str) -> None:
    assert api.get(path).status_code == 400


def test_what_is_not_there_is_not_found(api: httpx.Client) -> None:
    for path in (
        "/locations/nowhere/coverage",
        "/locations/nowhere/revisit",
        f"/collections/{ODD}/items/x/coverage",
    ):
        assert api.get(path).status_code == 404
