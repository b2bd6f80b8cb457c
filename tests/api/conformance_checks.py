"""What is asked of the API for each conformance class that it advertises; docs/api.md names these checks."""

from collections.abc import Callable
from typing import Any

import httpx
import orjson

from imgcat.api.conformance import CQL2, FEATURES, REFERENCES, STAC
from tests.api.sample import ODD, OVER_SINO_RI, TIED

Check = Callable[[httpx.Client], None]

CHECKS: dict[str, Check] = {}
"""The check of each class, by its URI."""

ITEMS = f"/collections/{TIED}/items"
PLACE = "POINT(125.355 39.645)"
BOX = "POLYGON((125 39,126 39,126 40,125 40,125 39))"


def holds(*uris: str) -> Callable[[Check], Check]:
    """Mark a function as the check of these classes."""

    def mark(check: Check) -> Check:
        for uri in uris:
            assert uri not in CHECKS
            CHECKS[uri] = check
        return check

    return mark


def get(api: httpx.Client, path: str, **params: Any) -> Any:
    response = api.get(path, params=params)
    assert response.status_code == 200, response.text
    return response.json()


def ids(api: httpx.Client, path: str, **params: Any) -> set[str]:
    """The ids of the items or collections that a GET finds, all of which fit a page."""
    page = get(api, path, **{"limit": 1000, **params})
    found = page["collections"] if "collections" in page else page["features"]
    assert page["numberMatched"] == page["numberReturned"] == len(found)
    return {each["id"] for each in found}


def matched(api: httpx.Client, collection: str, cql: str, path: str = "/search") -> int:
    return int(get(api, path, collections=collection, filter=cql, limit=1)["numberMatched"])


def links(page: Any) -> set[str]:
    return {link["rel"] for link in page["links"]}


@holds(f"{STAC}/v1.0.0/core")
def core(api: httpx.Client) -> None:
    page = get(api, "/")
    assert page["type"] == "Catalog"
    assert {"self", "root", "service-desc", "service-doc", "conformance", "search"} <= links(page)


@holds(f"{STAC}/v1.0.0/collections")
def collections(api: httpx.Client) -> None:
    page = get(api, "/collections")
    assert {"locations", "reports", "references", TIED} <= {c["id"] for c in page["collections"]}
    assert get(api, "/collections/locations")["type"] == "Collection"


@holds(f"{STAC}/v1.0.0/ogcapi-features", f"{FEATURES}-1/1.0/conf/core")
def features(api: httpx.Client) -> None:
    page = get(api, ITEMS, limit=5, bbox="9,9,11,11", datetime="2020-05-01T00:00:00Z/..")
    assert (page["numberMatched"], page["numberReturned"]) == (23, 5)
    assert {"self", "root", "next"} <= links(page)
    assert get(api, f"{ITEMS}/tied-00")["collection"] == TIED


@holds(f"{STAC}/v1.0.0/item-search")
def item_search(api: httpx.Client) -> None:
    asked = {"collections": [TIED], "ids": ["tied-00", "tied-01"], "limit": 1}
    page = api.post("/search", json=asked).json()
    assert page["numberMatched"] == 2
    assert ids(api, "/search", collections=TIED, ids="tied-00,tied-01") == {"tied-00", "tied-01"}


@holds(f"{FEATURES}-1/1.0/conf/oas30")
def describes_itself(api: httpx.Client) -> None:
    response = api.get("/api")
    assert response.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert response.json()["openapi"].startswith("3.0.")


@holds(f"{FEATURES}-1/1.0/conf/geojson")
def answers_geojson(api: httpx.Client) -> None:
    for path in ("/search", ITEMS, f"{ITEMS}/tied-00"):
        assert api.get(path).headers["content-type"] == "application/geo+json"


@holds(REFERENCES)
def own_routes(api: httpx.Client) -> None:
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


