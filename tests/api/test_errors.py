"""Bad input gets a 4xx with a sentence that says what is wrong and where; never a 500, never silence."""

import math
from typing import Any

import httpx
import orjson
import pytest

DEEP = 200

BAD_PARAMETERS = [
    ({"limit": "0"}, "limit"),
    ({"limit": "-5"}, "limit"),
    ({"limit": "ten"}, "limit"),
    ({"limit": "9" * 5000}, "limit"),
    ({"token": "bad"}, "token"),
    ({"bbox": "1,2,3"}, "four or six"),
    ({"bbox": "1,2,nan,4"}, "nan"),
    ({"bbox": "1,2,inf,4"}, "inf"),
    ({"bbox": "0,5,1,2"}, "south"),
    ({"bbox": "-200,0,1,2"}, "west"),
    ({"bbox": "a,b,c,d"}, "bbox"),
    ({"bbox": ""}, "bbox"),
    ({"bbox": "0,0,1,1", "intersects": '{"type":"Point","coordinates":[0,0]}'}, "not both"),
    ({"intersects": "{"}, "not JSON"),
    ({"intersects": "[]"}, "geometry"),
    ({"intersects": '{"type":"Feature"}'}, "Feature"),
    ({"intersects": '{"type":"Sphere","coordinates":[0,0]}'}, "Sphere"),
    ({"intersects": '{"type":"Point","coordinates":[]}'}, "empty"),
    ({"datetime": "2018-12-27"}, "2018-12-27"),
    ({"datetime": "yesterday"}, "yesterday"),
    ({"datetime": ""}, "datetime"),
    ({"datetime": "../.."}, "both sides"),
    ({"datetime": "0000-01-01T00:00:00Z"}, "0000"),
    ({"datetime": "10000-01-01T00:00:00Z"}, "10000"),
    ({"datetime": "2018-13-01T00:00:00Z"}, "month"),
    ({"datetime": "2019-01-01T00:00:00Z/2018-01-01T00:00:00Z"}, "before"),
    ({"datetime": "2018-01-01T00:00:00Z/../.."}, "slash"),
    ({"filter": "id ="}, "CQL2"),
    ({"filter": "nonsense(id) = 1"}, "nonsense"),
    ({"filter": "(" * 5000 + "id=1"}, "deep"),
    ({"filter": "NOT " * 5000 + "id=1"}, "operators"),
    ({"filter": "id=1", "filter-lang": "sql"}, "filter-lang"),
    ({"filter": "id=1", "filter-crs": "EPSG:4326"}, "filter-crs"),
    ({"filter": "{", "filter-lang": "cql2-json"}, "not JSON"),
    ({"sortby": "no-such-field"}, "no-such-field"),
    ({"sortby": "id;DROP TABLE item"}, "sorted"),
    ({"ids": "a\0b"}, "null character"),
    ({"bboxx": "0,0,1,1"}, "bboxx"),
]

BAD_BODIES: list[tuple[Any, str]] = [
    ({"limit": 0}, "limit"),
    ({"limit": "10"}, "limit"),
    ({"bbox": [math.nan, 0, 1, 1]}, "nan"),
    ({"bbox": ["0", 0, 1, 1]}, "bbox.0"),
    ({"bbox": [0, 0, 1, 1], "intersects": {"type": "Point", "coordinates": [0, 0]}}, "not both"),
    ({"ids": "prk-sino-ri"}, "ids"),
    ({"ids": [1]}, "ids.0"),
    ({"ids": ["a\0b"]}, "null character"),
    ({"kuery": {}}, "kuery"),
    ({"query": []}, "an object of property names"),
    ({"query": {"a": 5}}, "an object of operators"),
    ({"query": {"a": {"like": "x"}}}, "is no operator"),
    ({"query": {"a": {"in": "x"}}}, "takes an array"),
    ({"query": {"a": {"startsWith": 5}}}, "takes a string"),
    ({"query": {"a": {"eq": None}}}, "isNull"),
    ({"q": "(a"}, "without a closing one"),
    ({"filter": []}, "filter"),
    ({"filter": {"op": "no-such-op", "args": []}}, "no-such-op"),
    ({"filter": {"op": "and", "args": 5}}, "args"),
    ({"filter": "id = 1"}, "not JSON"),
    ({"sortby": [{"field": "id", "direction": "up"}]}, "direction"),
    ({"sortby": "id"}, "sortby"),
    ({"fields": ["id"]}, "fields"),
    ({"token": 5}, "token"),
    ({"datetime": 2018}, "datetime"),
]

UNREADABLE_BODIES = [
    (b'{"ids": [', "not JSON"),
    (b"", "no body"),
    (b"[]", "JSON object"),
    (b'{"ids":["\xff"]}', "UTF-8"),
    (b'{"ids":["\\ud800"]}', "surrogate"),
    (b'{"filter":' + b'{"op":"not","args":[' * DEEP + b"true" + b"]}" * DEEP + b"}", "deep"),
    (b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}", "deeply"),
    (b'{"limit":' + b"9" * 5000 + b"}", "JSON"),
]


