"""The real client, pystac-client, over a real socket."""

import pytest
from pystac import Item
from pystac_client import Client, ConformanceClasses

from tests.api.sample import ODD, ODD_IDS, OVER_SINO_RI, TIED


def test_it_opens_the_landing_page_and_finds_what_is_advertised(stac: Client) -> None:
    assert stac.id == "imgcat"
    for wanted in (
        ConformanceClasses.CORE,
        ConformanceClasses.COLLECTIONS,
        ConformanceClasses.FEATURES,
        ConformanceClasses.ITEM_SEARCH,
        ConformanceClasses.FILTER,
        ConformanceClasses.SORT,
        ConformanceClasses.FIELDS,
    ):
        assert stac.conforms_to(wanted), wanted


def test_it_lists_collections_and_reads_each(stac: Client) -> None:
    ids = {collection.id for collection in stac.get_collections()}
    assert {"locations", "reports", "references", "sentinel-2-l2a", TIED} <= ids
    collection = stac.get_collection("locations")
    assert collection is not None
    assert collection.id == "locations"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_pages_through_a_search_without_skipping_or_repeating(stac: Client, method: str) -> None:
    search = stac.search(collections=[TIED], limit=4, method=method)
    found = [item.id for item in search.items()]
    assert sorted(found) == [f"tied-{number:02}" for number in range(23)]
    assert search.matched() == 23


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_sorts_over_pages(stac: Client, method: str) -> None:
    search = stac.search(
        collections=[TIED], limit=5, method=method, sortby=["-properties.eo:cloud_cover", "+id"]
    )
    found = [(-item.properties["eo:cloud_cover"], item.id) for item in search.items()]
    assert len(found) == 23
    assert found == sorted(found)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_filters_in_text_and_json(stac: Client, method: str) -> None:
    tree = {"op": "a_contains", "args": [{"property": "ref:locations"}, ["prk-sino-ri"]]}
    in_json = stac.search(
        collections=["references"], filter=tree, filter_lang="cql2-json", method="POST"
    )
    in_text = stac.search(
        collections=["references"],
        filter="a_contains(\"ref:locations\", ('prk-sino-ri'))",
        filter_lang="cql2-text",
        method=method,
    )
    ids = {item.id for item in in_json.items()}
    assert "img-bp-sino-ri-2019-01" in ids
    assert {item.id for item in in_text.items()} == ids


def test_it_selects_fields(stac: Client) -> None:
    search = stac.search(
        ids=["prk-sino-ri"], fields={"include": ["properties.title"], "exclude": ["geometry"]}
    )
    (found,) = search.items_as_dicts()
    assert set(found) == {"type", "id", "collection", "properties"}
    assert set(found["properties"]) == {"title"}


def test_it_searches_by_space_and_time(stac: Client) -> None:
    search = stac.search(
        collections=[OVER_SINO_RI],
        bbox=[125.3, 39.6, 125.4, 39.7],
        datetime="2018-12-20/2018-12-31",
    )
    assert {item.id[:19] for item in search.items()} == {
        "S2A_MSIL2A_20181225",
        "S2B_MSIL2A_20181230",
    }


def test_it_gets_items_of_a_collection_and_one_by_its_id(stac: Client) -> None:
    collection = stac.get_collection("locations")
    assert collection is not None
    assert len(list(collection.get_items())) >= 100
    base_ = collection.get_item("prk-sino-ri")
    assert base_ is not None
    assert base_.properties["title"] == "Sino-ri Missile Operating Base"


def test_it_follows_the_self_link_of_every_odd_id(stac: Client) -> None:
    for found in stac.search(collections=[ODD]).items():
        href = found.get_self_href()
        assert href is not None
        again = Item.from_file(href, stac_io=stac._stac_io)
        assert again.id == found.id
    assert {item.id for item in stac.search(ids=list(ODD_IDS), method="POST").items()} == set(
        ODD_IDS
    )