@holds(f"{STAC}/v1.0.0/item-search#filter", f"{FEATURES}-3/1.0/conf/filter")
def filters_a_search(api: httpx.Client) -> None:
    assert matched(api, TIED, "id = 'tied-01'") == 1


@holds(f"{FEATURES}-3/1.0/conf/features-filter")
def filters_items(api: httpx.Client) -> None:
    assert matched(api, TIED, "id = 'tied-01'", ITEMS) == 1


@holds(f"{FEATURES}-3/1.0/conf/queryables")
def queryables(api: httpx.Client) -> None:
    for path in ("/queryables", f"/collections/{TIED}/queryables"):
        assert get(api, path)["properties"]["eo:cloud_cover"]["type"] == "number"


@holds(f"{CQL2}/cql2-text")
def cql2_text(api: httpx.Client) -> None:
    assert matched(api, TIED, "id <> 'tied-01'") == 22


@holds(f"{CQL2}/cql2-json")
def cql2_json(api: httpx.Client) -> None:
    tree = {"op": "=", "args": [{"property": "id"}, "tied-03"]}
    body = {"collections": [TIED], "filter": tree, "filter-lang": "cql2-json"}
    assert api.post("/search", json=body).json()["numberMatched"] == 1
    text = orjson.dumps(tree).decode()
    asked = {"collections": TIED, "filter": text, "filter-lang": "cql2-json"}
    assert ids(api, "/search", **asked) == {"tied-03"}


@holds(f"{CQL2}/basic-cql2")
def basic_cql2(api: httpx.Client) -> None:
    condition = "\"eo:cloud_cover\" >= 60 AND NOT (id = 'tied-03' OR id = 'tied-04')"
    assert matched(api, TIED, condition) == 6


@holds(f"{CQL2}/advanced-comparison-operators")
def advanced_comparison(api: httpx.Client) -> None:
    condition = "\"eo:cloud_cover\" BETWEEN 20 AND 60 AND id LIKE 'tied-0%' AND id IN ('tied-01', 'tied-11')"
    assert matched(api, TIED, condition) == 1


@holds(f"{CQL2}/case-insensitive-comparison")
def casei(api: httpx.Client) -> None:
    assert matched(api, TIED, "CASEI(id) = CASEI('TIED-05')") == 1


@holds(f"{CQL2}/accent-insensitive-comparison")
def accenti(api: httpx.Client) -> None:
    assert matched(api, TIED, "ACCENTI(id) = ACCENTI('tíed-05')") == 1


@holds(f"{CQL2}/basic-spatial-functions")
def basic_spatial(api: httpx.Client) -> None:
    for literal in (PLACE, "BBOX(125, 39, 126, 40)"):
        assert matched(api, OVER_SINO_RI, f"S_INTERSECTS(geometry, {literal})") == 4


@holds(f"{CQL2}/basic-spatial-functions-plus")
def spatial_literals(api: httpx.Client) -> None:
    for literal in (
        BOX,
        "LINESTRING(125 39,126 40)",
        "MULTIPOINT((125.355 39.645),(0 0))",
        "MULTILINESTRING((125 39,126 40),(0 0,1 1))",
        "MULTIPOLYGON(((125 39,126 39,126 40,125 40,125 39)))",
        f"GEOMETRYCOLLECTION({PLACE},LINESTRING(0 0,1 1))",
    ):
        assert matched(api, OVER_SINO_RI, f"S_INTERSECTS({literal}, geometry)") == 4, literal


@holds(f"{CQL2}/spatial-functions")
def spatial_functions(api: httpx.Client) -> None:
    for predicate, count in (
        ("S_CONTAINS", 4),
        ("S_CROSSES", 0),
        ("S_DISJOINT", 0),
        ("S_EQUALS", 0),
        ("S_INTERSECTS", 4),
        ("S_OVERLAPS", 0),
        ("S_TOUCHES", 0),
        ("S_WITHIN", 0),
    ):
        assert matched(api, OVER_SINO_RI, f"{predicate}(geometry, {PLACE})") == count, predicate
    assert matched(api, OVER_SINO_RI, f"S_WITHIN({PLACE}, geometry)") == 4


