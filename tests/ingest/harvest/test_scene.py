"""A provider's Item in the catalog: what is written is what was taken."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.sources.document import parse
from imgcat.errors import InvalidRecord
from imgcat.ingest.harvest import Terms
from imgcat.ingest.harvest.candidate import candidate_of
from imgcat.ingest.harvest.scene import collection_members, filed_in, scene_of
from imgcat.ingest.harvest.terms import Reason
from imgcat.ingest.harvest.window import SearchWindow, chosen, over
from imgcat.model.coverage import Coverage
from imgcat.model.finding import Severity
from imgcat.model.identifiers import SCHEMA_URI
from imgcat.model.interval import EPOCH
from imgcat.model.item import Json
from imgcat.model.scene import scene_from_id
from tests.catalog.records import location
from tests.ingest.harvest.offers import (
    PLACE,
    harvested,
    ndjson,
    offer,
    place_catalog,
    product,
    scenes,
    windows,
)
from tests.shared_data import shared

OURS = {"ref:acquisition", "ref:aliases"}
STRUCTURAL = {"root", "parent", "collection", "self", "item", "child", "items", "next", "prev"}


def assert_untouched(kept: Json, taken: Json) -> None:
    """Every member is as it was taken, to the type of each number; but for the four that a harvest may change."""
    changed = {"collection", "properties", "links", "stac_extensions"}
    assert typed({k: v for k, v in kept.items() if k not in changed}) == typed(
        {k: v for k, v in taken.items() if k not in changed}
    )
    own = {k: v for k, v in kept["properties"].items() if k not in OURS}
    assert typed(own) == typed(taken["properties"])
    assert [uri for uri in kept["stac_extensions"] if uri != SCHEMA_URI] == taken.get(
        "stac_extensions", []
    )
    theirs = [link for link in taken["links"] if link["rel"] not in STRUCTURAL]
    assert typed(kept["links"][: len(theirs)]) == typed(theirs)
    assert all(link["rel"] == "via" for link in kept["links"][len(theirs) :])


def typed(value: Any) -> str:
    """A value in words: 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return repr(sorted((key, typed(each)) for key, each in value.items()))
    return repr([typed(each) for each in value] if isinstance(value, list) else value)


def test_what_is_written_is_what_was_taken(folder: Path) -> None:
    taken = offer(product("20181227"), "2018-12-27T02:15:11.024000Z")
    harvested(ndjson(folder.parent / "up.ndjson", taken), folder)
    ((scene_id, kept),) = scenes(folder).items()
    assert scene_id == ("sentinel-2-l2a", taken["id"])
    assert_untouched(kept, taken)
    assert kept["properties"]["ref:acquisition"] == "s2a-20181227T020801-51tye"
    assert kept["links"][-1] == {
        "rel": "via",
        "href": f"https://example.org/items/{taken['id']}",
        "type": "application/geo+json",
        "title": f"{taken['id']} in up.ndjson",
    }


def test_real_scenes_are_written_as_they_were_taken(tmp_path: Path) -> None:
    path = shared("stac/real-scenes.ndjson")
    records = place_catalog()
    taken = {}
    # Every twentieth: they are sorted by provider, and all of them take long to check.
    for line in path.read_bytes().splitlines()[::20]:
        body = parse(line).value
        try:
            body.setdefault("collection", "real-scenes")
            candidate = candidate_of(body, "here", "https://example.org/item")
        except InvalidRecord:
            continue
        scene = scene_of(candidate, None, "there")
        taken[scene["collection"], scene["id"]] = body
        records.scenes[scene["collection"], scene["id"]] = scene
        records.collections.setdefault(
            scene["collection"], collection_members(scene["collection"], None, "there")
        )
    build(tmp_path, records)
    kept = scenes(tmp_path)
    assert kept.keys() == taken.keys()
    assert len(kept) > 50
    for scene_id, scene in kept.items():
        scene["properties"].pop("ref:locations", None)
        assert_untouched(scene, taken[scene_id])
    assert [found for found in check(tmp_path) if found.severity is Severity.ERROR] == []


def test_what_another_catalog_of_this_kind_derived_is_not_taken_over(folder: Path) -> None:
    taken = offer(product("20181227"), "2018-12-27T02:15:11Z")
    taken["properties"] |= {"ref:locations": ["elsewhere"], "ref:acquisition": "forged"}
    taken["links"].append({"rel": "related", "href": "../x.json", "ref:relation": "covers"})
    harvested(ndjson(folder.parent / "up.ndjson", taken), folder)
    (kept,) = scenes(folder).values()
    assert kept["properties"]["ref:acquisition"] == "s2a-20181227T020801-51tye"
    assert "ref:locations" not in kept["properties"]
    unknown = offer("their-own-name", "2018-12-27T02:15:11Z", properties={"ref:acquisition": "x"})
    scene = scene_of(candidate_of(unknown, "here"), None, "there")
    assert "ref:acquisition" not in scene["properties"]


