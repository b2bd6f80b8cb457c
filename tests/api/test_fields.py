"""The Fields extension's rules."""

from typing import Any

import pytest

from imgcat.api.fields import Fields

ITEM: dict[str, Any] = {
    "type": "Feature",
    "stac_version": "1.1.0",
    "stac_extensions": [],
    "id": "x",
    "collection": "c",
    "geometry": {"type": "Point", "coordinates": [0, 0]},
    "bbox": [0, 0, 0, 0],
    "properties": {"datetime": None, "title": "T", "eo:cloud_cover": 3, "nested": {"a": 1, "b": 2}},
    "assets": {"red": {"href": "r"}, "blue": {"href": "b"}},
    "links": [],
}
DEFAULT = set(ITEM) - {"stac_extensions"}


@pytest.mark.parametrize("text", ["", ",", "id", "+id"])
def test_the_default_is_what_makes_a_valid_item(text: str) -> None:
    fields = Fields.of_text(text)
    assert fields is not None
    selected = fields.select(ITEM)
    assert set(selected) == DEFAULT
    assert selected["properties"] == {"datetime": None}


@pytest.mark.parametrize(
    ("text", "properties"),
    [
        ("properties", ITEM["properties"]),
        ("title", {"datetime": None, "title": "T"}),
        ("properties.title", {"datetime": None, "title": "T"}),
        ("properties,-properties.nested", {"datetime": None, "title": "T", "eo:cloud_cover": 3}),
        ("properties.nested.a,-properties.datetime", {"nested": {"a": 1}}),
        ("properties.no-such", {"datetime": None}),
    ],
)
def test_properties(text: str, properties: dict[str, Any]) -> None:
    fields = Fields.of_text(text)
    assert fields is not None
    assert fields.select(ITEM)["properties"] == properties


def test_what_is_excluded_is_not_there() -> None:
    fields = Fields.of_text("-geometry,-links,-assets.red,-properties")
    assert fields is not None
    selected = fields.select(ITEM)
    assert not {"geometry", "links", "properties"} & selected.keys()
    assert selected["assets"] == {"blue": {"href": "b"}}


def test_of_what_is_excluded_a_part_can_be_included() -> None:
    fields = Fields.of_text("-properties,title")
    assert fields is not None
    assert fields.select(ITEM)["properties"] == {"title": "T"}


def test_of_equal_paths_the_exclusion_decides() -> None:
    assert "geometry" not in Fields.of(["geometry"], ["geometry"]).select(ITEM)


def test_without_the_parameter_there_is_nothing_to_select() -> None:
    assert Fields.of_text(None) is None
