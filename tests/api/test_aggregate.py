"""Aggregations over HTTP, of the real catalog: each equals what counting the items gives."""

from collections import Counter
from typing import Any

import httpx
import pytest

from tests.api.sample import OVER_SINO_RI, TIED


def aggregated(api: httpx.Client, names: str, collection: str = "", **asked: Any) -> Any:
    """The results by name; a POST gives the same."""
    above = f"/collections/{collection}" if collection else ""
    response = api.get(f"{above}/aggregate", params={"aggregations": names, **asked})
    assert response.status_code == 200, response.text
    if "filter" in asked:
        asked["filter-lang"] = "cql2-text"
    body = {"aggregations": names.split(","), **asked}
    posted = api.post(f"{above}/aggregate", json=body).json()
    told = response.json()["aggregations"]
    assert posted["aggregations"] == told
    return {each["name"]: each for each in told}


def frequencies(aggregation: Any) -> dict[str, int]:
    return {bucket["key"]: bucket["frequency"] for bucket in aggregation["buckets"]}


def properties(api: httpx.Client, collection: str) -> list[Any]:
    page = api.get(f"/collections/{collection}/items", params={"limit": 1000}).json()
    assert page["numberMatched"] == len(page["features"])
    return [feature["properties"] for feature in page["features"]]


def test_reports_a_year(api: httpx.Client) -> None:
    asked = {"datetime_frequency_interval": "year"}
    told = aggregated(api, "datetime_frequency,total_count", "reports", **asked)
    dated = [each["ref:date"][:4] for each in properties(api, "reports") if "ref:date" in each]
    found = {key[:4]: count for key, count in frequencies(told["datetime_frequency"]).items()}
    assert sum(found.values()) == told["total_count"]["value"] == len(properties(api, "reports"))
    # A report whose date is not known is not left out: it counts where its window has its middle.
    assert all(found[year] >= count for year, count in Counter(dated).items())
    assert told["datetime_frequency"]["interval"] == "year"


@pytest.mark.parametrize(
    ("collection", "name", "member"),
    [
        ("references", "provider_frequency", "ref:provider"),
        ("references", "publisher_frequency", "ref:publisher"),
        ("references", "relation_frequency", "ref:relation"),
        ("references", "mission_frequency", "ref:missions"),
        ("reports", "kind_frequency", "ref:kind"),
        ("locations", "type_frequency", "ref:type"),
    ],
)
def test_frequencies_of_values(api: httpx.Client, collection: str, name: str, member: str) -> None:
    told = aggregated(api, name, collection)[name]
    values = [each.get(member, []) for each in properties(api, collection)]
    members = [set(value) if isinstance(value, list) else {value} for value in values]
    assert frequencies(told) == Counter(one for found in members for one in found)
    assert told["overflow"] == sum(not found for found in members)
    counts = [bucket["frequency"] for bucket in told["buckets"]]
    assert counts == sorted(counts, reverse=True)


def test_the_conditions_are_those_of_a_search(api: httpx.Client) -> None:
    for asked in (
        {"filter": "\"ref:relation\" = 'cites-image'"},
        {"q": "missile AND base"},
        {"datetime": "2019-01-01T00:00:00Z/2019-12-31T00:00:00Z"},
        {"query": '{"ref:country":{"eq":"PRK"}}'},
        {"bbox": "125,39,126,40"} | {},
    ):
        params = {"aggregations": "total_count", "collections": "references", **asked}
        (told,) = api.get("/aggregate", params=params).json()["aggregations"]
        page = api.get("/search", params={"collections": "references", **asked}).json()
        assert told["value"] == page["numberMatched"] > 0, asked


def test_ranges_and_single_values(api: httpx.Client) -> None:
    told = aggregated(api, "cloud_cover_frequency,datetime_min,datetime_max", OVER_SINO_RI)
    assert [
        (bucket["key"], bucket["from"], bucket["to"], bucket["frequency"])
        for bucket in told["cloud_cover_frequency"]["buckets"]
    ] == [("0-5", 0, 5, 1), ("10-15", 10, 15, 1), ("85-90", 85, 90, 1)]
    assert told["cloud_cover_frequency"]["overflow"] == 1
    assert told["datetime_min"]["value"] == "2018-12-25T02:11:01Z"
    assert told["datetime_max"]["value"] == "2019-03-18T02:10:59Z"


def test_cells(api: httpx.Client) -> None:
    names = ("centroid_geohash_grid_frequency", "geometry_geotile_grid_frequency")
    precisions = {f"{names[0]}_precision": 4, f"{names[1]}_precision": 5}
    told = aggregated(api, ",".join(names), OVER_SINO_RI, **precisions)
    ((cell, count),) = frequencies(told[names[0]]).items()
    assert (len(cell), count) == (4, 4)
    assert set(frequencies(told[names[1]])) == {"5/27/12"}


def test_a_collection_offers_what_its_items_have(api: httpx.Client) -> None:
    def offered(path: str) -> set[str]:
        return {each["name"] for each in api.get(path).json()["aggregations"]}

    everywhere = offered("/aggregations")
    assert "relation_frequency" in offered("/collections/references/aggregations") < everywhere
    assert "relation_frequency" not in offered(f"/collections/{TIED}/aggregations")


def test_without_names_nothing_is_counted(api: httpx.Client) -> None:
    page = api.get("/aggregate").json()
    assert (page["type"], page["aggregations"]) == ("AggregationCollection", [])


@pytest.mark.parametrize(
    ("path", "asked", "said"),
    [
        ("/aggregate", {"aggregations": "sum"}, "There is no aggregation 'sum'"),
        (
            f"/collections/{TIED}/aggregate",
            {"aggregations": "relation_frequency"},
            "no aggregation",
        ),
        (f"/collections/{TIED}/aggregate", {"collections": "reports"}, "can name no other"),
        ("/aggregate", {"limit": "5"}, "'limit' is not known"),
        ("/aggregate", {"datetime_frequency_interval": "week"}, "datetime_frequency_interval"),
        (
            "/aggregate",
            {
                "aggregations": "centroid_geohash_grid_frequency",
                "centroid_geohash_grid_frequency_precision": "13",
            },
            "from 1 to 12",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(
    api: httpx.Client, path: str, asked: dict[str, str], said: str
) -> None:
    response = api.get(path, params=asked)
    assert response.status_code == 400
    assert said in response.json()["description"]


def test_an_unknown_collection_is_not_found(api: httpx.Client) -> None:
    for what in ("aggregate", "aggregations"):
        assert api.get(f"/collections/nowhere/{what}").status_code == 404
