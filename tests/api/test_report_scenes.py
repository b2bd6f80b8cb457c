"""`/reports/{id}/scenes`."""

from typing import Any

import httpx

from tests.api.sample import OVER_SINO_RI


def pictures(api: httpx.Client, report: str, **params: float) -> list[dict[str, Any]]:
    return list(api.get(f"/reports/{report}/scenes", params=params).json()["pictures"])


def over_sino_ri(api: httpx.Client, **params: float) -> list[dict[str, Any]]:
    (picture,) = pictures(api, "bp-sino-ri-2019", **params)
    features = picture["scenes"]["features"]
    return [each for each in features if each["collection"] == OVER_SINO_RI]


def test_scenes_within_the_days_nearest_first(api: httpx.Client) -> None:
    found = over_sino_ri(api)
    assert [each["id"][:19] for each in found] == [
        "S2A_MSIL2A_20181225",
        "S2B_MSIL2A_20181230",
        "S2A_MSIL2A_20190104",
    ]
    days = [each["match"]["days"] for each in found]
    # The picture's day, whose zone is not known, spans 2018-12-26T10:00Z to 2018-12-28T11:59:59Z.
    assert days == [-1.33, 1.59, 6.59]
    assert {each["match"]["coverage"] for each in found} == {"whole"}
    assert len(over_sino_ri(api, days=1.5)) == 1
    assert len(over_sino_ri(api, days=100)) == 4


def test_a_scene_of_unknown_cloud_is_kept_and_says_so(api: httpx.Client) -> None:
    found = over_sino_ri(api, cloud_cover=20)
    assert [each["match"]["cloud_cover"] for each in found] == [12.5, None]
    assert "not known" in found[1]["match"]["note"]


def test_a_picture_says_what_was_looked_for(api: httpx.Client) -> None:
    (picture,) = pictures(api, "bp-sino-ri-2019")
    assert picture["picture"]["id"] == "img-bp-sino-ri-2019-01"
    assert picture["date"] == "2018-12-27"
    assert picture["window"] == ["2018-12-26T10:00:00Z", "2018-12-28T11:59:59Z"]


def test_the_cited_scene_is_marked(api: httpx.Client) -> None:
    for picture in pictures(api, "stepforum-beirut-2020", days=1, cloud_cover=0):
        cited = [each for each in picture["scenes"]["features"] if each["match"]["cited"]]
        (scene,) = cited
        key = picture["picture"]["properties"]["ref:acquisition"]
        assert scene["properties"]["ref:acquisition"] == key
        assert scene["match"]["days"] == 0


def test_without_a_date_or_a_place_it_says_why(api: httpx.Client) -> None:
    undated = [each for each in pictures(api, "dailynk-kaesong-2024") if each["date"] is None]
    assert undated
    for picture in undated:
        assert picture["scenes"]["features"] == []
        assert picture["reason"].startswith("The picture's date is not known")
    reasons = [each.get("reason", "") for each in pictures(api, "pax-sentinel2-conflicts-2019")]
    assert any(reason.startswith("The place has no coordinates") for reason in reasons)


def test_the_limit_is_for_each_picture(api: httpx.Client) -> None:
    (picture,) = pictures(api, "bp-sino-ri-2019", limit=1)
    assert picture["scenes"]["numberReturned"] == 1
    assert picture["scenes"]["numberMatched"] >= 3