def check(response: httpx.Response, said: str, status: int = 400) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    error = response.json()
    assert said in error["detail"]
    assert error["detail"].endswith((".", "]"))
    assert error["description"] == error["detail"]
    assert error["type"] == f"https://imgcat.github.io/imgcat/problem/{error['code']}"
    assert error["status"] == status
    assert error["title"]
    assert error["instance"] == response.request.url.raw_path.split(b"?")[0].decode()
    assert error["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(("params", "said"), BAD_PARAMETERS)
def test_bad_parameters_of_a_search(api: httpx.Client, params: dict[str, str], said: str) -> None:
    check(api.get("/search", params=params), said)


@pytest.mark.parametrize(
    ("params", "said"), [*BAD_PARAMETERS, ({"collections": "locations"}, "no other")]
)
def test_bad_parameters_of_a_collections_items(
    api: httpx.Client, params: dict[str, str], said: str
) -> None:
    check(api.get("/collections/reports/items", params=params), said)


@pytest.mark.parametrize(("body", "said"), BAD_BODIES)
def test_bad_bodies(api: httpx.Client, body: Any, said: str) -> None:
    # NaN is what some clients send, though it is not JSON.
    content = str(body).replace("nan", "NaN").replace("'", '"') if "nan" in str(body) else None
    sent = content.encode() if content else orjson.dumps(body)
    check(api.post("/search", content=sent, headers={"content-type": "application/json"}), said)


@pytest.mark.parametrize(("content", "said"), UNREADABLE_BODIES)
def test_bodies_that_cannot_be_read(api: httpx.Client, content: bytes, said: str) -> None:
    headers = {"content-type": "application/json"}
    check(api.post("/search", content=content, headers=headers), said)


def test_a_body_of_another_type(api: httpx.Client) -> None:
    response = api.post("/search", content=b"{}", headers={"content-type": "text/plain"})
    check(response, "Content-Type", 415)
    assert response.headers["accept-post"] == "application/json"


def test_what_is_too_large(api: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    large = b'{"q":["' + b"x" * 3_000_000 + b'"]}'
    check(api.post("/search", content=large, headers=headers), "bytes", 413)
    chunks = (b" " * 100_000 for _ in range(30))
    check(api.post("/search", content=chunks, headers=headers), "bytes", 413)


def test_a_query_of_a_megabyte_is_answered(api: httpx.Client) -> None:
    """It is within what a body may have, and finds nothing."""
    body = {"q": ["x" * 1_000_000]}
    assert api.post("/search", json=body).json()["numberMatched"] == 0


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/collections/nothing",
        "/collections/nothing/items",
        "/collections/nothing/items/x",
        "/collections/nothing/queryables",
        "/collections/nothing/sortables",
        "/collections/locations/items/nothing",
        "/collections/locations/items/nothing/references",
        "/locations/nothing/timeline",
        "/locations/nothing/references",
        "/reports/nothing/references",
        "/reports/nothing/scenes",
    ],
)
def test_what_is_not_there(api: httpx.Client, path: str) -> None:
    check(api.get(path), "nothing", 404)


def test_what_is_not_allowed(api: httpx.Client) -> None:
    check(api.delete("/search"), "DELETE", 405)
    refused = api.post("/locations/match")
    check(refused, "POST", 405)
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/locations/match", "'q'"),
        ("/locations/match?q=x&country=Korea", "country"),
        ("/locations/match?q=x&limit=0", "limit"),
        ("/locations/match?q=x&contry=PRK", "contry"),
        (f"/locations/match?q={'x' * 300}", "characters"),
        ("/locations/prk-sino-ri/timeline?kind=pictures", "pictures"),
        ("/locations/prk-sino-ri/timeline?datetime=2018", "2018"),
        ("/locations/prk-sino-ri/timeline?token=x", "token"),
        ("/reports/bp-sino-ri-2019/scenes?days=-1", "days"),
        ("/reports/bp-sino-ri-2019/scenes?days=nan", "days"),
        ("/reports/bp-sino-ri-2019/scenes?cloud_cover=200", "cloud_cover"),
        ("/acquisitions", "'id'"),
        ("/acquisitions?" + "id=x&" * 200, "100"),
    ],
)
def test_bad_parameters_of_imgcats_own_routes(api: httpx.Client, path: str, said: str) -> None:
    check(api.get(path), said)


def test_an_unknown_collection_in_a_search_matches_nothing(api: httpx.Client) -> None:
    assert api.get("/search?collections=nothing").json()["numberMatched"] == 0


@pytest.mark.parametrize("name", ["ids", "collections", "q"])
def test_an_empty_list_is_refused_and_does_not_mean_everything(
    api: httpx.Client, name: str
) -> None:
    for answer in (api.get("/search", params={name: ""}), api.post("/search", json={name: []})):
        assert answer.status_code == 400
        assert f"'{name}' names nothing" in answer.json()["description"]
