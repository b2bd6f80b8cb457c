"""The store as a whole: several threads, a time limit, and what it says of its properties."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from imgcat.errors import ImgcatError, InvalidRequest, NotFound, QueryTimeout
from imgcat.store.protocol import Query, Sort, Store
from imgcat.store.sql.sql import Sql
from imgcat.store.sqlite import SqliteStore, build
from tests.engines import Opened, reopened
from tests.store.conftest import MakeIndex
from tests.store.items import SQUARE, item
from tests.store.synthetic import Synthetic


@pytest.fixture(scope="module")
def crowd(make_index: MakeIndex) -> Opened:
    return make_index([item(f"{number:04}", SQUARE, rank=number) for number in range(2_000)])[0]


def test_several_threads_ask_at_once(make_index: MakeIndex) -> None:
    store: Store = make_index(Synthetic(5).items(100))[0]
    source = Synthetic(6)
    queries = [source.query() for _ in range(100)]
    expected = [store.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(store.search, queries)) == expected
        assert list(pool.map(store.search, queries)) == expected


SLOW = {"op": "=", "args": [{"op": "casei", "args": [{"property": "rank"}]}, "x"]}


def test_a_question_that_takes_too_long_is_given_up(crowd: Opened) -> None:
    hurried = reopened(crowd, time_limit=0.001)
    with pytest.raises(QueryTimeout, match=r"longer than 0\.001 seconds"):
        hurried.search(Query(filter=SLOW))
    assert hurried.item("scenes", "0000").id == "0000"
    hurried.close()
    patient = reopened(crowd, time_limit=60)
    assert patient.search(Query(filter=SLOW)).matched == 0
    patient.close()


def test_a_closed_store_says_so(crowd: Opened) -> None:
    store = reopened(crowd)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(store.search, Query()).result()
    store.close()
    store.close()
    with pytest.raises(ImgcatError, match="closed"):
        store.search(Query())


@pytest.mark.parametrize(
    "text", ["SELECT " + "(" * 3_000 + "1" + ")" * 3_000, "SELECT " + "?, " * 300_000 + "1"]
)
def test_a_query_too_large_for_sqlite_is_refused(tmp_path: Path, text: str) -> None:
    build(tmp_path / "index.sqlite", [], [], default_collection="items")
    with (
        closing(SqliteStore(tmp_path / "index.sqlite")) as store,
        store._connections.lent() as connection,
        pytest.raises(InvalidRequest, match="too large"),
        connection.question(()),
    ):
        connection.rows(Sql(text, (1,) * text.count("?")))


def test_queryables_are_found_in_the_data(make_index: MakeIndex) -> None:
    properties: list[dict[str, Any]] = [
        {
            "n": 1,
            "mixed": "a",
            "flag": True,
            "list": [1],
            "object": {"a": 1},
            "published": "2020-01-01T00:00:00Z",
        },
        {"n": 1.5, "mixed": 2, "nothing": None},
    ]
    store, _ = make_index(
        [
            *(item(str(at), **found) for at, found in enumerate(properties)),
            item("c", collection="other", flag="yes", only=1),
        ]
    )
    scenes = store.queryables("scenes")
    assert scenes["id"]["type"] == "string"
    assert scenes["geometry"]["$ref"]
    assert scenes["datetime"]["format"] == "date-time"
    assert scenes["published"] == {"title": "published", "type": "string", "format": "date-time"}
    assert scenes["n"] == {"title": "n", "type": "number"}
    assert scenes["mixed"] == {"title": "mixed", "type": ["integer", "string"]}
    assert scenes["flag"] == {"title": "flag", "type": "boolean"}
    assert scenes["list"] == {"title": "list", "type": "array"}
    assert scenes["nothing"] == {"title": "nothing"}
    assert "object" not in scenes
    assert "only" not in scenes
    assert store.queryables("other")["only"] == {"title": "only", "type": "integer"}
    assert store.queryables()["flag"] == {"title": "flag"}
    assert store.queryables().keys() >= scenes.keys() | {"only", "eo:cloud_cover"}
    with pytest.raises(NotFound):
        store.queryables("absent")


def test_sortables_are_the_scalar_queryables(make_index: MakeIndex) -> None:
    store, _ = make_index([item("a", list=[1], n=1)])
    names = set(store.sortables("scenes"))
    assert names >= {"id", "collection", "datetime", "n"}
    assert not names & {"geometry", "list", "instruments"}
    for name in names:
        assert store.search(Query(sortby=(Sort(name),))).matched == 1