@holds(f"{CQL2}/temporal-functions")
def temporal_functions(api: httpx.Client) -> None:
    assert matched(api, TIED, "T_AFTER(datetime, DATE('2020-05-02'))") == 7
    for other in (
        *("BEFORE", "CONTAINS", "DISJOINT", "DURING", "EQUALS", "FINISHEDBY", "FINISHES"),
        *("INTERSECTS", "MEETS", "METBY", "OVERLAPPEDBY", "OVERLAPS", "STARTEDBY", "STARTS"),
    ):
        interval = "INTERVAL('2020-05-01', '2020-05-02')"
        yes, no = (
            matched(api, TIED, f"{word} T_{other}(datetime, {interval})") for word in ("", "NOT")
        )
        assert yes + no == 23, other


@holds(f"{CQL2}/array-functions")
def array_functions(api: httpx.Client) -> None:
    here = "id = 'prk-sino-ri'"
    for predicate, count in (
        ("A_CONTAINS", 1),
        ("A_OVERLAPS", 1),
        ("A_CONTAINEDBY", 0),
        ("A_EQUALS", 0),
    ):
        condition = f"{predicate}(\"ref:reports\", ('bp-sino-ri-2019')) AND {here}"
        assert matched(api, "locations", condition) == count, predicate


@holds(f"{CQL2}/property-property")
def property_property(api: httpx.Client) -> None:
    assert matched(api, TIED, "datetime = datetime AND id <> collection") == 23
    assert matched(api, TIED, "S_INTERSECTS(geometry, geometry)") == 23


@holds(f"{CQL2}/functions")
def functions(api: httpx.Client) -> None:
    listed = {function["name"]: function for function in get(api, "/functions")["functions"]}
    assert set(listed) == {"fold", "length", "month", "year"}
    for function in listed.values():
        assert {"arguments", "returns", "description"} <= set(function)
    for condition, count in (
        ("year(datetime) = 2020 AND month(datetime) BETWEEN 5 AND 6", 23),
        ("fold(id) = fold('TÍED-05') OR fold(id) IN (fold('Tied-06'))", 2),
        ("length(id) + 1 > 8 OR NOT length(id) = 7", 0),
    ):
        assert matched(api, TIED, condition) == count, condition


@holds(f"{CQL2}/arithmetic")
def arithmetic(api: httpx.Client) -> None:
    assert matched(api, TIED, '"eo:cloud_cover" / 20 + 1 = 5') == 4


def checks_query(api: httpx.Client, path: str) -> None:
    query = {"eo:cloud_cover": {"gte": 60, "lt": 80}, "datetime": {"gt": "2020-05-01T12:00:00Z"}}
    asked = {"collections": TIED, "query": orjson.dumps(query).decode(), "limit": 100}
    features = get(api, path, **asked)["features"]
    assert features
    assert {each["properties"]["eo:cloud_cover"] for each in features} == {60}


@holds(f"{STAC}/v1.0.0/item-search#query")
def query_of_a_search(api: httpx.Client) -> None:
    checks_query(api, "/search")
    body = {"collections": [TIED], "query": {"id": {"startsWith": "tied-0", "endsWith": "3"}}}
    assert api.post("/search", json=body).json()["numberMatched"] == 1


@holds(f"{STAC}/v1.0.0/ogcapi-features#query")
def query_of_items(api: httpx.Client) -> None:
    checks_query(api, ITEMS)


def checks_sort(api: httpx.Client, path: str) -> None:
    asked = {"collections": TIED, "sortby": "-eo:cloud_cover,+id", "limit": 100}
    features = get(api, path, **asked)["features"]
    keys = [(-each["properties"]["eo:cloud_cover"], each["id"]) for each in features]
    assert len(keys) == 23
    assert keys == sorted(keys)


