"""Links between the catalog's files as links of the API."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.catalog import layout
from imgcat.store.address import (
    address_of,
    collection_address,
    item_address,
    make_absolute,
    with_addresses,
)

HERE = "locations/prk-sino-ri.json"


@pytest.mark.parametrize(
    ("href", "served"),
    [
        ("../reports/x.json", "https://example.org/collections/reports/items/x"),
        ("./collection.json", "https://example.org/collections/locations"),
        ("../catalog.json", "https://example.org/"),
        ("../scenes/s2/a%252Fb.json", "https://example.org/collections/s2/items/a%2Fb"),
        ("../scenes/s2/collection.json", "https://example.org/collections/s2"),
        ("https://example.com/x.json", "https://example.com/x.json"),
        ("../schemas/ref/v1.0.0/schema.json", "../schemas/ref/v1.0.0/schema.json"),
        ("./picture.png", "./picture.png"),
        ("/reports/x.json", "/reports/x.json"),
    ],
)
def test_a_relative_link_to_a_record_becomes_a_link_of_the_api(href: str, served: str) -> None:
    record = with_addresses({"links": [{"rel": "related", "href": href}]}, HERE)
    body = make_absolute(orjson.dumps(record), "https://example.org")
    assert orjson.loads(body)["links"] == [{"rel": "related", "href": served}]


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@given(collection=names, item_id=names)
def test_every_file_of_a_scene_has_its_address(collection: str, item_id: str) -> None:
    if collection in ("locations", "reports", "references", ".", ".."):
        return
    path = layout.item_path(collection, item_id)
    assert address_of(path) == item_address(collection, item_id)
    href = layout.href(path, HERE)
    record = with_addresses({"links": [{"href": href}]}, HERE)
    assert record["links"] == [{"href": f"imgcat:{item_address(collection, item_id)}"}]
    assert address_of(layout.collection_path(collection)) == collection_address(collection)


@given(text=st.text())
def test_text_that_looks_like_an_address_stays(text: str) -> None:
    record = {"title": f'"href":"imgcat:/{text}', "links": []}
    body = orjson.dumps(record)
    assert make_absolute(body, "https://example.org") == body


@pytest.mark.parametrize(
    "beside", [{"links": []}, {"links": [1, {"links": []}]}, {"title": '"links":['}]
)
def test_links_in_a_link_hide_no_address(beside: dict[str, Any]) -> None:
    link = {"rel": "related", "href": "imgcat:/collections/x"}
    body = orjson.dumps({"links": [link, {"rel": "other", "href": "https://a", **beside}]})
    served = orjson.loads(make_absolute(body, "https://example.org"))
    assert served["links"][0]["href"] == "https://example.org/collections/x"


def test_a_base_url_cannot_break_out_of_the_json() -> None:
    body = orjson.dumps({"links": [{"href": "imgcat:/collections/x"}]})
    served = orjson.loads(make_absolute(body, 'https://a"},{"b'))
    assert served["links"][0]["href"] == 'https://a"},{"b/collections/x'
