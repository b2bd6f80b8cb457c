"""The OpenAPI document describes every route and parameter, and the page made from it loads nothing from elsewhere."""

import re
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def document(api: httpx.Client) -> dict[str, Any]:
    return dict(api.get("/api").json())


OWN = (
    "/locations/match",
    "/locations/{location_id}/timeline",
    "/locations/{location_id}/references",
    "/reports/{report_id}/references",
    "/reports/{report_id}/scenes",
    "/references/{reference_id}/candidates",
    "/collections/{collection_id}/items/{item_id}/references",
    "/locations/{location_id}/names",
    "/locations/{location_id}/neighbours",
    "/reports/{report_id}/thread",
    "/references",
    "/gaps",
    "/conflicts",
    "/acquisitions",
)


def test_every_route_and_parameter_is_described(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"].rstrip().endswith("."), (method, path)
            assert operation["description"] != "Endpoint.", (method, path)
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description"), (path, parameter["name"])


@pytest.mark.parametrize(
    ("method", "path", "address"),
    [
        ("get", "/search", "/search"),
        ("post", "/search", "/search"),
        ("get", "/collections/{collection_id}/items", "/collections/locations/items"),
        (
            "get",
            "/collections/{collection_id}/items/{item_id}",
            "/collections/locations/items/prk-sino-ri",
        ),
    ],
)
def test_what_is_read_is_what_is_described(
    api: httpx.Client, document: dict[str, Any], method: str, path: str, address: str
) -> None:
    """The routes that read requests themselves know the parameters of the document, and no others."""
    described = document["paths"][path][method].get("parameters", ())
    names = sorted(each["name"] for each in described if each["in"] == "query")
    body: dict[str, Any] | None = {} if method == "post" else None
    answer = api.request(method, address, params={"nonsense": "1"}, json=body)
    assert answer.json()["detail"].endswith(f"Known are: {', '.join(names) or 'none'}.")


def test_imgcats_own_routes_stand_in_it_under_a_tag_with_examples(
    document: dict[str, Any],
) -> None:
    for path in OWN:
        operation = document["paths"][path]["get"]
        assert operation["tags"] == ["References"]
        content = operation["responses"]["200"]["content"]
        assert any(each.get("example") for each in content.values())
    assert "신오리" in str(document["paths"]["/locations/match"])


def test_it_keeps_to_version_3_0(document: dict[str, Any]) -> None:
    """Words that only later versions have are not in it, and every $ref leads somewhere."""
    components = document["components"]

    def walk(value: Any, *, example: bool = False) -> None:
        if isinstance(value, list):
            for member in value:
                walk(member, example=example)
        elif isinstance(value, dict) and not example:
            assert not {"const", "prefixItems", "$defs"} & value.keys(), value
            assert value.get("type") != "null", value
            if isinstance(value.get("$ref"), str):
                kind, name = value["$ref"].removeprefix("#/components/").split("/")
                assert name in components[kind]
            for name, member in value.items():
                walk(member, example=name in ("example", "examples", "default"))

    walk(document)


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    ids = [
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
    ]
    assert len(ids) == len(set(ids))


def test_the_page_for_people_loads_nothing_and_names_every_route(
    api: httpx.Client, document: dict[str, Any]
) -> None:
    answer = api.get("/api.html")
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.search(r"<script|<link|src=|@import", answer.text)
    for path in document["paths"]:
        assert path in answer.text


def test_every_answer_is_described(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            expected = {"200", "400", "405", "414", "500", "503"}
            expected |= {"304"} if method == "get" else {"413", "415"}
            expected |= {"404"} if "{" in path or path == "/references/resolve" else set()
            if method == "get" and ("{location_id}" in path or "{item_id}" in path):
                expected |= {"301"}
            assert operation["responses"].keys() == expected, (method, path)


def test_every_header_that_is_sent_is_described(
    api: httpx.Client, document: dict[str, Any]
) -> None:
    of_the_transport = {"content-type", "content-length", "content-encoding", "date", "server"}
    for path, status in (("/search", 200), ("/search?limit=0", 400), ("/nothing", 404)):
        answer = api.get(path)
        assert answer.status_code == status
        described = {name.lower() for name in document["components"]["headers"]}
        assert answer.headers.keys() - of_the_transport <= described