@holds(f"{STAC}/v1.0.0/item-search#sort", f"{STAC}/v1.1.0/item-search#sort")
def sorts_a_search(api: httpx.Client) -> None:
    checks_sort(api, "/search")


@holds(f"{STAC}/v1.0.0/ogcapi-features#sort", f"{STAC}/v1.1.0/ogcapi-features#sort")
def sorts_items(api: httpx.Client) -> None:
    checks_sort(api, ITEMS)


@holds(f"{STAC}/v1.1.0/item-search#sortables", f"{FEATURES}-5/1.0/conf/sortables")
def sortables(api: httpx.Client) -> None:
    for path in ("/sortables", f"/collections/{TIED}/sortables"):
        page = get(api, path)
        assert {"id", "datetime", "eo:cloud_cover"} <= page["properties"].keys()
        assert page["additionalProperties"] is False


def checks_fields(api: httpx.Client, path: str) -> None:
    asked = {"collections": TIED, "fields": "id,datetime,-geometry"}
    for feature in get(api, path, **asked)["features"]:
        assert set(feature) == {"type", "id", "collection", "properties"}
        assert set(feature["properties"]) == {"datetime"}
    for feature in get(api, path, collections=TIED, fields="-assets")["features"]:
        assert {"stac_version", "geometry", "links"} <= feature.keys()
        assert "assets" not in feature


@holds(f"{STAC}/v1.0.0/item-search#fields")
def fields_of_a_search(api: httpx.Client) -> None:
    checks_fields(api, "/search")


@holds(f"{STAC}/v1.0.0/ogcapi-features#fields")
def fields_of_items(api: httpx.Client) -> None:
    checks_fields(api, ITEMS)


def checks_text(api: httpx.Client, path: str, finds: str, also: str, **more: str) -> None:
    """`finds` and `also` are words of one record; nothing holds `zyzzyva`."""

    def found(q: str) -> set[str]:
        return ids(api, path, q=q, **more)

    both = found(f"{finds} AND {also}")
    assert both
    assert found(f"zyzzyva,{finds}") == found(finds) > found(f"{finds} AND zyzzyva") == set()
    assert found(f"{finds.upper()} {also}") == found(finds) | found(also) >= both
    assert found(f"+{finds} +{also}") == both
    assert found(f"{finds} -{also}") == found(finds) - both
    assert found(f'("zyzzyva {finds}" OR {finds}) AND {also}') == both


@holds(
    f"{STAC}/v1.0.0-rc.1/item-search#free-text",
    f"{STAC}/v1.0.0-rc.1/item-search#advanced-free-text",
)
def text_of_a_search(api: httpx.Client) -> None:
    checks_text(api, "/search", "missile", "operating", collections="locations")


@holds(
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#free-text",
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#advanced-free-text",
)
def text_of_items(api: httpx.Client) -> None:
    checks_text(api, "/collections/locations/items", "missile", "operating")


@holds(
    f"{STAC}/v1.0.0-rc.1/collection-search#free-text",
    f"{STAC}/v1.0.0-rc.1/collection-search#advanced-free-text",
)
def text_of_collections(api: httpx.Client) -> None:
    checks_text(api, "/collections", "sentinel", "reflectance")


@holds(
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/simple-query",
    f"{STAC}/v1.0.0-rc.1/collection-search",
    f"{STAC}/v1.0.0/collection-search",
)
def collection_search(api: httpx.Client) -> None:
    everything = ids(api, "/collections")
    assert TIED in ids(api, "/collections", bbox="9,9,11,11") < everything
    assert TIED in ids(api, "/collections", datetime="2020-05-02T00:00:00Z") < everything
    page = get(api, "/collections", limit=1)
    assert (page["numberMatched"], page["numberReturned"]) == (len(everything), 1)
    assert "next" in links(page)


