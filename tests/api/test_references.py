"""`.../references`: both ways, for every kind of record."""

from typing import Any

import httpx


def sides(api: httpx.Client, path: str, **params: int) -> tuple[list[str], list[str]]:
    answer: dict[str, Any] = api.get(path, params=params).json()
    made, pointing = (
        [feature["id"] for feature in answer[side]["features"]] for side in ("from", "to")
    )
    return made, pointing


def test_to_a_location_point_all_references_to_it(api: httpx.Client) -> None:
    made, pointing = sides(api, "/locations/prk-sino-ri/references")
    assert made == []
    tree = {"op": "a_contains", "args": [{"property": "ref:locations"}, ["prk-sino-ri"]]}
    body = {"collections": ["references"], "filter": tree, "limit": 100}
    found = api.post("/search", json=body).json()["features"]
    assert sorted(pointing) == sorted(each["id"] for each in found)
    assert "img-bp-sino-ri-2019-01" in pointing


def test_a_report_makes_references_and_is_referred_to(api: httpx.Client) -> None:
    answer = api.get("/reports/bp-sino-ri-2019/references").json()
    made = [each["properties"] for each in answer["from"]["features"]]
    assert made
    assert {each["ref:report"] for each in made} == {"bp-sino-ri-2019"}
    pointing = [each["properties"] for each in answer["to"]["features"]]
    assert {"reports-on", "updates"} <= {each["ref:relation"] for each in pointing}
    assert {each["ref:target_report"] for each in pointing} == {"bp-sino-ri-2019"}


def test_to_a_scene_point_the_pictures_of_its_acquisition(api: httpx.Client) -> None:
    name = "S1A_IW_SLC__1SDV_20200805T034334_20200805T034401_033766_03E9F9_52F6"
    made, pointing = sides(api, f"/collections/sentinel-1-slc/items/{name}/references")
    assert made == []
    assert pointing == ["img-stepforum-beirut-2020-02"]


def test_of_a_reference_it_is_the_reference_itself(api: httpx.Client) -> None:
    path = "/collections/references/items/img-bp-sino-ri-2019-01/references"
    assert sides(api, path) == (["img-bp-sino-ri-2019-01"], [])


def test_any_item_has_the_same_under_its_collection(api: httpx.Client) -> None:
    one = api.get("/reports/bp-sino-ri-2019/references").json()
    other = api.get("/collections/reports/items/bp-sino-ri-2019/references").json()
    assert one == other


def test_what_does_not_fit_is_a_search_away(api: httpx.Client) -> None:
    path = "/locations/prk-sino-ri/references"
    _, whole = sides(api, path)
    page = api.get(path, params={"limit": 3}).json()["to"]
    assert page["numberMatched"] == len(whole)
    found = [each["id"] for each in page["features"]]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = api.get(following[0]).json()
        found += [each["id"] for each in page["features"]]
    assert found == whole
