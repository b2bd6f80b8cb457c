"""`/gaps`."""

from typing import Any

import httpx
import pytest

SERIES = "Undeclared North Korea"


def gaps(api: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    found, page = [], api.get("/gaps", params=params).raise_for_status().json()
    while True:
        found += page["gaps"]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            return found
        page = api.get(following[0]).raise_for_status().json()


def test_places_of_a_series_without_a_report_since(api: httpx.Client) -> None:
    found = gaps(api, series=SERIES, since="2021-01-01")
    assert [each["location"] for each in found] == [
        "prk-myodu-san",
        "prk-sobaeksu-academy",
        "prk-kumchon-ni",
        "prk-kal-gol",
    ]


def test_a_date_that_may_be_later_is_not_called_older(api: httpx.Client) -> None:
    """A month is over on its last day: a report of 2022-10 may be later than the first of it."""
    by_last = {each["location"]: each["last"] for each in gaps(api, since="2100-01-01")}
    month = next(key for key, last in by_last.items() if last and len(last) == 7)
    inside = by_last[month] + "-02"
    assert month not in {each["location"] for each in gaps(api, since=inside)}
    assert month in {each["location"] for each in gaps(api, since="2100-01-01")}


def test_a_place_of_which_no_date_is_known_is_a_gap_and_says_so(api: httpx.Client) -> None:
    found = gaps(api, since="1900-01-01", missing="picture")
    assert found
    assert all(each["last"] is None and each["reason"] for each in found)


def test_pages_join_to_the_whole(api: httpx.Client) -> None:
    whole = gaps(api, since="2015-01-01")
    assert gaps(api, since="2015-01-01", limit=7) == whole
    scenes = gaps(api, missing="scene", days=3, country="PRK")
    assert gaps(api, missing="scene", days=3, country="PRK", limit=10) == scenes


def test_pictures_without_a_scene_are_those_whose_report_shows_none(api: httpx.Client) -> None:
    missing = {each["reference"] for each in gaps(api, missing="scene", days=10, country="PRK")}
    # The sample has scenes over Sino-ri around the picture's date.
    assert "img-bp-sino-ri-2019-01" not in missing
    scenes = api.get("/reports/bp-sakkanmol-2018/scenes", params={"days": 10}).json()
    for picture in scenes["pictures"]:
        found = picture["scenes"]["numberMatched"]
        assert (picture["picture"]["id"] in missing) == (found == 0)


def test_they_can_be_narrowed(api: httpx.Client) -> None:
    found = gaps(api, missing="scene", access="commercial")
    assert found
    assert {each["access"] for each in found} == {"commercial"}
    of_type = gaps(api, missing="scene", type="missile-operating-base")
    assert 0 < len(of_type) < len(gaps(api, missing="scene"))
    for each in gaps(api, since="2030-01-01", type="volcano"):
        assert "volcano" in each["types"]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"since": "last year"},
        {"since": "2021-01-01", "days": "3"},
        {"missing": "scene", "since": "2021-01-01"},
        {"missing": "scene", "days": "-1"},
        {"missing": "sleep"},
        {"since": "2021-01-01", "country": "Korea"},
        {"since": "2021-01-01", "type": "castle"},
        {"since": "2021-01-01", "token": "x"},
    ],
)
def test_bad_requests_are_refused(api: httpx.Client, params: dict[str, str]) -> None:
    answer = api.get("/gaps", params=params)
    assert answer.status_code == 400
    assert answer.json()["description"].endswith(".")
