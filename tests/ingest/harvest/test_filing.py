"""Each picture is filed once, and no footprint that covers a place is lost by that."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.records import Records
from imgcat.ingest.harvest.candidate import candidate_of
from imgcat.ingest.harvest.filing import Filed, Filing
from imgcat.ingest.harvest.scene import scene_of
from imgcat.model.finding import Severity
from imgcat.model.item import Json
from imgcat.model.scene import scene_from_id
from tests.catalog.records import location
from tests.ingest.harvest.offers import (
    PLACE,
    contents,
    harvested,
    ndjson,
    offer,
    place_catalog,
    product,
    scenes,
)

ID = product("20181227")
OTHER = product("20181227", processed="20200101T000000")
EARTH_SEARCH = "S2A_T51TYE_20181227T021042_L2A"
DAY = "2018-12-27T02:15:11Z"
WEST = box(PLACE[0] - 0.5, PLACE[1] - 0.5, PLACE[0] + 0.2, PLACE[1] + 0.5)
EAST = box(PLACE[0] + 0.1, PLACE[1] - 0.5, PLACE[0] + 0.9, PLACE[1] + 0.5)
ALL = box(PLACE[0] - 0.5, PLACE[1] - 0.5, PLACE[0] + 0.9, PLACE[1] + 0.5)


def two_places() -> Records:
    """The place, and another in the east of the same tile."""
    records = place_catalog()
    records.locations["east"] = location("east", PLACE[0] + 0.5, PLACE[1])
    return records


def filed(filing: Filing, item: Json) -> Filed:
    candidate = candidate_of(item, "here", "https://example.org/other")
    return filing.file(scene_of(candidate, filing.acquisition(item), "there")).filed


def kept(records: Records) -> dict[str, list[str]]:
    """The scenes that are there, with their aliases."""
    return {
        scene["id"]: scene["properties"].get("ref:aliases", []) for scene in records.scenes.values()
    }


def test_one_picture_under_two_ids_is_one_scene_with_an_alias(folder: Path) -> None:
    up = ndjson(
        folder.parent / "up.ndjson",
        offer(ID, DAY),
        offer(EARTH_SEARCH, DAY, properties={"s2:product_uri": f"{ID}.SAFE"}),
    )
    outcome = harvested(up, folder)
    assert (len(outcome.added), outcome.known, len(outcome.joined)) == (1, 0, 0)
    ((scene_id, scene),) = scenes(folder).items()
    assert scene_id == ("sentinel-2-l2a", ID)
    assert scene["properties"]["ref:aliases"] == [EARTH_SEARCH]
    via = [link["href"] for link in scene["links"] if link["rel"] == "via"]
    assert via == [f"https://example.org/items/{each}" for each in (ID, EARTH_SEARCH)]
    assert [found for found in check(folder) if found.severity is Severity.ERROR] == []


def test_an_id_without_an_exact_time_is_joined_to_the_only_pass_that_it_can_mean() -> None:
    records = place_catalog()
    filing = Filing(records)
    assert filed(filing, offer(ID, DAY)) is Filed.ADDED
    assert filed(filing, offer(EARTH_SEARCH, DAY)) is Filed.JOINED
    assert filed(filing, offer(EARTH_SEARCH, DAY)) is Filed.KNOWN
    assert filed(filing, offer("S2A_51TYE_20181227_0_L2A", DAY)) is Filed.JOINED
    assert filed(filing, offer("S2A_51TYE_20181226_0_L2A", DAY)) is Filed.ADDED
    assert kept(records) == {
        ID: ["S2A_51TYE_20181227_0_L2A", EARTH_SEARCH],
        "S2A_51TYE_20181226_0_L2A": [],
    }


def test_an_id_without_an_exact_time_that_came_before_its_pass_is_joined_at_the_end() -> None:
    records = place_catalog()
    filing = Filing(records)
    filed(filing, offer(EARTH_SEARCH, DAY))
    filed(filing, offer(ID, DAY))
    (change,) = filing.settle()
    assert change.removed == [("sentinel-2-l2a", EARTH_SEARCH)]
    assert kept(records) == {ID: [EARTH_SEARCH]}
    assert filing.settle() == []


def test_levels_stay_apart() -> None:
    records = place_catalog()
    filing = Filing(records)
    for item_id in (ID, ID.replace("L2A", "L1C")):
        assert filed(filing, offer(item_id, DAY)) is Filed.ADDED
    assert len(kept(records)) == 2


@pytest.mark.parametrize("order", list(permutations([(ID, WEST), (OTHER, EAST)])))
def test_two_products_that_each_cover_another_place_both_stay(
    order: list[tuple[str, BaseGeometry]],
) -> None:
    records = two_places()
    filing = Filing(records)
    for item_id, around in order:
        assert filed(filing, offer(item_id, DAY, around=around)) is Filed.ADDED
    assert kept(records) == {ID: [], OTHER: []}


@pytest.mark.parametrize("order", list(permutations([(ID, WEST), (OTHER, ALL)])))
def test_of_two_products_the_one_that_covers_all_that_the_other_does_is_kept(
    order: list[tuple[str, BaseGeometry]],
) -> None:
    records = two_places()
    filing = Filing(records)
    for item_id, around in order:
        filed(filing, offer(item_id, DAY, around=around))
    assert kept(records) == {OTHER: [ID]}
    for item_id, around in order:
        assert filed(filing, offer(item_id, DAY, around=around)) is Filed.KNOWN


@pytest.mark.parametrize(
    "order", list(permutations([(ID, WEST), (OTHER, EAST), (EARTH_SEARCH, ALL)]))
)
def test_whatever_the_order_every_place_keeps_a_footprint(
    order: list[tuple[str, BaseGeometry]],
) -> None:
    records = two_places()
    filing = Filing(records)
    items = [
        offer(item_id, DAY, around=around, properties={"s2:product_uri": ID})
        for item_id, around in order
    ]
    for item in items:
        filed(filing, item)
    assert kept(records) == {EARTH_SEARCH: sorted([ID, OTHER])}
    before = dict(records.scenes)
    for item in items:
        assert filed(filing, item) is Filed.KNOWN
    assert records.scenes == before


def test_an_alias_becomes_a_scene_of_its_own_when_only_it_covers_a_new_place() -> None:
    records = place_catalog()
    filing = Filing(records)
    filed(filing, offer(ID, DAY, around=WEST))
    filed(filing, offer(OTHER, DAY, around=ALL))
    assert kept(records) == {ID: [OTHER]}
    records.locations["east"] = location("east", PLACE[0] + 0.5, PLACE[1])
    assert filed(Filing(records), offer(OTHER, DAY, around=EAST)) is Filed.ADDED
    assert kept(records) == {ID: [], OTHER: []}
    (first, _) = records.scenes.values()
    hrefs = [link["href"] for link in first["links"] if link["rel"] == "via"]
    assert hrefs == [f"https://example.org/items/{ID}"]


def made(source: dict[str, Any]) -> Json:
    scene = scene_from_id(ID)
    scene["properties"]["ref:source"] = source
    return scene


def test_an_item_replaces_a_scene_that_was_made_from_its_id(folder: Path) -> None:
    records = place_catalog()
    stub = made({"url": "https://example.org/notebook"})
    records.scenes["sentinel-2-l2a", ID] = stub
    records.collections["sentinel-2-l2a"] = {
        "id": "sentinel-2-l2a",
        "description": "x",
        "license": "other",
    }
    build(folder, records)
    outcome = harvested(ndjson(folder.parent / "up.ndjson", offer(OTHER, DAY)), folder)
    assert outcome.added == {("sentinel-2-l2a", OTHER)}
    ((_, scene),) = scenes(folder).items()
    assert scene["id"] == OTHER
    assert scene["properties"]["ref:aliases"] == [ID]
    assert "ref:footprint" not in scene["properties"]
    via = [link["href"] for link in scene["links"] if link["rel"] == "via"]
    assert via == [f"https://example.org/items/{OTHER}", "https://example.org/notebook"]
    assert not (folder / f"scenes/sentinel-2-l2a/{ID}.json").exists()
    before = contents(folder)
    harvested(folder.parent / "up.ndjson", folder)
    assert contents(folder) == before


def test_the_item_of_the_same_id_takes_the_place_of_what_was_made_of_it() -> None:
    records = place_catalog()
    words = {"citation": "Product id as printed in a public source-code repository"}
    records.scenes["sentinel-2-l2a", ID] = made(words)
    filing = Filing(records)
    assert filed(filing, offer(ID, DAY)) is Filed.ADDED
    (scene,) = records.scenes.values()
    assert "ref:aliases" not in scene["properties"]
    # Words without an address cannot be a link; what was known of where the id was read stays.
    assert scene["properties"]["ref:source"] == words
    assert scene["assets"]


def test_a_scene_made_from_its_id_never_takes_the_place_of_an_item() -> None:
    records = place_catalog()
    filing = Filing(records)
    filed(filing, offer(OTHER, DAY, around=WEST))
    assert filed(filing, scene_from_id(ID)) is Filed.JOINED
    assert kept(records) == {OTHER: [ID]}
    assert filed(filing, scene_from_id(ID)) is Filed.KNOWN


def test_items_without_a_key_are_told_apart_by_their_ids() -> None:
    records = place_catalog()
    filing = Filing(records)
    assert filed(filing, offer("a", DAY)) is Filed.ADDED
    assert filed(filing, offer("b", DAY)) is Filed.ADDED
    assert filed(filing, offer("a", DAY)) is Filed.KNOWN
