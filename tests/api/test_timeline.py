"""`/locations/{id}/timeline`."""

from typing import Any

import httpx

from tests.api.sample import OVER_SINO_RI

SINO_RI = "/locations/prk-sino-ri/timeline"


def entries(api: httpx.Client, path: str = SINO_RI, **params: str | int) -> list[dict[str, Any]]:
    return list(api.get(path, params=params).json()["features"])


def test_the_sino_ri_case(api: httpx.Client) -> None:
    """The picture, the report that cites it, the news on that report, and what followed."""
    found = entries(api)
    by_id = {each["id"]: each for each in found}
    picture = by_id["img-bp-sino-ri-2019-01"]
    assert picture["timeline"]["kind"] == "picture"
    assert picture["timeline"]["date"] == "2018-12-27"
    assert "European Space Agency" in picture["properties"]["ref:credit"]
    assert by_id["bp-sino-ri-2019"]["timeline"]["kind"] == "report"
    news = [each for each in found if each["timeline"]["kind"] == "news"]
    assert len(news) >= 4
    reported_on = {
        each["id"]
        for each in news
        for said in each["timeline"].get("refers_to", ())
        if said == {"relation": "reports-on", "report": "bp-sino-ri-2019"}
    }
    assert "cnn-2019-01-sino-ri" in reported_on
    follow_up = by_id["bp-bases-changes-2-2024"]["timeline"]
    assert follow_up["kind"] == "report"
    assert follow_up["date"].startswith("2024-07")


def test_it_is_in_order_of_time(api: httpx.Client) -> None:
    dates = [each["timeline"]["date"] for each in entries(api)]
    known = [date for date in dates if date]
    # What is known to the month or year stands after its days, as nothing says that it was before them.
    assert dates[: len(known)] == sorted(known, key=lambda date: date + "~" * (len(date) in (4, 7)))
    assert dates.index("2019-01") > dates.index("2019-01-22")


def test_a_report_that_only_refers_to_a_report_on_the_place_belongs_to_it(
    api: httpx.Client,
) -> None:
    (found,) = (each for each in entries(api) if each["id"] == "bp-sangnam-ni-2019")
    assert found["timeline"]["relations"] == []
    assert found["timeline"]["refers_to"] == [{"relation": "follows", "report": "bp-sino-ri-2019"}]


def test_public_scenes_stand_in_it_whether_the_catalog_ties_them_or_not(
    api: httpx.Client,
) -> None:
    found = entries(api, kind="scene")
    assert {each["timeline"]["kind"] for each in found} == {"scene"}
    collections = [each["collection"] for each in found]
    assert collections.count(OVER_SINO_RI) == 4
    assert "landsat-c2-l1" in collections
    assert len({(each["collection"], each["id"]) for each in found}) == len(found)
    clear = next(each for each in found if each["id"].startswith("S2A_MSIL2A_20181225"))
    assert clear["timeline"]["coverage"] == "whole"
    assert clear["timeline"]["cloud_cover"] == 12.5


def test_a_day_that_is_all_that_is_known_is_no_instant(api: httpx.Client) -> None:
    (scene,) = (
        each for each in entries(api, kind="scene") if each["collection"] == "landsat-c2-l1"
    )
    assert scene["timeline"]["date"] == "2021-09-13"
    assert scene["timeline"]["precision"] == "day"


def test_kinds_and_time_narrow_it(api: httpx.Client) -> None:
    kinds = {each["timeline"]["kind"] for each in entries(api, kind="picture,news")}
    assert kinds == {"picture", "news"}
    in_2024 = entries(api, datetime="2024-01-01T00:00:00Z/2024-12-31T23:59:59Z")
    assert [each["id"] for each in in_2024] == ["bp-bases-changes-2-2024"]
    that_day = entries(api, datetime="2018-12-27T02:00:00Z")
    assert "img-bp-sino-ri-2019-01" in [each["id"] for each in that_day]


def test_what_has_no_date_comes_last_and_says_why(api: httpx.Client) -> None:
    path = "/locations/prk-pyongsan/timeline"
    found = entries(api, path)
    (undated,) = (each for each in found if each["id"] == "dailynk-pyongsan")
    assert undated["timeline"]["date"] is None
    assert undated["timeline"]["undated"] is True
    assert undated["timeline"]["reason"]
    after = found[found.index(undated) :]
    assert all(each["timeline"]["date"] is None for each in after)
    dated = entries(api, path, datetime="1900-01-01T00:00:00Z/..")
    assert undated["id"] not in [each["id"] for each in dated]
    assert len(dated) == sum(each["timeline"]["date"] is not None for each in found)


def test_a_place_without_coordinates_has_one_too(api: httpx.Client) -> None:
    kinds = [each["timeline"]["kind"] for each in entries(api, "/locations/irq-hamrin/timeline")]
    assert {"picture", "report"} <= set(kinds)


def test_its_pages_join_to_the_whole(api: httpx.Client) -> None:
    whole = [each["id"] for each in entries(api)]
    joined: list[str] = []
    page = api.get(SINO_RI, params={"limit": 3}).json()
    while True:
        assert page["numberMatched"] == len(whole)
        joined += [each["id"] for each in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = api.get(following[0]).json()
    assert joined == whole


def test_each_entry_is_the_record_itself(api: httpx.Client) -> None:
    for entry in entries(api):
        links = {link["rel"]: link["href"] for link in entry["links"]}
        record = api.get(links["self"]).json()
        assert record["properties"] == entry["properties"]
