"""`/locations/match`."""

from itertools import pairwise
from typing import Any

import httpx
import pytest


def match(api: httpx.Client, q: str, **more: str | int) -> dict[str, Any]:
    return dict(api.get("/locations/match", params={"q": q, **more}).json())


@pytest.mark.parametrize("q", ["신오리", "Sino-ri", "Sinori", "SINO RI", "Sino-ri, North Pyongan"])
def test_a_name_in_any_script_finds_the_place_first(api: httpx.Client, q: str) -> None:
    found = match(api, q)["matches"]
    assert found[0]["location"] == "prk-sino-ri"
    assert all(one["score"] >= other["score"] for one, other in pairwise(found))


def test_a_match_says_which_name_matched_and_who_says_so(api: httpx.Client) -> None:
    (found,) = match(api, "신오리")["matches"]
    assert found["title"] == "Sino-ri Missile Operating Base"
    assert (found["score"], found["kind"]) == (100, "exact")
    assert found["name"]["text"] == "신오리"
    assert found["name"]["script"] == "Hang"
    assert found["name"]["source"]["url"].startswith("https://")
    for link in found["links"]:
        assert api.get(link["href"]).status_code == 200


@pytest.mark.parametrize("q", ["casino-right", "casino", "Sino-Russian", "%", "*", "''"])
def test_a_trap_matches_nothing(api: httpx.Client, q: str) -> None:
    answer = match(api, q)
    assert answer["matches"] == []
    assert answer["numberMatched"] == 0


def test_a_name_that_is_empty_is_refused(api: httpx.Client) -> None:
    answer = api.get("/locations/match", params={"q": " "})
    assert answer.status_code == 400
    assert "names nothing" in answer.json()["description"]


def test_a_near_miss_comes_lower(api: httpx.Client) -> None:
    near, exact = (match(api, q)["matches"][0] for q in ("Sakkanmool", "Sakkanmol"))
    assert near["location"] == exact["location"] == "prk-sakkanmol"
    assert near["score"] < exact["score"]


def test_a_country_and_a_limit_narrow_it(api: httpx.Client) -> None:
    assert match(api, "Sino-ri", country="prk")["matches"][0]["location"] == "prk-sino-ri"
    assert match(api, "Sino-ri", country="FRA")["matches"] == []
    limited = match(api, "nuclear", limit=1)
    assert limited["numberReturned"] == len(limited["matches"]) <= 1
    assert limited["numberMatched"] >= limited["numberReturned"]
