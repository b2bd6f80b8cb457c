"""Collections that today's clients could not list are put right; all others stay as they are."""

import orjson
import pystac
import pytest

from imgcat.errors import InvalidRecord
from imgcat.store.body import links_last
from imgcat.store.collection import presentable
from tests.shared_data import shared

SOUND = {
    "type": "Collection",
    "stac_version": "1.0.0",
    "id": "c",
    "description": "d",
    "license": "MIT",
    "extent": {
        "spatial": {"bbox": [[1, 2, 3, 4]], "note": "kept"},
        "temporal": {"interval": [["2020-01-01T00:00:00Z", None]]},
    },
    "links": [],
}


def test_a_sound_collection_stays_as_it_is() -> None:
    assert presentable(SOUND) == (SOUND, [])


def test_the_extents_of_old_versions_get_the_shape_of_today() -> None:
    old = SOUND | {
        "stac_version": "0.7.0",
        "extent": {"spatial": [1, 2, 3, 4], "temporal": ["2020-01-01T00:00:00Z", None]},
    }
    shown, changed = presentable(old)
    assert changed == ["stac_version", "extent"]
    assert shown["extent"]["spatial"] == {"bbox": [[1, 2, 3, 4]]}
    assert shown["extent"]["temporal"] == {"interval": [["2020-01-01T00:00:00Z", None]]}
    assert shown["stac_version"] == "1.0.0"


def test_assets_without_an_address_are_those_of_the_items() -> None:
    described = SOUND | {"assets": {"B1": {"title": "Band 1"}, "map": {"href": "map.png"}}}
    shown, changed = presentable(described)
    assert changed == ["assets", "item_assets"]
    assert shown["assets"] == {"map": {"href": "map.png"}}
    assert shown["item_assets"] == {"B1": {"title": "Band 1"}}


def test_what_is_missing_is_put_in() -> None:
    shown, changed = presentable({"id": "c"})
    assert changed == ["type", "stac_version", "description", "license", "extent"]
    assert pystac.Collection.from_dict(links_last(shown)).extent.spatial.bboxes == [
        [-180, -90, 180, 90]
    ]


def test_what_is_a_schema_of_a_collection_is_none() -> None:
    with pytest.raises(InvalidRecord, match="is a string"):
        presentable(SOUND | {"stac_version": {"$ref": "#/components"}})


def test_the_real_client_model_reads_every_real_collection() -> None:
    read = refused = 0
    for line in shared("stac/real-collections.ndjson").read_bytes().splitlines():
        try:
            shown, _ = presentable(orjson.loads(line))
        except InvalidRecord:
            refused += 1
            continue
        pystac.Collection.from_dict(links_last(shown))
        read += 1
    assert (read, refused) == (469, 3)
