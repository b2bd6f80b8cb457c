"""Scenes made from their id alone: valid STAC Items that say what they do not know."""

from importlib.resources import files
from typing import Any

import jsonschema_rs
import orjson
import pytest
import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.acquisition import find_ids, key
from imgcat.model.identifiers import SCHEMA_URI
from imgcat.model.scene import scene_from_id
from imgcat.model.scene_collection import SCENE_COLLECTIONS
from tests.model.acquisition_examples import EXAMPLES, S1
from tests.shared_data import shared

SCHEMAS = files("imgcat").joinpath("data", "schemas")
NO_SCENE = {"sentinel-2-datastrip", "sentinel-2-datatake", "sentinel-2-granule", "corona"}
SCENE_IDS = [text for text, grammar, _, _ in EXAMPLES if grammar not in NO_SCENE]


def validate(instance: Any, uri: str) -> None:
    index = orjson.loads(SCHEMAS.joinpath("index.json").read_bytes())
    registry = jsonschema_rs.Registry(
        [
            (name, orjson.loads(SCHEMAS.joinpath(entry["file"]).read_bytes()))
            for name, entry in index.items()
        ]
    )
    own = files("imgcat").joinpath("data", "extension", "schema.json")
    file = own if uri == SCHEMA_URI else SCHEMAS.joinpath(index[uri]["file"])
    schema = orjson.loads(file.read_bytes())
    jsonschema_rs.validator_for(schema, registry=registry).validate(instance)


@pytest.mark.parametrize("text", SCENE_IDS)
def test_a_scene_is_a_valid_item_of_a_known_collection(text: str) -> None:
    item = scene_from_id(text)
    filed = {**item, "links": [{"rel": "collection", "href": "./collection.json"}]}
    validate(filed, "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json")
    for uri in item["stac_extensions"]:
        validate(item, uri)
    assert item["collection"] in SCENE_COLLECTIONS
    assert "/" not in item["id"]
    properties = item["properties"]
    assert (item["geometry"] is None) == ("ref:geometry_reason" in properties)
    assert (item["geometry"] is None) != ("ref:footprint" in properties)
    assert ("bbox" in item) == (item["geometry"] is not None)


def test_a_sentinel_2_scene() -> None:
    item = scene_from_id("S2B_MSIL2A_20240827T081609_N0511_R121_T36RXV_20240827T113546.SAFE")
    assert item["id"] == "S2B_MSIL2A_20240827T081609_N0511_R121_T36RXV_20240827T113546"
    assert item["collection"] == "sentinel-2-l2a"
    assert item["bbox"] == pytest.approx([34.044, 30.626, 35.212, 31.631], abs=0.001)
    assert item["properties"] == {
        "datetime": "2024-08-27T08:16:09Z",
        "platform": "sentinel-2b",
        "constellation": "sentinel-2",
        "instruments": ["msi"],
        "processing:level": "L2A",
        "grid:code": "MGRS-36RXV",
        "sat:relative_orbit": 121,
        "s2:processing_baseline": "05.11",
        "s2:mgrs_tile": "36RXV",
        "s2:product_uri": item["id"] + ".SAFE",
        "ref:acquisition": "s2b-20240827T081609-36rxv",
        "ref:footprint": {
            "basis": "sentinel-2-tile",
            "note": "The footprint is that of the Sentinel-2 tile 36RXV; "
            "the data may cover only a part of it.",
        },
    }


def test_a_landsat_scene_is_of_a_day_and_not_of_an_instant() -> None:
    item = scene_from_id("LC08_L1TP_117033_20210913_20210924_02_T1")
    properties = item["properties"]
    assert item["collection"] == "landsat-c2-l1"
    assert properties["datetime"] is None
    assert properties["start_datetime"] == "2021-09-13T00:00:00Z"
    assert properties["end_datetime"] == "2021-09-13T23:59:59Z"
    assert properties["grid:code"] == "WRS2-117033"
    assert properties["ref:footprint"]["basis"] == "wrs-2-frame"
    assert shapely.from_geojson(orjson.dumps(item["geometry"])).intersects(
        shapely.Point(125.75, 39.03)
    )


def test_a_tile_across_the_antimeridian_has_a_bbox_from_west_to_east() -> None:
    item = scene_from_id("S2B_MSIL2A_20200101T000000_N0511_R121_T01CCV_20240827T113546")
    west, south, east, north = item["bbox"]
    assert item["geometry"]["type"] == "MultiPolygon"
    assert west > 176
    assert east < -179
    assert south < north


def test_a_radar_scene_has_no_place_and_says_so() -> None:
    item = scene_from_id(f"{S1}_6FF8")
    assert item["geometry"] is None
    assert item["properties"]["ref:geometry_reason"].endswith("which place the picture shows.")
    assert item["properties"]["sar:polarizations"] == ["VV", "VH"]
    assert item["properties"]["end_datetime"] == "2021-08-09T17:40:18Z"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("LM01_L1GS_001010_19720908_20200909_02_T2", "WRS-1"),
        ("LC08_L1GT_117200_20210913_20210924_02_T2", "no descending frame"),
        ("S2A_MSIL2A_20190212T192651_N0212_R013_T51SYE_20201007T160857", "no tile 51SYE"),
        ("LT05_CU_007007_19920325_20210423_02", "US ARD"),
    ],
)
def test_a_place_that_no_table_holds_is_null_with_a_reason(text: str, reason: str) -> None:
    item = scene_from_id(text)
    assert item["geometry"] is None
    assert reason in item["properties"]["ref:geometry_reason"]


def test_every_product_known_over_a_reported_site_makes_a_scene_with_a_footprint() -> None:
    guide = shared("../scenes.md").read_text()
    table = guide.split("### Real product ids without a footprint")[1].split("Zero hits for")[0]
    products = [product for product, _, _ in find_ids(table)]
    assert len(products) == 40
    for product in products:
        item = scene_from_id(product.id)
        assert item["geometry"] is not None, product.id
        assert item["properties"].get("ref:acquisition") == key(product)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no such id", "fits no grammar"),
        ("GS2A_20190212T192651_019029_N02.12", "names many tiles"),
        ("S2A_OPER_MSI_L1C_TL_SGS__20181231T203637_A018414_T10SDG", "does not state when"),
        ("DS1102-1025DA042", "does not state when"),
    ],
)
def test_an_id_that_makes_no_scene_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(InvalidRecord, match=why):
        scene_from_id(text)


@pytest.mark.parametrize("collection", SCENE_COLLECTIONS.values(), ids=lambda c: c.id)
def test_a_collection_lacks_only_what_its_items_say(collection: Any) -> None:
    whole = {
        "type": "Collection",
        "stac_version": "1.1.0",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]]},
            "temporal": {"interval": [["2015-06-23T00:00:00Z", None]]},
        },
        **collection.members(),
    }
    validate(
        whole, "https://schemas.stacspec.org/v1.1.0/collection-spec/json-schema/collection.json"
    )
