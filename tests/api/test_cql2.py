"""CQL2 over HTTP: the standard's own predicates, and what a request could lose of a filter on its way."""

from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest

from imgcat.api.app import create_app
from imgcat.store.cql2 import parse_filter
from tests.engines import Engine
from tests.serving import serving
from tests.store.conftest import entries
from tests.store.items import item
from tests.store.natural_earth import features, predicates, renamed, renamed_text

LARGE = 2**53
"""From here on not every integer is a float."""


def served(items: Any, engine: Engine[Any]) -> Iterator[httpx.Client]:
    store, _ = engine.holding(entries(items, "items"))
    with serving(create_app(store)) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def natural_earth(engine: Engine[Any]) -> Iterator[httpx.Client]:
    yield from served(features(), engine)


@pytest.fixture(scope="module")
def numbers(engine: Engine[Any]) -> Iterator[httpx.Client]:
    """Items whose ids are their `n`."""
    made = (LARGE, LARGE + 1, -LARGE - 1, 2**63 - 1, 0.1, 0.1 + 0.2, 5, 5.5)
    yield from served([item(repr(n), n=n) for n in made], engine)


def test_annex_a_by_get_in_text_and_by_post_in_json(natural_earth: httpx.Client) -> None:
    wrong = []
    rows = predicates()
    for row in rows:
        text, layer = row["predicate_cql2_text"], row["data_source"]
        asked: dict[str, Any] = {"filter": renamed_text(text), "limit": 1}
        by_get = natural_earth.get(f"/collections/{layer}/items", params=asked).json()
        tree = renamed(parse_filter(text, "cql2-text"))
        body = {"collections": [layer], "filter": tree, "limit": 1}
        by_post = natural_earth.post("/search", json=body).json()
        found = [answer.get("numberMatched", answer) for answer in (by_get, by_post)]
        if found != [int(row["expected_count"])] * 2:
            wrong.append((row["conformance_class"], text, row["expected_count"], found))
    assert len(rows) > 100
    assert wrong == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (f"n = {LARGE}", {repr(LARGE)}),
        (f"n = {LARGE + 1}", {repr(LARGE + 1)}),
        (f"n > {LARGE}", {repr(LARGE + 1), repr(2**63 - 1)}),
        (f"n < -{LARGE}", {repr(-LARGE - 1)}),
        (f"n IN ({2**63 - 1}, 5)", {repr(2**63 - 1), "5"}),
        ("n = 0.1", {"0.1"}),
        ("n = 0.3", set()),
        ("n = 0.30000000000000004", {repr(0.1 + 0.2)}),
        ("n = 5.0", {"5"}),
        ("n BETWEEN 5 AND 5.5", {"5", "5.5"}),
    ],
)
def test_numbers_are_exact_in_text_and_json(
    numbers: httpx.Client, condition: str, expected: set[str]
) -> None:
    tree = parse_filter(condition, "cql2-text")
    in_json = orjson.dumps(tree).decode()
    pages = (
        numbers.get("/search", params={"filter": condition}),
        numbers.get("/search", params={"filter": in_json, "filter-lang": "cql2-json"}),
        numbers.post("/search", json={"filter": tree}),
    )
    for page in pages:
        assert {one["id"] for one in page.json()["features"]} == expected
