"""Pages of a search: the links of a GET and of a POST lead through all of it, both ways."""

from typing import Any

import httpx

from tests.api.sample import TIED


def follow(api: httpx.Client, page: dict[str, Any], rel: str) -> dict[str, Any] | None:
    for link in page["links"]:
        if link["rel"] == rel:
            if link["method"] == "POST":
                assert link["merge"] is False
                return dict(api.post(link["href"], json=link["body"]).json())
            return dict(api.get(link["href"]).json())
    return None


def ids(page: dict[str, Any]) -> list[str]:
    return [feature["id"] for feature in page["features"]]


def test_pages_of_a_post_keep_the_whole_body(api: httpx.Client) -> None:
    asked = {
        "collections": [TIED],
        "limit": 6,
        "sortby": [{"field": "eo:cloud_cover", "direction": "desc"}],
        "filter": {"op": "<", "args": [{"property": "eo:cloud_cover"}, 80]},
        "filter-lang": "cql2-json",
        "fields": {"include": ["id"]},
    }
    page = api.post("/search", json=asked).json()
    matched, found = page["numberMatched"], ids(page)
    assert page["numberReturned"] == 6
    (link,) = (link for link in page["links"] if link["rel"] == "next")
    assert {**link["body"], "token": None} == {**asked, "token": None}
    while (following := follow(api, page, "next")) is not None:
        page = following
        assert page["numberMatched"] == matched
        found += ids(page)
    assert len(found) == len(set(found)) == matched == 19


def test_pages_of_a_get_lead_forward_and_back(api: httpx.Client) -> None:
    first = api.get(f"/collections/{TIED}/items", params={"limit": 10}).json()
    assert follow(api, first, "prev") is None
    second = follow(api, first, "next")
    assert second is not None
    third = follow(api, second, "next")
    assert third is not None
    assert follow(api, third, "next") is None
    assert len({*ids(first), *ids(second), *ids(third)}) == 23
    back = follow(api, third, "prev")
    assert back is not None
    assert ids(back) == ids(second)


def test_a_token_belongs_to_its_search(api: httpx.Client) -> None:
    page = api.get("/search", params={"collections": TIED, "limit": 5}).json()
    (link,) = (link for link in page["links"] if link["rel"] == "next")
    token = httpx.URL(link["href"]).params["token"]
    other = api.get("/search", params={"collections": "reports", "limit": 5, "token": token})
    assert other.status_code == 400
    assert "token" in other.json()["description"]


def test_a_limit_above_the_most_is_lowered_to_it(api: httpx.Client) -> None:
    page = api.get("/search", params={"limit": 10**30}).json()
    assert page["numberReturned"] == min(1000, page["numberMatched"])


def test_number_matched_counts_all_pages(api: httpx.Client) -> None:
    page = api.get("/search", params={"collections": TIED, "limit": 1}).json()
    assert (page["numberMatched"], page["numberReturned"]) == (23, 1)
