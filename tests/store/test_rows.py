"""Items as rows: the same that a search finds, with what their bodies say."""

from typing import Any

import orjson
import pytest
import shapely

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.footprint import footprint
from imgcat.store import Query, Row
from imgcat.store.reading import every
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.synthetic import Synthetic

NAMES = ("platform", "eo:cloud_cover", "flag", "size", "bands")


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> Opened:
    return make_index(Synthetic(5).items(300))[0]


def test_rows_are_what_a_search_finds(store: Opened) -> None:
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


def test_a_number_is_told_from_what_only_looks_like_one(store: Opened) -> None:
    found = {type(row.number(1)) for row in store.rows(Query(), NAMES)}
    assert found == {float, type(None)}


def test_a_malformed_query_is_refused(store: Opened) -> None:
    with pytest.raises(InvalidRequest):
        list(store.rows(Query(filter={"op": "nothing", "args": []})))
