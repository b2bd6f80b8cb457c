"""docs/api.md names every route, setting and kind, so that it cannot fall behind."""

from pathlib import Path

import httpx

from imgcat.api.settings import Settings
from imgcat.api.timeline import KINDS

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_route_is_documented(api: httpx.Client) -> None:
    assert [path for path in api.get("/api").json()["paths"] if f"`{path}`" not in DOCS] == []


def test_every_setting_is_documented_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        (row,) = (line for line in DOCS.splitlines() if f"`IMGCAT_{name.upper()}`" in line)
        if isinstance(field.default, int):
            assert f"| {field.default} |" in row


def test_every_search_parameter_and_kind_is_documented(api: httpx.Client) -> None:
    parameters = api.get("/api").json()["paths"]["/search"]["get"]["parameters"]
    for name in (*(parameter["name"] for parameter in parameters), *KINDS):
        assert f"`{name}`" in DOCS, name
