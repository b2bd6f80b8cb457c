"""What is stored comes back the same in meaning."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from imgcat.store import lossless
from tests.shared_data import shared
from tests.store.conftest import MakeIndex
from tests.store.items import item

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def exactly(value: Any) -> str:
    """A value with its types and the order of its members: 1, 1.0 and true differ."""
    return json.dumps(value, ensure_ascii=True)


@given(JSON)
def test_json_is_read_and_written_without_loss(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert exactly(lossless.loads(lossless.dumps(value))) == exactly(value)
    assert exactly(lossless.loads(text)) == exactly(value)


def test_numbers_keep_their_value_and_members_their_order(make_index: MakeIndex) -> None:
    line = (
        b'{"type":"Feature","stac_version":"0.6.0","id":"a","z":1,"collection":"scenes","geometry":null,"properties":'
        b'{"datetime":"2018-12-27T02:10:00Z","big":123456789012345678901234567890,"u64":18446744073709551615,'
        b'"long":0.12345678901234567890,"exponent":1.5E+3,"zero":-0.0,"none":null,"title":"\\uc2e0\\uc624\\ub9ac"},'
        b'"links":[],"assets":{}}'
    )
    store, _ = make_index([line])
    stored = json.loads(store.item("scenes", "a").body)
    assert exactly(stored["properties"]) == exactly(json.loads(line)["properties"])
    assert list(stored) == [
        "type",
        "stac_version",
        "id",
        "z",
        "collection",
        "geometry",
        "properties",
        "assets",
        "links",
    ]


def test_links_that_place_an_item_in_a_catalog_are_left_to_the_server(
    make_index: MakeIndex,
) -> None:
    links = [
        {"rel": rel, "href": rel}
        for rel in ("self", "via", "root", "parent", "collection", "derived_from")
    ]
    store, _ = make_index([{**item("a"), "links": [*links, "nonsense"]}])
    body = store.item("scenes", "a").body
    assert body.endswith(
        b'"links":[{"rel":"via","href":"via"},{"rel":"derived_from","href":"derived_from"}]}'
    )


def test_the_body_names_the_collection_it_is_stored_under(make_index: MakeIndex) -> None:
    without = {key: value for key, value in item("a").items() if key != "collection"}
    store, _ = make_index([without, {**item("b"), "collection": None}])
    for item_id in ("a", "b"):
        assert json.loads(store.item("items", item_id).body)["collection"] == "items"


def test_real_scenes_come_back_the_same(make_index: MakeIndex) -> None:
    lines = shared("stac/real-scenes.ndjson").read_bytes().splitlines()[::5]
    store, _ = make_index(lines)
    for line in lines:
        record = json.loads(line)
        stored = json.loads(store.item(record.get("collection") or "items", record["id"]).body)
        stored.pop("links")
        stored["collection"] = record.get("collection")
        record.pop("links", None)
        record.setdefault("collection", None)
        assert exactly(sorted(stored.items())) == exactly(sorted(record.items()))