def test_a_scene_is_filed_by_mission_and_level_or_else_as_its_provider_has_it() -> None:
    assert filed_in(
        {"id": "S2B_T51TYE_20190212T020801_L2A", "collection": "sentinel-2-c1-l2a"}
    ) == ("sentinel-2-l2a")
    assert filed_in(
        {"id": "own", "collection": "c", "properties": {"s2:product_uri": product("20190212")}}
    ) == ("sentinel-2-l2a")
    assert filed_in({"id": "own", "collection": "theirs"}) == "theirs"


def test_of_a_collection_only_what_has_the_right_shape_is_taken_over() -> None:
    said = {
        "title": 5,
        "description": "Pictures.",
        "license": "not a licence, a sentence",
        "providers": [{"name": "They", "roles": ["host"]}],
        "keywords": ["a", 1],
        "extent": "gone",
        "links": [
            {"rel": "license", "href": "https://example.org/terms"},
            {"rel": "items", "href": "https://example.org/items"},
            {"rel": "about", "href": "javascript:alert(1)"},
        ],
    }
    assert collection_members("theirs", said, "There") == {
        "id": "theirs",
        "description": "Pictures.",
        "license": "other",
        "providers": [{"name": "They", "roles": ["host"]}],
        "links": [{"rel": "license", "href": "https://example.org/terms"}],
    }
    assert collection_members("sentinel-2-l2a", said, "There")["title"] == "Sentinel-2 Level-2A"
    assert "There" in collection_members("theirs", None, "There")["description"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"id": 5}, "an id that is a text"),
        ({"id": ""}, "an id that is a text"),
        ({"id": "x" * 300}, "too long"),
        ({"id": "collection"}, "collection.json"),
        ({"collection": "locations"}, "imgcat's own records"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[5e6, 4e6]] * 4]}}, "degrees"),
        ({"properties": {"datetime": None}}, "needs a datetime"),
        ({"properties": {"datetime": "yesterday"}}, "yesterday"),
        ({"properties": None}, "needs properties"),
        ({"stac_version": None}, "stac_version"),
        ({"assets": []}, "assets"),
        ({"links": "none"}, "array"),
        ({"huge": 10**30}, "cannot be written"),
        (
            {
                "properties": {
                    "start_datetime": "2020-01-02T00:00:00Z",
                    "end_datetime": "2020-01-01T00:00:00Z",
                }
            },
            "before it begins",
        ),
    ],
)
def test_a_broken_item_is_refused_with_a_sentence(broken: Json, said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        candidate_of({**offer("a", "2018-12-27T02:15:11Z"), **broken}, "here")


def objection(item: Json, terms: Terms | None = None, **place: Any) -> Reason | None:
    (window,) = windows(place_catalog(**place))
    return (terms or Terms()).objection(candidate_of(item, "here"), window)


def test_a_scene_is_left_out_for_what_it_is_not() -> None:
    day = "2018-12-27T02:15:11Z"
    fine = offer("a", day)
    assert objection(fine) is None
    assert objection(offer("a", "2018-01-01T00:00:00Z")) is Reason.OTHER_TIME
    assert objection(offer("a", day, around=None)) is Reason.NO_FOOTPRINT
    assert objection(fine, Terms(collections=("others",))) is Reason.OTHER_COLLECTION
    assert objection(fine, Terms(collections=("theirs",), max_cloud=12.5)) is None
    assert objection(fine, Terms(max_cloud=12)) is Reason.CLOUDY
    assert objection(offer("a", day, links=[])) is Reason.NO_ADDRESS


@pytest.mark.parametrize("cloud", [None, "12", True])
def test_unknown_is_not_cloudy(cloud: Any) -> None:
    item = offer("a", "2018-12-27T02:15:11Z", properties={"eo:cloud_cover": cloud})
    assert objection(item, Terms(max_cloud=0)) is None


def test_the_footprint_must_hold_all_of_where_the_place_may_lie() -> None:
    item = offer("a", "2018-12-27T02:15:11Z")
    vague = [
        location("x", PLACE[0], PLACE[1]).positions[0].model_copy(update={"uncertainty_m": 80_000})
    ]
    beside = [
        location("x", PLACE[0] + 0.6, PLACE[1])
        .positions[0]
        .model_copy(update={"uncertainty_m": 20_000})
    ]
    assert objection(item, positions=tuple(vague)) is Reason.NOT_COVERED
    assert objection(item, Terms(covers=Coverage.POINT), positions=tuple(vague)) is None
    assert (
        objection(item, Terms(covers=Coverage.POINT), positions=tuple(beside)) is Reason.NOT_COVERED
    )
    assert objection(item, Terms(covers=Coverage.PART), positions=tuple(beside)) is None


def test_a_window_without_pictures_takes_the_earliest_first() -> None:
    records = place_catalog()
    records.references.clear()
    (window,) = over(records, chosen(records), EPOCH, EPOCH.replace(year=1980))
    assert isinstance(window, SearchWindow)
    early, late = EPOCH.replace(year=1971), EPOCH.replace(year=1972)
    assert window.distance((early, early)) < window.distance((late, late))


def test_a_scene_made_from_its_id_is_offered_as_such() -> None:
    made = scene_from_id(product("20181227"))
    candidate = candidate_of(made, "here", "https://example.org/a")
    assert scene_of(candidate, "key", "there")["properties"]["ref:footprint"]
    assert orjson.dumps(made)
