"""`/references/resolve` and `/references/{id}/candidates`."""

import json
from typing import Any

import httpx
import orjson
import pytest

NAMPO = [125.4, 38.73]
CAPTION = "Landsat 8, September 13, 2021 (USGS)"


def resolved(api: httpx.Client, **body: Any) -> dict[str, Any]:
    answer = api.post("/references/resolve", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_caption_and_a_point_lead_to_the_acquisition(api: httpx.Client) -> None:
    answer = resolved(api, caption=CAPTION, location=None, point=NAMPO, published="2021-10-01")
    assert answer["class"] == "unique"
    assert answer["parsed"]["missions"] == ["landsat-8"]
    best = answer["candidates"][0]
    assert best["acquisition"] == "lc08-117033-20210913"
    assert best["score"] == sum(best["parts"].values())
    assert set(best["parts"]) == {"sensor", "date", "coverage", "usable", "uniqueness"}
    assert best["solar_time"].startswith("2021-09-13T10")
    assert "landsat-8 as named in the caption" in best["why"]
    (scene,) = best["scenes"]
    assert api.get(scene["href"]).json()["id"] == scene["id"]
    assert answer["searched"][0]["name"] == "this catalog"


def test_the_caption_of_sino_ri_is_of_a_public_provider_and_of_no_scene_that_is_known(
    api: httpx.Client,
) -> None:
    text = (
        "European Space Agency, Beyond Parallel ... Overview of the Sino-ri missile operating base, "
        "December 27, 2018"
    )
    answer = resolved(api, caption=text, location="prk-sino-ri", published="2019-01-21")
    assert [credit["organisation"] for credit in answer["parsed"]["credits"]] == [
        "esa",
        "beyond-parallel",
    ]
    assert [date["value"] for date in answer["parsed"]["dates"]] == ["2018-12-27"]
    keys = {each["acquisition"] for each in answer["candidates"]}
    # The sample's own scenes, if any of them fits, are all that is known there.
    assert (answer["class"] == "unknown") == (not keys)
    assert answer["searched"][0]["windows"] == [["2018-12-25T10:00:00Z", "2018-12-29T11:59:59Z"]]


def test_of_a_commercial_picture_only_the_nearest_public_scenes_are_shown(
    api: httpx.Client,
) -> None:
    answer = resolved(api, caption="Maxar Technologies, September 13, 2021", point=NAMPO)
    assert answer["class"] == "none-public"
    assert answer["reason"].startswith("The picture is commercial: no public scene is it.")
    assert answer["candidates"][0]["parts"]["sensor"] == 0


def test_a_printed_id_is_stated(api: httpx.Client) -> None:
    answer = resolved(api, caption="LC08_L1TP_117033_20210913_20210924_02_T1")
    assert answer["class"] == "stated"
    assert answer["candidates"][0]["acquisition"] == "lc08-117033-20210913"


def test_a_caption_alone_is_only_read(api: httpx.Client) -> None:
    answer = resolved(api, caption="Sentinel-2, 27 August 2024")
    assert (answer["class"], answer["candidates"]) == ("unknown", [])
    assert "place" in answer["reason"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"caption": CAPTION, "location": "prk-atlantis"}, 404, "prk-atlantis"),
        ({"caption": CAPTION, "location": "prk-sino-ri", "point": NAMPO}, 400, "not both"),
        ({"caption": CAPTION, "point": [200, 0]}, 400, "longitude, latitude"),
        ({"caption": CAPTION, "point": [1]}, 400, "point"),
        ({"caption": CAPTION, "published": "2019-13"}, 400, "published"),
        ({"caption": CAPTION, "published": "last week"}, 400, "published"),
        ({"caption": ""}, 400, "caption"),
        ({"caption": "x" * 2001}, 400, "caption"),
        ({"caption": "\ud800"}, 400, "valid string"),
        ({"point": NAMPO}, 400, "caption"),
        ({"caption": CAPTION, "colour": "red"}, 400, "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    api: httpx.Client, body: dict[str, Any], status: int, said: str
) -> None:
    # Written by json, which does not refuse half of a surrogate pair as httpx does.
    sent = json.dumps(body)
    answer = api.post(
        "/references/resolve", content=sent, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
    assert said in answer.json()["description"]


def test_a_body_that_is_no_json_is_refused(api: httpx.Client) -> None:
    for content in (b"{", b"[]", b"\xff", orjson.dumps("x")):
        answer = api.post(
            "/references/resolve", content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 400
        assert answer.json()["code"] == "InvalidRequest"


def test_a_stored_reference_has_candidates(api: httpx.Client) -> None:
    answer = api.get("/references/img-stepforum-beirut-2020-01/candidates").json()
    assert answer["class"] == "stated"
    assert answer["candidates"][0]["acquisition"].startswith("s1b-iw-slc-1sdv-20200730T034254")
    answer = api.get("/references/img-bp-sino-ri-2019-01/candidates").json()
    assert answer["parsed"]["credits"][0]["organisation"] == "esa"


def test_a_reference_without_a_picture_has_none(api: httpx.Client) -> None:
    assert api.get("/references/ref-0002/candidates").status_code == 404
    assert api.get("/references/nobody/candidates").status_code == 404


def test_pictures_whose_scene_is_open_can_be_searched_for(api: httpx.Client) -> None:
    query = {"collections": "references", "filter": "\"ref:resolution\" = 'unresolved'"}
    open_ = api.get("/search", params=query).json()
    stated = api.get("/search", params=query | {"filter": "\"ref:resolution\" = 'stated'"}).json()
    assert open_["numberMatched"] > stated["numberMatched"] == 2
