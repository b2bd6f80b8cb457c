"""Collection search, children, browsing and functions over HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pystac_client import Client

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from tests.api.sample import TIED
from tests.engines import Opened
from tests.serving import serving


def ids(page: Any) -> list[str]:
    return [each["id"] for each in page["collections"]]


def test_pages_of_collections_neither_skip_nor_repeat(api: httpx.Client) -> None:
    everything = ids(api.get("/collections").json())
    found: list[str] = []
    page = api.get("/collections", params={"limit": 3, "sortby": "-id"}).json()
    while True:
        found += ids(page)
        assert page["numberMatched"] == len(everything)
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        assert following[0]["type"] == "application/json"
        page = api.get(following[0]["href"]).json()
    assert found == sorted(everything, reverse=True)


def test_the_stac_client_searches_collections(stac: Client) -> None:
    assert stac.conforms_to("COLLECTION_SEARCH")
    found = stac.collection_search(bbox=[9, 9, 11, 11], q="tied", filter="id LIKE 'tied%'")
    assert [each.id for each in found.collections()] == [TIED]
    assert found.matched() == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sortby": "platform-of-no-one"}, "/collection-sortables"),
        ({"filter": "id ="}, "not CQL2 Text"),
        ({"bbox": "1,2,3"}, "four or six"),
        ({"datetime": "2019"}, "RFC 3339"),
        ({"limit": "0"}, "from 1 on"),
        ({"token": "x"}, "token"),
        ({"ids": "x"}, "not known"),
        ({"q": '"'}, "quotation mark"),
    ],
)
def test_bad_collection_searches(api: httpx.Client, asked: dict[str, str], said: str) -> None:
    response = api.get("/collections", params=asked)
    assert response.status_code == 400
    assert said in response.json()["description"]


def test_fields_of_collections(api: httpx.Client) -> None:
    asked = {"filter": "id = 'locations'", "fields": "title,summaries.ref:country,-description"}
    (found,) = api.get("/collections", params=asked).json()["collections"]
    assert found["title"] == "Locations"
    assert found["summaries"].keys() == {"ref:country"}
    assert "description" not in found
    assert found.keys() == {"type", "id", "title", "summaries"}


@pytest.fixture(scope="module")
def small_pages(store: Opened) -> Iterator[httpx.Client]:
    settings = Settings(max_limit=10, default_limit=5)
    with (
        serving(create_app(store, settings)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


def test_browsing_goes_from_page_to_page(small_pages: httpx.Client) -> None:
    found, seen = [], set()
    waiting = [f"/collections/{TIED}"]
    while waiting:
        page = small_pages.get(waiting.pop()).json()
        assert page["id"] not in seen
        seen.add(page["id"])
        for link in page["links"]:
            if link["rel"] == "child":
                waiting.append(link["href"])
            if link["rel"] == "item":
                found.append(small_pages.get(link["href"]).json()["id"])
    assert found == [f"tied-{number:02}" for number in range(23)]
    assert len(seen) == 4


def test_a_catalog_of_browsing_is_a_catalog(stac: Client) -> None:
    collection = stac.get_collection("locations")
    assert collection is not None
    (child,) = collection.get_children()
    child.validate()
    assert len(list(child.get_item_links())) == collection.extra_fields["ref:count"] > 100


def test_queryables_have_the_words_of_the_vocabularies(api: httpx.Client) -> None:
    of_references = api.get("/collections/references/queryables").json()["properties"]
    assert "cites-image" in of_references["ref:relation"]["enum"]
    everywhere = api.get("/queryables").json()["properties"]
    assert everywhere["ref:relation"] == of_references["ref:relation"]
    assert everywhere["ref:type"]["items"]["enum"]
    cloud = {"title": "Cloud cover in percent", "type": "number", "minimum": 0, "maximum": 100}
    assert everywhere["eo:cloud_cover"] == cloud


def test_query_says_what_a_filter_says(api: httpx.Client) -> None:
    for query, cql in (
        ({"id": {"startsWith": "tied-0"}}, "id LIKE 'tied-0%'"),
        ({"id": {"contains": "_"}}, "id LIKE '%\\_%'"),
        ({"id": {"endsWith": "3"}}, "id LIKE '%3'"),
        ({"eo:cloud_cover": {"neq": 80}}, '"eo:cloud_cover" <> 80'),
        ({"eo:cloud_cover": {"in": [20, 40]}}, '"eo:cloud_cover" IN (20, 40)'),
        ({"eo:cloud_cover": {"gt": 20, "lte": 60}}, '"eo:cloud_cover" BETWEEN 21 AND 60'),
        ({}, "id = id"),
    ):
        page = api.post("/search", json={"collections": [TIED], "query": query}).json()
        same = api.get("/search", params={"collections": TIED, "filter": cql}).json()
        assert page["numberMatched"] == same["numberMatched"], query
    both = {"query": {"id": {"endsWith": "3"}}, "filter": {"op": "=", "args": [1, 2]}}
    assert api.post("/search", json=both).json()["numberMatched"] == 0
