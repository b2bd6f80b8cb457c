"""The Fields extension's rules."""

from typing import Any

import httpx
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


EVERYTHING = set(ITEM)
IDENTITY = {"type", "id", "collection"}


def select(text: str) -> dict[str, Any]:
    fields = Fields.of_text(text)
    assert fields is not None
    return fields.select(ITEM)


@pytest.mark.parametrize("text", ["", ","])
def test_the_default_is_what_makes_a_valid_item(text: str) -> None:
    selected = select(text)
    assert set(selected) == DEFAULT
    assert selected["properties"] == {"datetime": None}


@pytest.mark.parametrize(
    "text", ["geometry", "+geometry", "properties.title", "title", "assets.red"]
)
def test_what_is_included_is_all_there_is_but_for_what_identifies_the_item(text: str) -> None:
    assert len(set(select(text)) - IDENTITY) == 1


@pytest.mark.parametrize(
    ("text", "properties"),
    [
        ("properties", ITEM["properties"]),
        ("title", {"title": "T"}),
        ("properties.title", {"title": "T"}),
        ("title,datetime", {"title": "T", "datetime": None}),
        ("properties,-properties.nested", {"datetime": None, "title": "T", "eo:cloud_cover": 3}),
        ("properties.nested.a,-properties.datetime", {"nested": {"a": 1}}),
        ("properties.no-such", {}),
        ("-properties,title", {"title": "T"}),
    ],
)
def test_properties(text: str, properties: dict[str, Any]) -> None:
    assert select(text)["properties"] == properties


def test_what_is_excluded_is_not_there() -> None:
    selected = select("-geometry,-links,-assets.red,-properties")
    assert set(selected) == DEFAULT - {"geometry", "links", "properties"}
    assert selected["assets"] == {"blue": {"href": "b"}}


@pytest.mark.parametrize(
    ("include", "exclude", "kept"),
    [
        (None, (), DEFAULT),
        ((), (), DEFAULT),
        (["bbox", "links"], (), {"bbox", "links", *IDENTITY}),
        (None, ["bbox", "links"], EVERYTHING - {"bbox", "links"}),
        ((), ["bbox", "links"], DEFAULT - {"bbox", "links"}),
        (["bbox", "links"], ["bbox"], {"bbox", "links", *IDENTITY}),
        (["bbox"], ["bbox", "links"], {"bbox", *IDENTITY}),
        (["bbox"], ["id", "type", "collection"], {"bbox"}),
    ],
)
def test_the_table_of_the_extension(
    include: list[str] | None, exclude: list[str], kept: set[str]
) -> None:
    assert set(Fields.of(include, exclude).select(ITEM)) == kept


def test_a_missing_list_is_not_an_empty_one(api: httpx.Client) -> None:
    def kept(fields: Any) -> set[str]:
        body = {"ids": ["prk-sino-ri"], "fields": fields}
        (found,) = api.post("/search", json=body).json()["features"]
        return set(found)

    whole = set(api.get("/collections/locations/items/prk-sino-ri").json())
    assert kept({"exclude": ["bbox"]}) == whole - {"bbox"}
    assert kept({"include": None, "exclude": ["bbox"]}) == DEFAULT - {"bbox"}
    assert kept({}) == kept(None) == kept({"include": [], "exclude": None}) == DEFAULT


def test_without_the_parameter_there_is_nothing_to_select() -> None:
    assert Fields.of_text(None) is None
