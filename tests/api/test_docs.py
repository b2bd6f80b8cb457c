"""docs/api.md names every route, setting and kind, so that it cannot fall behind."""

from pathlib import Path

import httpx

from imgcat.api.problem import KINDS as KINDS_OF_PROBLEM
from imgcat.api.settings import Settings
from imgcat.api.timeline import KINDS

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_route_is_documented(api: httpx.Client) -> None:
    assert [path for path in api.get("/api").json()["paths"] if f"`{path}`" not in DOCS] == []


def test_every_setting_is_documented_with_its_default() -> None:
    settings = [line for line in DOCS.splitlines() if line.startswith("| `IMGCAT_")]
    documented = {line.split("`")[1]: line for line in settings}
    assert documented.keys() == {f"IMGCAT_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, int | float):
            assert f"| {field.default:.15g} |" in documented[f"IMGCAT_{name.upper()}"]


def test_every_error_is_documented() -> None:
    for status, kind in KINDS_OF_PROBLEM.items():
        assert f"\n| {status} | `{kind.code}` |" in DOCS


def test_every_search_parameter_and_kind_is_documented(api: httpx.Client) -> None:
    parameters = api.get("/api").json()["paths"]["/search"]["get"]["parameters"]
    for name in (*(parameter["name"] for parameter in parameters), *KINDS):
        assert f"`{name}`" in DOCS, name
