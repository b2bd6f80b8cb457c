"""Items by the value of a column: ranges and pages from blocks, against all items looked at."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from imgcat.store.entry import Entry
from imgcat.store.protocol import Query, Sort
from imgcat.store.sqlite import SqliteStore, build
from imgcat.store.sqlite.planner import Plan
from imgcat.store.sqlite.ranking import extend

ITEMS, PAGE = 3_000, 70
NAME = "eo:cloud_cover"


def item(number: int) -> dict[str, Any]:
    """Half are clear to the last hundredth, so that one value fills many blocks; some have no value."""
    drawn = random.Random(number)
    cloud = drawn.choice([0, 0, drawn.randrange(50), round(drawn.random() * 100, 3), None])
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": f"i{drawn.randrange(10**9)}-{number}",
        "collection": drawn.choice("ab"),
        "geometry": None,
        "properties": {
            "datetime": f"20{drawn.randrange(10, 25)}-01-01T00:00:00Z",
            **({} if cloud is None else {NAME: cloud}),
            "created": f"2024-01-{drawn.randrange(1, 29):02}T00:00:00Z",
        },
        "links": [],
        "assets": {},
    }


MADE = [item(number) for number in range(ITEMS)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    path = tmp_path_factory.mktemp("ranking") / "index.sqlite"
    entries = [Entry(each["id"], orjson.dumps(each)) for each in MADE]
    build(path, (), entries, default_collection="a")
    return SqliteStore(path)


def ordered(descending: bool) -> list[str]:
    """Ids in order of the value, then of collection and id; those without a value last."""
    found = sorted(MADE, key=lambda each: (each["collection"], each["id"]))
    found.sort(key=lambda each: each["properties"].get(NAME, 0), reverse=descending)
    found.sort(key=lambda each: NAME not in each["properties"])
    return [each["id"] for each in found]


def ranked(plans: Sequence[Plan]) -> Plan:
    """A plan that reads the ranking, where there is one."""
    return next((plan for plan in plans if plan.order or plan.range), plans[0])


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("forced", [False, True])
def test_pages_in_order_of_a_column_forth_and_back(
    store: SqliteStore, descending: bool, forced: bool
) -> None:
    asked = SqliteStore(store.path)
    if forced:
        asked.items.choose = ranked
    query = Query(sortby=(Sort(NAME, descending),), limit=PAGE, counted=False)
    assert (plan := asked.items.explain(query)).order == NAME, plan
    pages = [asked.search(query)]
    while pages[-1].next:
        pages.append(asked.search(replace(query, token=pages[-1].next)))
    assert [each.id for page in pages for each in page.items] == ordered(descending)
    page = pages[-1]
    for earlier in reversed(pages[:-1]):
        page = asked.search(replace(query, token=page.prev))
        assert [each.id for each in page.items] == [each.id for each in earlier.items]
    asked.close()


@pytest.mark.parametrize("seed", range(30))
def test_what_lies_in_a_range_is_found_and_nothing_else(store: SqliteStore, seed: int) -> None:
    drawn = random.Random(seed)
    low, high = sorted(drawn.choice([0, 5, drawn.random() * 100]) for _ in range(2))
    after = f"2024-01-{drawn.randrange(1, 29):02}T00:00:00Z"
    least, most = drawn.choice([">", ">="]), drawn.choice(["<", "<=", "="])
    condition = {
        "op": "and",
        "args": [
            {"op": least, "args": [{"property": NAME}, low]},
            {"op": most, "args": [{"property": NAME}, high]},
            {"op": ">", "args": [{"property": "created"}, {"timestamp": after}]},
        ],
    }
    asked = SqliteStore(store.path)
    asked.items.choose = ranked
    tests = {
        ">": lambda one, other: one > other,
        ">=": lambda one, other: one >= other,
        "<": lambda one, other: one < other,
        "<=": lambda one, other: one <= other,
        "=": lambda one, other: one == other,
    }
    expected = {
        each["id"]
        for each in MADE
        if (value := each["properties"].get(NAME)) is not None
        and tests[least](value, low)
        and tests[most](value, high)
        and each["properties"]["created"] > after
    }
    found = asked.search(Query(filter=condition, limit=ITEMS))
    assert {each.id for each in found.items} == expected
    assert found.matched == len(expected)
    asked.close()


@pytest.mark.parametrize("descending", [False, True])
def test_changed_and_removed_items_are_found_by_their_new_values(
    store: SqliteStore, tmp_path: Path, descending: bool
) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(store.path.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        for run in (3, 4, 5):
            changed = list(range(run, ITEMS, 7))
            connection.execute("DELETE FROM item WHERE num % 50 = ?", (run,))
            connection.execute(
                'UPDATE item SET "eo:cloud_cover" = num % 90 + 0.5 WHERE num % 7 = ? AND num % 3',
                (run,),
            )
            assert extend(connection, store.items.statistics.ranked, changed) == [NAME, "created"]
        select = 'SELECT id FROM item WHERE "eo:cloud_cover" IS NOT NULL ORDER BY "eo:cloud_cover"'
        order = " DESC" if descending else ""
        rows = connection.execute(f"{select}{order}, collection, id").fetchall()
    changed_store = SqliteStore(path)
    query = Query(sortby=(Sort(NAME, descending),), limit=PAGE, counted=False)
    found: list[str] = []
    while len(found) < len(rows):
        page = changed_store.search(query)
        found += [each.id for each in page.items]
        query = replace(query, token=page.next)
    assert found[: len(rows)] == [each for (each,) in rows]
    changed_store.close()


def test_a_column_with_values_that_are_no_numbers_is_not_ranked(tmp_path: Path) -> None:
    made = [replaced(each, "much") if not at else each for at, each in enumerate(MADE[:400])]
    path = tmp_path / "index.sqlite"
    build(path, (), (Entry("", each) for each in made), default_collection="a")
    store = SqliteStore(path)
    assert store.items.statistics.ranked == ["created"]
    found = store.search(Query(sortby=(Sort(NAME, descending=True),), limit=1))
    assert found.items[0].id == made[0]["id"]
    store.close()


def replaced(made: dict[str, Any], cloud: object) -> dict[str, Any]:
    return {**made, "properties": {**made["properties"], NAME: cloud}}
