"""Every conformance class that is advertised is asked for here, and told in docs/api.md."""

import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from imgcat.api.conformance import ALL
from tests.api.conformance_checks import CHECKS, matched
from tests.api.sample import ODD, OVER_SINO_RI

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_no_class_is_advertised_without_a_check(api: httpx.Client) -> None:
    advertised = api.get("/conformance").json()["conformsTo"]
    assert advertised == sorted(ALL) == sorted(CHECKS)
    assert api.get("/").json()["conformsTo"] == advertised


def test_the_table_in_the_docs_names_every_class_and_its_check() -> None:
    rows = re.findall(r"^\| `(https?://[^`]+)` \| .+ \| `(\w+)` \|$", DOCS, re.MULTILINE)
    assert rows == [(uri, CHECKS[uri].__name__) for uri in ALL]


@pytest.mark.parametrize("uri", ALL)
def test_the_class_is_kept_to(api: httpx.Client, uri: str) -> None:
    CHECKS[uri](api)


def test_an_item_without_a_property_meets_neither_a_condition_nor_its_negation(
    api: httpx.Client,
) -> None:
    for cql in ('"eo:cloud_cover" <> 5', 'NOT "eo:cloud_cover" = 5'):
        assert matched(api, OVER_SINO_RI, cql) == 3


@pytest.mark.slow
def test_every_queryable_and_sortable_can_be_used(api: httpx.Client) -> None:
    for name in api.get("/sortables").json()["properties"]:
        assert api.get("/search", params={"sortby": name, "limit": 1}).status_code == 200, name
    for name in api.get("/queryables").json()["properties"]:
        asked: dict[str, str | int] = {"filter": f'"{name}" IS NULL', "limit": 1}
        assert api.get("/search", params=asked).status_code == 200, name


def test_queryables_of_a_collection_are_those_of_its_items(api: httpx.Client) -> None:
    found = api.get(f"/collections/{quote(ODD)}/queryables").json()
    assert "title" in found["properties"]
    assert "ref:relation" not in found["properties"]
    assert found["$id"].endswith(f"/collections/{ODD}/queryables")
