"""The predicates of OGC 21-065r2, Annex A, over its own data, with the counts that it expects."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import shapely

from imgcat.errors import InvalidRequest
from imgcat.store.cql2 import parse_filter, read_predicate
from imgcat.store.protocol import Query
from tests.engines import Opened
from tests.shared_data import shared
from tests.store.conftest import MakeIndex
from tests.store.filter_oracle import evaluate
from tests.store.natural_earth import ERRATA, features, predicates, renamed


@pytest.fixture(scope="module")
def natural_earth(make_index: MakeIndex) -> Opened:
    return make_index(features())[0]


def counted(row: Mapping[str, str], tree: Any) -> int:
    """How many features match, without the index."""
    layer = (one for one in features() if one["collection"] == row["data_source"])
    return sum(
        evaluate(tree, one, shapely.geometry.shape(one["geometry"])) is True for one in layer
    )


def test_annex_a(natural_earth: Opened) -> None:
    rows, wrong = predicates(), []
    for row in rows:
        tree = renamed(parse_filter(row["predicate_cql2_text"], "cql2-text"))
        found = natural_earth.search(
            Query(collections=(row["data_source"],), filter=tree, limit=1)
        ).matched
        if row["predicate_cql2_text"] in ERRATA:
            assert found == counted(row, tree)
        if found != int(row["expected_count"]):
            wrong.append(
                (row["conformance_class"], row["predicate_cql2_text"], row["expected_count"], found)
            )
    assert len(rows) > 100
    assert wrong == []


UNSUPPORTED = {"clause6_01", "clause6_02b", "example68"}
"""Examples that call functions of their own."""


def test_text_and_json_of_the_examples_say_the_same() -> None:
    lines = shared("cql2/examples.ndjson").read_bytes().splitlines()
    pairs = [
        example
        for example in map(json.loads, lines)
        if {"cql2_text", "cql2_json"} <= example.keys()
    ]
    for example in pairs:
        text = parse_filter(example["cql2_text"], "cql2-text")
        if example["name"] in UNSUPPORTED:
            with pytest.raises(InvalidRequest, match="is not supported"):
                read_predicate(text)
        elif not names_another_geometry(text):
            assert read_predicate(text) == read_predicate(example["cql2_json"]), example["name"]
    assert len(pairs) > 40


def names_another_geometry(tree: Any) -> bool:
    """One example calls the geometry a footprint."""
    return '"footprint"' in json.dumps(tree)