@holds(f"{STAC}/v1.0.0-rc.1/collection-search#filter", f"{STAC}/v1.0.0/collection-search#filter")
def collection_filter(api: httpx.Client) -> None:
    (path,) = (
        link["href"]
        for link in get(api, "/collections")["links"]
        if link["rel"].endswith("/queryables")
    )
    assert {"id", "title", "license"} <= get(api, path)["properties"].keys()
    assert ids(api, "/collections", filter="license = 'CC0-1.0' AND id LIKE 're%'") == {
        "references",
        "reports",
    }


@holds(f"{STAC}/v1.0.0-rc.1/collection-search#fields", f"{STAC}/v1.0.0/collection-search#fields")
def collection_fields(api: httpx.Client) -> None:
    for each in get(api, "/collections", fields="id,title,extent.spatial")["collections"]:
        assert {"type", "id", "extent"} <= each.keys() <= {"type", "id", "title", "extent"}
        assert each["extent"].keys() == {"spatial"}
    for each in get(api, "/collections", fields="-links")["collections"]:
        assert each.keys() == {*REQUIRED} - {"links"}


REQUIRED = ("type", "stac_version", "id", "description", "license", "extent", "links")


@holds(
    f"{STAC}/v1.0.0/collection-search#sort",
    f"{STAC}/v1.1.0/collection-search#sort",
    f"{STAC}/v1.1.0/collection-search#sortables",
)
def collection_sort(api: httpx.Client) -> None:
    page = get(api, "/collections", sortby="-id")
    found = [each["id"] for each in page["collections"]]
    assert found == sorted(found, reverse=True)
    (path,) = (link["href"] for link in page["links"] if link["rel"].endswith("/sortables"))
    assert "keywords" not in get(api, path)["properties"]


@holds(f"{STAC}/v0.3.0/aggregation")
def aggregation(api: httpx.Client) -> None:
    assert {"aggregate", "aggregations"} <= links(get(api, "/"))
    for above in ("", f"/collections/{TIED}"):
        for each in get(api, f"{above}/aggregations")["aggregations"]:
            page = get(api, f"{above}/aggregate", aggregations=each["name"])
            assert page["type"] == "AggregationCollection"
            (told,) = page["aggregations"]
            assert told["name"] == each["name"]
            assert ("buckets" in told) != ("value" in told)


@holds(f"{STAC}/v0.3.0/aggregation#query")
def aggregation_query(api: httpx.Client) -> None:
    asked = {"aggregations": ["total_count"], "query": {"collection": {"eq": TIED}}}
    told = api.post("/aggregate", json=asked).json()["aggregations"]
    assert told == [{"name": "total_count", "data_type": "integer", "value": 23}]


@holds(f"{STAC}/v0.3.0/aggregation#filter")
def aggregation_filter(api: httpx.Client) -> None:
    asked = {"aggregations": "total_count", "filter": '"eo:cloud_cover" = 80'}
    (told,) = get(api, f"/collections/{TIED}/aggregate", **asked)["aggregations"]
    assert told["value"] == 4


@holds(f"{STAC}/v1.0.0-rc.2/children")
def children(api: httpx.Client) -> None:
    landing = get(api, "/")
    assert "children" in links(landing)
    page = get(api, "/children")
    assert {"self", "root"} <= links(page)
    assert {link["href"] for link in landing["links"] if link["rel"] == "child"} == {
        link["href"]
        for child in page["children"]
        for link in child["links"]
        if link["rel"] == "self"
    }


@holds(f"{STAC}/v1.0.0-rc.3/browseable")
def browseable(api: httpx.Client) -> None:
    reached: set[str] = set()
    waiting = [str(api.base_url)]
    while waiting:
        for link in get(api, waiting.pop())["links"]:
            if link["rel"] == "child":
                waiting.append(link["href"])
            elif link["rel"] == "item":
                assert link["href"] not in reached
                reached.add(link["href"])
    assert len(reached) == get(api, "/search")["numberMatched"]
    assert get(api, sorted(reached)[0])["type"] == "Feature"
    assert any(f"/{ODD}/" in href for href in reached)
