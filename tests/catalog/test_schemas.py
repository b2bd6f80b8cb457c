"""Validation against the bundled schemas: which apply, what is found, and how it is said."""

import copy
import json
from typing import Any

import orjson
import pytest

from imgcat.catalog.schemas import Schemas, bundled, validate
from tests.shared_data import shared

GRID = "https://stac-extensions.github.io/grid/v1.1.0/schema.json"
VIEW = "https://stac-extensions.github.io/view/v1.1.0/schema.json"
THEMES = "https://stac-extensions.github.io/themes/v1.0.0/schema.json"

ITEM: dict[str, Any] = {
    "type": "Feature",
    "stac_version": "1.1.0",
    "stac_extensions": [],
    "id": "prk-sino-ri",
    "geometry": {"type": "Point", "coordinates": [125.355288, 39.644929]},
    "bbox": [125.355288, 39.644929, 125.355288, 39.644929],
    "properties": {"datetime": "2018-12-27T00:00:00Z"},
    "links": [],
    "assets": {},
}
COLLECTION: dict[str, Any] = {
    "type": "Collection",
    "stac_version": "1.1.0",
    "id": "locations",
    "description": "Places.",
    "license": "CC0-1.0",
    "extent": {
        "spatial": {"bbox": [[-180, -90, 180, 90]]},
        "temporal": {"interval": [[None, None]]},
    },
    "links": [],
}
CATALOG: dict[str, Any] = {
    "type": "Catalog",
    "stac_version": "1.1.0",
    "id": "imgcat",
    "description": "Which report uses which picture.",
    "links": [],
}


def changed(record: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of the record with one member set, by a path such as `properties/datetime`."""
    copied = copy.deepcopy(record)
    *parents, last = path.split("/")
    target = copied
    for parent in parents:
        target = target[parent]
    target[last] = value
    return copied


def found(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error.pointer, error.message) for error in validate(record)]


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
@pytest.mark.parametrize("record", [ITEM, COLLECTION, CATALOG], ids=lambda each: each["type"])
def test_a_valid_record_has_no_errors(record: dict[str, Any], version: str) -> None:
    assert validate(changed(record, "stac_version", version)) == []


@pytest.mark.parametrize(
    ("path", "value", "pointer", "message"),
    [
        ("id", 7, "/id", "Expected string, found 7."),
        ("id", "", "/id", '"" has fewer than 1 characters.'),
        (
            "properties",
            {"datetime": None},
            "/properties/datetime",
            'null is not allowed here, unless "start_datetime" and "end_datetime" are given.',
        ),
        (
            "properties/datetime",
            "27 December 2018",
            "/properties/datetime",
            '"27 December 2018" is not a valid date-time.',
        ),
        ("geometry/coordinates", [1], "/geometry/coordinates", "[1] has fewer than 2 entries."),
        ("assets", {"a/b": {}}, "/assets/a~1b", '"href" is missing.'),
        (
            "collection",
            "locations",
            "/collection",
            '"locations" is not allowed here without a link of relation "collection".',
        ),
    ],
)
def test_a_fault_is_named_with_its_place(path: str, value: Any, pointer: str, message: str) -> None:
    assert (pointer, message) in found(changed(ITEM, path, value))


def test_a_bad_coordinate_is_explained_by_the_geometry_type_that_was_meant() -> None:
    ring = [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]
    errors = found(changed(ITEM, "geometry", {"type": "Polygon", "coordinates": ring}))
    assert [
        pointer for pointer, _ in errors if not pointer.startswith("/geometry/coordinates/")
    ] == []
    assert len(errors) <= 3


def test_a_long_value_is_shortened() -> None:
    ((_, message),) = found(changed(ITEM, "properties/datetime", "x" * 100_000))[:1]
    assert len(message) < 200


def test_declared_extensions_are_checked() -> None:
    errors = validate(changed(ITEM, "stac_extensions", [GRID, VIEW]))
    assert [(error.schema_uri, error.pointer) for error in errors] == [
        (GRID, "/properties"),
        (VIEW, "/properties"),
    ]
    assert errors[0].message == '"grid:code" is missing.'
    assert "view:sun_elevation" in errors[1].message


def test_a_record_without_type_is_checked_as_an_item() -> None:
    assert ("", '"type" is missing.') in found({"id": "a"})


def test_an_extension_that_is_not_bundled_is_said_to_be_unchecked() -> None:
    (error,) = validate(changed(ITEM, "stac_extensions", [THEMES]))
    assert error.rule == "schema-unavailable"
    assert THEMES in error.message


def test_a_stac_version_that_is_not_bundled_is_said_to_be_unchecked() -> None:
    (error,) = validate(changed(ITEM, "stac_version", "0.8.1"))
    assert (error.rule, error.pointer) == ("schema-unavailable", "/stac_version")


def test_a_catalog_s_own_schema_may_be_given_under_a_relative_uri() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "properties": {"properties": {"required": ["ref:kind"]}},
    }
    record = changed(ITEM, "stac_extensions", ["./schemas/ref.json"])
    schemas = Schemas({"./schemas/ref.json": schema})
    messages = [error.message for error in schemas.validate(record)]
    assert '"ref:kind" is missing.' in messages


def test_a_schema_that_refers_to_the_network_is_not_fetched() -> None:
    uri = "https://example.com/v1/schema.json"
    schema = {"$ref": "https://example.com/elsewhere.json"}
    (error,) = validate(changed(ITEM, "stac_extensions", [uri]), {uri: schema})
    assert error.rule == "schema-unavailable"
    assert "not fetched" in error.message


@pytest.mark.parametrize("uri", sorted(bundled()))
def test_every_bundled_schema_compiles_offline(uri: str) -> None:
    errors = validate(changed(ITEM, "stac_extensions", [uri]))
    assert all(error.rule == "schema" for error in errors)


def test_the_bundled_core_schemas_are_those_that_pystac_ships() -> None:
    from pathlib import Path

    from pystac.validation.jsonschemas import __file__ as folder

    path = Path(folder).parent / "stac-spec" / "v1.1.0" / "item.json"
    uri = "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json"
    assert bundled()[uri] == json.loads(path.read_text("utf-8"))


def test_real_scenes_are_told_valid_from_invalid() -> None:
    lines = shared("stac/real-scenes.ndjson").read_bytes().splitlines()
    errors = [validate(orjson.loads(line)) for line in lines]
    wrong = [each for each in errors if any(error.rule == "schema" for error in each)]
    assert len(lines) == 1481
    assert 0 < len(wrong) < len(lines) / 2
    assert all(len(error.message) < 600 for each in errors for error in each)
