"""The predicates of OGC 21-065r2, Annex A, over its own data, with the counts that it expects."""

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
import shapely

from imgcat.errors import InvalidRequest
from imgcat.store.cql2 import parse_filter, read_predicate
from imgcat.store.protocol import Query
from imgcat.store.sqlite import SqliteStore
from tests.shared_data import shared
from tests.store.conftest import MakeIndex
from tests.store.filter_oracle import evaluate

LAYERS = (
    "ne_110m_admin_0_countries",
    "ne_110m_populated_places_simple",
    "ne_110m_rivers_lake_centerlines",
)
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""GeoPackage 1.3, 2.1.3: bytes of the envelope in a geometry's header, by the indicator in its flags."""


def features() -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(shared("cql2/ne110m4cql2.gpkg"))) as package:
        package.row_factory = sqlite3.Row
        for layer in LAYERS:
            for row in package.execute(f'SELECT * FROM "{layer}"'):  # noqa: S608
                yield feature(layer, dict(row))


def feature(layer: str, row: dict[str, Any]) -> dict[str, Any]:
    blob = row.pop("geom")
    geometry = shapely.from_wkb(blob[8 + ENVELOPES[blob[3] >> 1 & 7] :])
    if row.get("boolean") is not None:
        row["boolean"] = bool(row["boolean"])
    return {
        "type": "Feature",
        "id": f"{layer}-{row.pop('fid')}",
        "collection": layer,
        "geometry": dict(geometry.__geo_interface__),
        "properties": row,
    }


@pytest.fixture(scope="module")
def natural_earth(make_index: MakeIndex) -> SqliteStore:
    return make_index(features())[0]


def renamed(tree: Any) -> Any:
    """The data's geometry is called geom."""
    if isinstance(tree, Mapping):
        return {key: renamed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [renamed(member) for member in tree]
    return "geometry" if tree == "geom" else tree


ERRATA = {
    "ACCENTI(name) LIKE accenti('Ch%')": 3,
    "ACCENTI(CASEI(name)) LIKE accenti(casei('cHis%'))": 1,
}
"""Two counts are those of 'Chi%': the data has Chișinău, Chicago and Chengdu, as plain counting shows."""


def counted(row: Mapping[str, str], tree: Any) -> int:
    """How many features match, without the index."""
    layer = (one for one in features() if one["collection"] == row["data_source"])
    return sum(
        evaluate(tree, one, shapely.geometry.shape(one["geometry"])) is True for one in layer
    )


def test_annex_a(natural_earth: SqliteStore) -> None:
    with shared("cql2/predicates.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    for row in rows:
        tree = renamed(parse_filter(row["predicate_cql2_text"], "cql2-text"))
        found = natural_earth.search(
            Query(collections=(row["data_source"],), filter=tree, limit=1)
        ).matched
        if row["predicate_cql2_text"] in ERRATA:
            assert found == counted(row, tree) == ERRATA[row["predicate_cql2_text"]]
        elif found != int(row["expected_count"]):
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
