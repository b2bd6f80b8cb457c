"""Every conformance class that is advertised is asked for here."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import orjson
import pytest

from imgcat.api.conformance import ALL, CQL2, FEATURES, REFERENCES, STAC
from tests.api.sample import ODD, OVER_SINO_RI, TIED

Check = Callable[[httpx.Client], None]


def answers(path: str, member: str) -> Check:
    """That a path answers with JSON which has a member."""

    def check(api: httpx.Client) -> None:
        response = api.get(path)
        assert response.status_code == 200
        assert member in response.json()

    return check


def finds(collection: str, cql: str, count: int, path: str = "/search") -> Check:
    """That a filter finds so many items of a collection, in text and in JSON alike."""

    def check(api: httpx.Client) -> None:
        page = api.get(path, params={"collections": collection, "filter": cql}).json()
        assert page["numberMatched"] == count, page

    return check


def finds_in_json(api: httpx.Client) -> None:
    tree = {"op": "=", "args": [{"property": "id"}, "tied-03"]}
    body = {"collections": [TIED], "filter": tree, "filter-lang": "cql2-json"}
    assert api.post("/search", json=body).json()["numberMatched"] == 1
    asked = {"collections": TIED, "filter": orjson.dumps(tree).decode(), "filter-lang": "cql2-json"}
    assert api.get("/search", params=asked).json()["numberMatched"] == 1


def sorts(path: str) -> Check:
    def check(api: httpx.Client) -> None:
        asked: dict[str, str | int] = {
            "collections": TIED,
            "sortby": "-eo:cloud_cover,+id",
            "limit": 100,
        }
        features = api.get(path, params=asked).json()["features"]
        keys = [(-each["properties"]["eo:cloud_cover"], each["id"]) for each in features]
        assert len(keys) == 23
        assert keys == sorted(keys)

    return check


def selects(path: str) -> Check:
    def check(api: httpx.Client) -> None:
        asked = {"collections": TIED, "fields": "id,datetime,-geometry"}
        for feature in api.get(path, params=asked).json()["features"]:
            assert set(feature) == {"type", "id", "collection", "properties"}
            assert set(feature["properties"]) == {"datetime"}

    return check


def finds_text(path: str, collection: str) -> Check:
    def check(api: httpx.Client) -> None:
        asked = {"collections": collection, "q": "no such word,신오리"}
        found = {each["id"] for each in api.get(path, params=asked).json()["features"]}
        assert "prk-sino-ri" in found

    return check


def describes_itself(api: httpx.Client) -> None:
    response = api.get("/api")
    assert response.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert response.json()["openapi"].startswith("3.0.")


def answers_geojson(api: httpx.Client) -> None:
    for path in ("/search", f"/collections/{TIED}/items", f"/collections/{TIED}/items/tied-00"):
        assert api.get(path).headers["content-type"] == "application/geo+json"


def answers_own_routes(api: httpx.Client) -> None:
    for path in (
        "/locations/match?q=Sino-ri",
        "/locations/prk-sino-ri/timeline",
        "/locations/prk-sino-ri/references",
        "/reports/bp-sino-ri-2019/references",
        "/reports/bp-sino-ri-2019/scenes",
        "/collections/locations/items/prk-sino-ri/references",
        "/acquisitions?id=x",
    ):
        assert api.get(path).status_code == 200, path


ITEMS = f"/collections/{TIED}/items"
BOX = "POLYGON((125 39,126 39,126 40,125 40,125 39))"

CHECKS: dict[str, Check] = {
    f"{STAC}/v1.0.0/core": answers("/", "conformsTo"),
    f"{STAC}/v1.0.0/collections": answers("/collections", "collections"),
    f"{STAC}/v1.0.0/ogcapi-features": answers(ITEMS, "features"),
    f"{STAC}/v1.0.0/item-search": answers("/search", "features"),
    f"{FEATURES}-1/1.0/conf/core": answers("/conformance", "conformsTo"),
    f"{FEATURES}-1/1.0/conf/oas30": describes_itself,
    f"{FEATURES}-1/1.0/conf/geojson": answers_geojson,
    REFERENCES: answers_own_routes,
    f"{STAC}/v1.0.0/item-search#filter": finds(TIED, "id = 'tied-01'", 1),
    f"{FEATURES}-3/1.0/conf/filter": finds(TIED, "id = 'tied-01'", 1),
    f"{FEATURES}-3/1.0/conf/features-filter": finds(TIED, "id = 'tied-01'", 1, ITEMS),
    f"{FEATURES}-3/1.0/conf/queryables": answers("/queryables", "properties"),
    f"{CQL2}/cql2-text": finds(TIED, "id <> 'tied-01'", 22),
    f"{CQL2}/cql2-json": finds_in_json,
    f"{CQL2}/basic-cql2": finds(
        TIED, "\"eo:cloud_cover\" >= 60 AND NOT (id = 'tied-03' OR id = 'tied-04')", 6
    ),
    f"{CQL2}/advanced-comparison-operators": finds(
        TIED,
        "\"eo:cloud_cover\" BETWEEN 20 AND 60 AND id LIKE 'tied-0%' AND id IN ('tied-01', 'tied-11')",
        1,
    ),
    f"{CQL2}/case-insensitive-comparison": finds(TIED, "CASEI(id) = CASEI('TIED-05')", 1),
    f"{CQL2}/accent-insensitive-comparison": finds(TIED, "ACCENTI(id) = ACCENTI('tíed-05')", 1),
    f"{CQL2}/basic-spatial-functions": finds(
        OVER_SINO_RI, "S_INTERSECTS(geometry, POINT(125.355 39.645))", 4
    ),
    f"{CQL2}/basic-spatial-functions-plus": finds(
        OVER_SINO_RI, "S_INTERSECTS(geometry, BBOX(125, 39, 126, 40))", 4
    ),
    f"{CQL2}/spatial-functions": finds(OVER_SINO_RI, f"S_CROSSES(geometry, {BOX})", 0),
    f"{CQL2}/temporal-functions": finds(TIED, "T_AFTER(datetime, DATE('2020-05-02'))", 7),
    f"{CQL2}/array-functions": finds(
        "locations", "A_CONTAINS(\"ref:reports\", ('bp-sino-ri-2019')) AND id = 'prk-sino-ri'", 1
    ),
    f"{CQL2}/property-property": finds(TIED, "datetime = datetime AND id = collection", 0),
    f"{CQL2}/arithmetic": finds(TIED, '"eo:cloud_cover" / 20 + 1 = 5', 4),
    f"{STAC}/v1.0.0/item-search#sort": sorts("/search"),
    f"{STAC}/v1.0.0/ogcapi-features#sort": sorts(ITEMS),
    f"{STAC}/v1.1.0/item-search#sort": sorts("/search"),
    f"{STAC}/v1.1.0/ogcapi-features#sort": sorts(ITEMS),
    f"{STAC}/v1.1.0/item-search#sortables": answers("/sortables", "properties"),
    f"{FEATURES}-5/1.0/conf/sortables": answers(f"/collections/{TIED}/sortables", "properties"),
    f"{STAC}/v1.0.0/item-search#fields": selects("/search"),
    f"{STAC}/v1.0.0/ogcapi-features#fields": selects(ITEMS),
    f"{STAC}/v1.0.0-rc.1/item-search#free-text": finds_text("/search", "locations"),
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#free-text": finds_text(
        "/collections/locations/items", "locations"
    ),
}


def test_no_class_is_advertised_without_a_check(api: httpx.Client) -> None:
    advertised = api.get("/conformance").json()["conformsTo"]
    assert advertised == sorted(ALL) == sorted(CHECKS)
    assert api.get("/").json()["conformsTo"] == advertised


@pytest.mark.parametrize("uri", ALL)
def test_the_class_is_kept_to(api: httpx.Client, uri: str) -> None:
    CHECKS[uri](api)


def test_an_item_without_a_property_meets_neither_a_condition_nor_its_negation(
    api: httpx.Client,
) -> None:
    for cql in ('"eo:cloud_cover" <> 5', 'NOT "eo:cloud_cover" = 5'):
        finds(OVER_SINO_RI, cql, 3)(api)


def test_every_queryable_and_sortable_can_be_used(api: httpx.Client) -> None:
    for name in api.get("/sortables").json()["properties"]:
        assert api.get("/search", params={"sortby": name, "limit": 1}).status_code == 200, name
    for name in api.get("/queryables").json()["properties"]:
        asked: dict[str, str | int] = {"filter": f'"{name}" IS NULL', "limit": 1}
        assert api.get("/search", params=asked).status_code == 200, name


def test_queryables_of_a_collection_are_those_of_its_items(api: httpx.Client) -> None:
    found = api.get(f"/collections/{quote(ODD)}/queryables").json()
    assert "title" in found["properties"]
    assert "ref:relation" not in found["properties"]
    assert found["$id"].endswith(f"/collections/{ODD}/queryables")
