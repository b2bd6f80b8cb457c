"""Linked Places and schema.org."""

from typing import Any

import orjson
import pytest

from imgcat.export.linked_places import linked_places
from imgcat.export.schema_org import dataset, schema_org
from imgcat.export.selection import Selection
from imgcat.model.identifiers import LOCATIONS
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import BASE, found, of, whole

SINO_RI = f"{BASE}/collections/locations/items/prk-sino-ri"


@pytest.fixture(scope="module")
def places(store: Opened) -> dict[str, Any]:
    selection = found(store, Query(collections=(LOCATIONS,)))
    made = orjson.loads(whole(linked_places(selection)))
    assert made["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    return {each["@id"]: each for each in made["features"]}


@pytest.fixture(scope="module")
def graph(everything: Selection) -> dict[str, Any]:
    made = orjson.loads(whole(schema_org(everything)))
    assert made["@context"] == "https://schema.org/"
    return {each["@id"]: each for each in made["@graph"]}


def test_a_place_has_its_names_with_citations(places: dict[str, Any]) -> None:
    place = places[SINO_RI]
    assert place["properties"] == {"title": "Sino-ri Missile Operating Base", "ccodes": ["KP"]}
    names = {name["toponym"]: name for name in place["names"]}
    assert names["신오리"]["lang"] == "ko"
    assert all(name["citations"][0]["@id"].startswith("https://") for name in place["names"])
    assert place["types"][0]["label"] == "missile-operating-base"
    assert place["types"][0]["sourceLabels"][0]["label"] == "missile operating base"


def test_a_place_says_when_it_was_attested_and_how_certain_its_position_is(
    places: dict[str, Any],
) -> None:
    place = places[SINO_RI]
    assert place["when"]["timespans"] == [
        {"start": {"in": "2018-12-27"}, "end": {"in": "2024-07-02"}}
    ]
    assert place["geometry"]["certainty"] == "less-certain"
    assert place["geometry"]["coordinates"] == [125.355288, 39.644929]


def test_every_feature_is_valid_geojson_with_a_name(places: dict[str, Any]) -> None:
    for place in places.values():
        assert place["type"] == "Feature"
        assert place["names"]
        if (geometry := place.get("geometry")) is not None:
            parts = geometry.get("geometries", [geometry])
            assert all(
                part["certainty"] in ("certain", "less-certain", "uncertain") for part in parts
            )


def test_other_records_are_no_places(everything: Selection, places: dict[str, Any]) -> None:
    assert len(orjson.loads(whole(linked_places(everything)))["features"]) == len(places)


def test_records_as_schema_org_has_them(graph: dict[str, Any], store: Opened) -> None:
    place = graph[SINO_RI]
    assert place["@type"] == "Place"
    assert place["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 39.644929,
        "longitude": 125.355288,
    }
    report = graph[f"{BASE}/collections/reports/items/bp-sino-ri-2019"]
    assert (report["@type"], report["datePublished"]) == ("Report", "2019-01-21")
    assert {"@id": SINO_RI} in report["spatialCoverage"]
    assert graph[f"{BASE}/collections/reports/items/cnn-2019-01-sino-ri"]["@type"] == "NewsArticle"
    assert graph[f"{BASE}/search?f=x"]["version"] == store.revision
    assert all("ClaimReview" not in str(node) for node in graph.values())


def test_a_scene_is_a_dataset_with_its_terms(graph: dict[str, Any]) -> None:
    scenes = [node for node in graph.values() if "measurementTechnique" in node]
    sentinel = next(node for node in scenes if node["measurementTechnique"].startswith("sentinel"))
    assert sentinel["@type"] == "Dataset"
    assert sentinel["creditText"].startswith("Contains modified Copernicus Sentinel data")


def test_a_collection_is_a_dataset(everything: Selection) -> None:
    node = dataset(everything.collections["locations"])
    assert node["name"] == "Locations"
    assert node["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    south, west, north, east = map(float, node["spatialCoverage"]["geo"]["box"].split())
    assert (west < east, south < north) == (True, True)


def test_nothing_to_say_is_valid_too() -> None:
    assert orjson.loads(whole(linked_places(of())))["features"] == []
    assert len(orjson.loads(whole(schema_org(of())))["@graph"]) == 1
