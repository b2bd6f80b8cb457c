"""`/acquisitions`: any id in any grammar."""

from typing import Any

import httpx
import pytest

SENTINEL_1 = "S1A_IW_SLC__1SDV_20200805T034334_20200805T034401_033766_03E9F9_52F6"
SENTINEL_2 = "S2A_MSIL2A_20200215T082021_N0214_R121_T36SXA_20200215T110825"
LANDSAT = "LC08_L1TP_117033_20210913_20210924_02_T1"


def ask(api: httpx.Client, *ids: str) -> list[dict[str, Any]]:
    return list(api.get("/acquisitions", params={"id": list(ids)}).json()["acquisitions"])


def ids(answer: dict[str, Any], member: str) -> list[str]:
    return [feature["id"] for feature in answer[member]["features"]]


def test_a_stated_acquisition_its_scenes_and_who_cites_it(api: httpx.Client) -> None:
    (answer,) = ask(api, SENTINEL_1)
    assert answer["acquisition"] == "s1a-iw-slc-1sdv-20200805T034334-20200805T034401-033766-03e9f9"
    assert answer["basis"] == "stated"
    assert ids(answer, "scenes") == [SENTINEL_1]
    assert ids(answer, "references") == ["img-stepforum-beirut-2020-02"]


def test_fields_and_other_ids_of_the_scene(api: httpx.Client) -> None:
    (answer,) = ask(api, LANDSAT)
    assert answer["acquisition"] == "lc08-117033-20210913"
    assert answer["fields"]["platform"] == "landsat-8"
    assert answer["fields"]["day"] == "2021-09-13"
    assert (answer["fields"]["path"], answer["fields"]["row"]) == (117, 33)
    assert "LANDSAT/LC08/C02/T1/LC08_117033_20210913" in answer["aliases"].values()
    assert ids(answer, "scenes") == [LANDSAT]


@pytest.mark.parametrize("inexact", ["S2A_36SXA_20200215_0_L2A", "S2A_T36SXA_20200215T082413_L2A"])
def test_an_inexact_id_is_joined_by_tile_and_time(api: httpx.Client, inexact: str) -> None:
    (answer,) = ask(api, inexact)
    assert answer["acquisition"] == "s2a-20200215T082021-36sxa"
    assert answer["basis"] == "joined"
    assert ids(answer, "scenes") == [SENTINEL_2]


def test_an_inexact_id_of_which_nothing_is_known_says_why(api: httpx.Client) -> None:
    (answer,) = ask(api, "S2A_T07HFE_20190212T192646_L2A")
    assert answer["grammar"] == "earth-search-c1"
    assert answer["acquisition"] is None
    assert answer["reason"].endswith(".")
    assert ids(answer, "scenes") == []


@pytest.mark.parametrize("around", ["{}.SAFE", "https://example.org/{}.SAFE/MTD.xml", "{}.zip"])
def test_names_around_an_id_do_not_matter(api: httpx.Client, around: str) -> None:
    (answer,) = ask(api, around.format(SENTINEL_2))
    assert answer["acquisition"] == "s2a-20200215T082021-36sxa"


def test_an_acquisition_key_is_an_id_too(api: httpx.Client) -> None:
    (answer,) = ask(api, "lc08-117033-20210913")
    assert answer["grammar"] == "acquisition-key"
    assert ids(answer, "scenes") == [LANDSAT]


@pytest.mark.parametrize("text", ["nonsense", "", "%", "S1A_IW_SL1__1SH_", "x" * 5000, "신오리"])
def test_an_unknown_id_is_unknown(api: httpx.Client, text: str) -> None:
    (answer,) = ask(api, text)
    assert answer["grammar"] == "unknown"
    assert answer["acquisition"] is None


def test_several_ids_are_answered_in_order(api: httpx.Client) -> None:
    answers = ask(api, "nonsense", LANDSAT, SENTINEL_1)
    assert [answer["id"] for answer in answers] == ["nonsense", LANDSAT, SENTINEL_1]
