"""The data and the predicates of OGC 21-065r2, Annex A."""

import csv
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import shapely

from tests.shared_data import shared

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


def predicates() -> list[dict[str, str]]:
    """The rows of the annex: `data_source`, `predicate_cql2_text`, `expected_count` and `conformance_class`.

    The counts are as they must be, the errata among them put right.
    """
    with shared("cql2/predicates.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        right = ERRATA.get(row["predicate_cql2_text"])
        row["expected_count"] = row["expected_count"] if right is None else str(right)
    return rows


def renamed_text(text: str) -> str:
    """The predicate with the geometry called as STAC calls it."""
    return re.sub(r"\bgeom\b", "geometry", text)


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
