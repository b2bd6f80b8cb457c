"""Items as rows: the same that a search finds, with what their bodies say."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.footprint import footprint
from imgcat.store import Query, Row
from imgcat.store.entry import Entry
from imgcat.store.reading import every
from imgcat.store.sqlite import SqliteStore, build
from tests.store.synthetic import Synthetic

NAMES = ("platform", "eo:cloud_cover", "flag", "size", "bands")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    path: Path = tmp_path_factory.mktemp("rows") / "index.sqlite"
    build(path, (), (Entry("x", item) for item in Synthetic(5).items(300)), default_collection="x")
    return SqliteStore(path)


def test_rows_are_what_a_search_finds(store: SqliteStore) -> None:
    random = Synthetic(6)
    for _ in range(60):
        query = random.query()
        rows = {(row.collection, row.id): row for row in store.rows(query, NAMES)}
        items = {
            (item.collection, item.id): orjson.loads(item.body) for item in every(store, query)
        }
        assert rows.keys() == items.keys()
        for key, row in rows.items():
            assert row.values == tuple(
                _scalar(items[key]["properties"].get(name)) for name in NAMES
            )
            assert _same(row, items[key])


def _scalar(value: Any) -> Any:
    # A number beyond 64 bits is read as the nearest that can be stored.
    return None if isinstance(value, list | dict) else float(value) if value == 2**70 else value


def _same(row: Row, item: dict[str, Any]) -> bool:
    try:
        expected = footprint(item["geometry"])
    except InvalidRecord:
        expected = None
    return (row.footprint is None and expected is None) or shapely.equals(row.footprint, expected)


def test_a_number_is_told_from_what_only_looks_like_one(store: SqliteStore) -> None:
    found = {type(row.number(1)) for row in store.rows(Query(), NAMES)}
    assert found == {float, type(None)}


def test_a_malformed_query_is_refused(store: SqliteStore) -> None:
    with pytest.raises(InvalidRequest):
        list(store.rows(Query(filter={"op": "nothing", "args": []})))
