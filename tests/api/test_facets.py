"""`/references`: facets over what is joined."""

from collections import Counter
from typing import Any

import httpx
import pytest

from imgcat.api.facets import Row, counts, matching


def ask(api: httpx.Client, **params: Any) -> dict[str, Any]:
    return dict(api.get("/references", params=params).raise_for_status().json())


def listed(answer: dict[str, Any], facet: str) -> dict[str, int]:
    return {each["value"]: each["count"] for each in answer["facets"][facet]["values"]}


def test_counts_are_those_of_plain_searches(api: httpx.Client) -> None:
    answer = ask(api, facets="relation,year", values=1000)
    search: dict[str, Any] = {"collections": "references", "limit": 1000}
    items = api.get("/search", params=search).json()["features"]
    assert answer["numberMatched"] == len(items)
    relations = Counter(item["properties"]["ref:relation"] for item in items)
    assert listed(answer, "relation") == dict(relations)


def test_facets_join_the_report_and_the_place(api: httpx.Client) -> None:
    answer = ask(api, type="missile-operating-base", kind="news", limit=1000, facets="publisher")
    reports = {each["properties"]["ref:report"] for each in answer["features"]}
    assert "cnn-2019-01-sino-ri" in reports
    assert sum(listed(answer, "publisher").values()) == answer["numberMatched"]
    for each in answer["features"][:3]:
        place = each["properties"]["ref:location"]
        found = api.get(f"/collections/locations/items/{place}").json()
        assert "missile-operating-base" in found["properties"]["ref:type"]


def test_a_repeated_parameter_means_any_of_its_values(api: httpx.Client) -> None:
    one, other = (ask(api, publisher=name)["numberMatched"] for name in ("CNN", "NBC News"))
    both = ask(api, publisher=["CNN", "NBC News"])
    assert both["numberMatched"] == one + other
    assert ask(api, publisher="CNN", relation="cites-image", kind="dataset")["numberMatched"] == 0


def test_pages_join_to_the_whole_and_keep_the_question(api: httpx.Client) -> None:
    question = {"publisher": ["CNN", "NBC News", "Europost"]}
    whole = [each["id"] for each in ask(api, **question, limit=1000)["features"]]
    page = ask(api, **question, limit=2)
    joined = [each["id"] for each in page["features"]]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = api.get(following[0]).json()
        joined += [each["id"] for each in page["features"]]
    assert joined == whole


@pytest.mark.parametrize(
    "params", [{"facets": "colour"}, {"colour": "red"}, {"values": "-1"}, {"token": "nowhere"}]
)
def test_bad_requests_are_refused(api: httpx.Client, params: dict[str, str]) -> None:
    answer = api.get("/references", params=params)
    assert answer.status_code == 400
    assert answer.json()["description"].endswith(".")


def test_counting() -> None:
    rows = [
        Row("a", {"mission": ("landsat-7", "landsat-8")}, ""),
        Row("b", {"mission": ("landsat-8",)}, ""),
        Row("c", {}, ""),
    ]
    assert counts(rows, ["mission"], 1) == {
        "mission": {
            "values": [{"value": "landsat-8", "count": 2}],
            "distinct": 2,
            "without": 1,
        }
    }
    assert [row.id for row in matching(rows, {"mission": ["landsat-7", "aster"]})] == ["a"]
    assert [row.id for row in matching(rows, {})] == ["a", "b", "c"]
