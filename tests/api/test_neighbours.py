"""`/locations/{id}/neighbours`."""

from itertools import pairwise
from typing import Any

import httpx

from imgcat.model.sphere import distance_m


def neighbours(api: httpx.Client, place: str, **params: Any) -> list[dict[str, Any]]:
    answer = api.get(f"/locations/{place}/neighbours", params=params).raise_for_status().json()
    return list(answer["neighbours"])


def test_what_supports_a_base_is_told_from_the_base(api: httpx.Client) -> None:
    found = neighbours(api, "prk-sino-ri", km=0)
    assert {each["location"]: each["relations"][0]["relation"] for each in found} == {
        "prk-myodu-san": "supported-by",
        "prk-sobaeksu-academy": "supported-by",
    }
    assert all(each["relations"][0]["source"]["url"] for each in found)
    (base,) = neighbours(api, "prk-myodu-san", km=0)
    assert (base["location"], base["relations"][0]["relation"]) == ("prk-sino-ri", "supports")


def test_places_by_distance_are_those_of_a_plain_search(api: httpx.Client) -> None:
    everything = api.get("/collections/locations/items", params={"limit": 1000}).json()["features"]
    here = next(each for each in everything if each["id"] == "prk-yongbyon")["geometry"]
    away = {
        each["id"]: distance_m(here["coordinates"], each["geometry"]["coordinates"]) / 1000
        for each in everything
        if each["geometry"] and each["id"] != "prk-yongbyon"
    }
    found = neighbours(api, "prk-yongbyon", km=120)
    assert {each["location"] for each in found} == {key for key, km in away.items() if km <= 120}
    distances = [each["distance_km"] for each in found]
    assert all(one <= other for one, other in pairwise(distances))


def test_a_place_without_a_position_has_ties_alone(api: httpx.Client) -> None:
    (only,) = neighbours(api, "prk-sobaeksu-academy", km=1000)
    assert only["distance_km"] is None


def test_bad_requests_are_refused(api: httpx.Client) -> None:
    assert api.get("/locations/prk-sino-ri/neighbours", params={"km": -1}).status_code == 400
    assert api.get("/locations/prk-sino-ri/neighbours", params={"km": "nan"}).status_code == 400
    assert api.get("/locations/nowhere/neighbours").status_code == 404
