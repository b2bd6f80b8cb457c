"""Item search over HTTP: what a condition means, by GET and by POST alike."""

from typing import Any

import httpx
import orjson
import pytest

from tests.api.sample import ODD, scenes


def found(api: httpx.Client, **asked: str) -> set[str]:
    """The ids of the odd scenes that a GET finds; a POST finds the same."""
    page = api.get("/search", params={"collections": ODD, "limit": 100, **asked}).json()
    body: dict[str, Any] = {"collections": [ODD], "limit": 100, **asked}
    if "bbox" in asked:
        body["bbox"] = [float(part) for part in asked["bbox"].split(",")]
    if "intersects" in asked:
        body["intersects"] = orjson.loads(asked["intersects"])
    if "filter" in asked:
        body["filter-lang"] = "cql2-text"
    again = api.post("/search", json=body).json()
    assert again["features"] == page["features"]
    assert again["numberMatched"] == page["numberMatched"] == len(page["features"])
    return {feature["id"] for feature in page["features"]}


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"bbox": "179,-18,-179,-15"}, True),
        ({"bbox": "179.9,-18,180,-15"}, True),
        ({"bbox": "-180,-18,-179.9,-15"}, True),
        ({"bbox": "-179,-18,179,-15"}, False),
        ({"bbox": "179,-18,0,-179,-15,100"}, True),
        ({"filter": "S_INTERSECTS(geometry, BBOX(179, -18, -179, -15))"}, True),
        ({"intersects": '{"type":"Point","coordinates":[180,-16.5]}'}, True),
        ({"intersects": '{"type":"Point","coordinates":[0,-16.5]}'}, False),
    ],
)
def test_the_antimeridian_is_no_edge(
    api: httpx.Client, asked: dict[str, str], is_found: bool
) -> None:
    assert ("across-the-antimeridian" in found(api, **asked)) is is_found


@pytest.mark.parametrize(
    ("datetime", "is_found"),
    [
        ("2021-06-05T00:00:00Z", True),
        ("2021-06-05t00:00:00z", True),
        ("2021-06-10T01:00:00+01:00", True),
        ("2021-06-10T01:00:00Z/..", False),
        ("../2021-05-31T23:59:59.999Z", False),
        ("/2021-06-01T00:00:00Z", True),
        ("2021-06-09T00:00:00.123456789Z/2030-01-01T00:00:00Z", True),
    ],
)
def test_a_range_with_a_null_datetime_is_found_by_time(
    api: httpx.Client, datetime: str, is_found: bool
) -> None:
    assert ("ranged" in found(api, datetime=datetime)) is is_found


def test_like_is_of_the_case_that_is_asked_for(api: httpx.Client) -> None:
    assert "ranged" in found(api, filter="id LIKE 'rang%'")
    assert "ranged" not in found(api, filter="id LIKE 'RANG%'")
    assert "ranged" in found(api, filter="CASEI(id) LIKE CASEI('RANG%')")


def test_every_spatial_operand_counts(api: httpx.Client) -> None:
    near, far = "BBOX(-61, 9, -59, 11)", "BBOX(0, 0, 1, 1)"
    one = f"S_INTERSECTS(geometry, {near})"
    assert "ranged" in found(api, filter=one)
    assert found(api, filter=f"{one} AND S_INTERSECTS(geometry, {far})") == set()


def test_items_are_served_as_they_were_loaded(api: httpx.Client) -> None:
    served = {
        (each["collection"], each["id"]): each
        for each in api.get("/search", params={"limit": 1000}).json()["features"]
    }
    structural = {"self", "root", "parent", "collection"}
    for loaded in scenes():
        feature = served[loaded["collection"], loaded["id"]]
        links = [link for link in feature["links"] if link["rel"] not in structural]
        assert {**feature, "links": links} == loaded
