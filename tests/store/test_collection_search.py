"""Collections searched as Items: what of a Collection is found, and by what."""

import datetime as dt
from typing import Any

import pytest

from imgcat.store.collection_item import as_item
from imgcat.store.cql2 import parse_filter
from imgcat.store.protocol import Query, Sort
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import item


def collection(
    collection_id: str, bbox: Any = None, interval: Any = None, **more: Any
) -> dict[str, Any]:
    return {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": collection_id,
        "description": f"Made for a test: {collection_id}",
        "license": "CC0-1.0",
        "extent": {
            "spatial": {"bbox": bbox or [[-180, -90, 180, 90]]},
            "temporal": {"interval": interval or [[None, None]]},
        },
        "links": [],
        **more,
    }


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> Opened:
    made = [
        collection("fiji", [[177, -20, -178, -15]], [["2019-01-01T00:00:00Z", None]]),
        collection(
            "two-places",
            [[0, 0, 20, 20], [0, 0, 1, 1], [19, 19, 20, 20]],
            [["2015-01-01T00:00:00Z", "2016-01-01T00:00:00Z"]],
            title="Überblick",
            keywords=["radar", "c-band"],
            providers=[{"name": "ESA", "roles": ["producer"]}],
            summaries={"platform": ["sentinel-1a"], "gsd": {"minimum": 5, "maximum": 40}},
        ),
        collection("world", title="Optical", created="2020-05-01T00:00:00Z", **{"x:level": 2}),
        collection("odd", [["a"], [0, 0, 400, 1]], [["soon", None], [5]], providers="ESA"),
    ]
    return make_index([item("made-up", collection="made-up", title="x")], made)[0]


def found(store: Opened, **asked: Any) -> list[str]:
    page = store.search_collections(Query(**{"sortby": (Sort("id"),), "limit": 100, **asked}))
    assert page.matched == len(page.items)
    for each in page.items:
        assert each.body == store.collection(each.id)
    return [each.id for each in page.items]


def by(store: Opened, cql: str) -> list[str]:
    return found(store, filter=parse_filter(cql, "cql2-text"))


def moment(year: int) -> dt.datetime:
    return dt.datetime(year, 6, 1, tzinfo=dt.UTC)


def test_all_of_them_and_pages(store: Opened) -> None:
    assert found(store) == ["fiji", "made-up", "odd", "two-places", "world"]
    first = store.search_collections(Query(sortby=(Sort("id"),), limit=2))
    assert (first.matched, [each.id for each in first.items]) == (5, ["fiji", "made-up"])
    second = store.search_collections(Query(sortby=(Sort("id"),), limit=2, token=first.next))
    assert [each.id for each in second.items] == ["odd", "two-places"]


def test_extents_on_a_round_earth(store: Opened) -> None:
    assert found(store, bbox=(179, -18, 179.5, -17)) == ["fiji", "made-up", "world"]
    assert found(store, bbox=(-179, -18, -178.5, -17)) == ["fiji", "made-up", "world"]
    assert found(store, bbox=(170, -18, -170, -17)) == ["fiji", "made-up", "world"]
    assert found(store, bbox=(10, 10, 11, 11)) == ["made-up", "two-places", "world"]
    assert by(store, "S_WITHIN(geometry, BBOX(0, 0, 20, 20))") == ["two-places"]
    assert by(store, "geometry IS NULL") == ["odd"]


def test_extents_that_are_open_on_a_side(store: Opened) -> None:
    assert found(store, datetime=(moment(2015), moment(2015))) == ["two-places", "world"]
    assert found(store, datetime=(moment(2030), None)) == ["fiji", "world"]
    assert found(store, datetime=(None, moment(1970))) == ["world"]
    assert by(store, "T_AFTER(datetime, DATE('2018-01-01'))") == ["fiji", "made-up"]


def test_members_and_summaries_are_properties(store: Opened) -> None:
    assert by(store, "A_CONTAINS(platform, ('sentinel-1a'))") == ["two-places"]
    assert by(store, "A_CONTAINS(keywords, ('radar')) AND A_CONTAINS(providers, ('ESA'))") == [
        "two-places"
    ]
    assert by(store, '"x:level" + 1 = 3') == ["world"]
    assert by(store, 'NOT "x:level" = 3') == ["world"]
    assert by(store, "created > DATE('2020-01-01')") == ["world"]
    assert by(store, "license <> 'CC0-1.0'") == ["made-up"]


def test_free_text(store: Opened) -> None:
    assert found(store, q=("uberblick", "optical")) == ["two-places", "world"]
    assert found(store, q="radar AND esa") == ["two-places"]
    assert found(store, q="test -radar") == ["fiji", "odd", "world"]


def test_queryables_are_those_that_collections_have(store: Opened) -> None:
    queryables = store.collection_queryables()
    assert {"id", "title", "license", "keywords", "platform", "x:level"} <= queryables.keys()
    assert not {"eo:cloud_cover", "collection", "links", "extent"} & queryables.keys()
    assert "keywords" not in store.collection_sortables()


def test_what_is_malformed_is_passed_over() -> None:
    extents: tuple[Any, ...] = (
        None,
        [],
        {"spatial": 5, "temporal": {"interval": [[1, 2, 3], [5, None]]}},
    )
    for extent in extents:
        made = as_item({"id": "x", "extent": extent, "summaries": [], "providers": [5]})
        assert made["geometry"] is None
        assert "start_datetime" not in made["properties"]
        assert made["properties"]["providers"] == []
