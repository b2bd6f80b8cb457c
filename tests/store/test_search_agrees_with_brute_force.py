"""Thousands of random queries, each answered by the index and by asking every record."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from imgcat.store.protocol import Query, Sort, StoredItem
from imgcat.store.sqlite import SqliteStore
from imgcat.store.sqlite.planner import Plan
from tests.engines import Opened, reopened
from tests.shared_data import shared
from tests.store.brute_force import BruteForce, Key
from tests.store.conftest import MakeIndex, MakeSqlite
from tests.store.synthetic import Synthetic

QUERIES = 200
BY_TIME = ((), (Sort("datetime"),), (Sort("datetime", descending=True),))
PAGES = 4
"""How many pages are walked, there and back, before the rest is trusted to be alike."""


def walk(store: Opened, query: Query, matched: int) -> list[Key]:
    """The first pages, one after the other; then back again to the start."""
    pages: list[Sequence[StoredItem]] = []
    page = store.search(query)
    pages.append(page.items)
    while page.next is not None and len(pages) < PAGES:
        page = store.search(replace(query, token=page.next))
        assert page.matched == matched
        pages.append(page.items)
    for earlier in reversed(pages[:-1]):
        assert page.prev is not None
        page = store.search(replace(query, token=page.prev))
        assert [item.id for item in page.items] == [item.id for item in earlier]
    assert page.prev is None
    return [(item.collection, item.id) for items in pages for item in items]


def walk_all(store: Opened, query: Query) -> list[Key]:
    page = store.search(replace(query, limit=10_000))
    return [(item.collection, item.id) for item in page.items]


def check(store: Opened, reference: BruteForce, query: Query) -> int:
    expected = reference.search(query)
    whole = walk_all(store, query)
    assert set(whole) == set(expected), (query, set(whole) ^ set(expected))
    found = walk(store, query, len(expected))
    assert found == expected[: len(found)], query
    assert len(found) == len(expected) or len(found) == PAGES * query.limit, query
    return len(expected)


@pytest.fixture(scope="module")
def synthetic(make_index: MakeIndex) -> tuple[Opened, BruteForce]:
    items = Synthetic(2019).items(300)
    store, _ = make_index(items)
    return store, BruteForce(items)


@pytest.fixture(scope="module")
def embedded(make_sqlite: MakeSqlite) -> tuple[SqliteStore, BruteForce]:
    items = Synthetic(2019).items(300)
    return make_sqlite(items)[0], BruteForce(items)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))]
)
def test_random_queries_over_synthetic_items(
    synthetic: tuple[Opened, BruteForce], seed: int
) -> None:
    source = Synthetic(seed)
    sizes = [check(*synthetic, source.query()) for _ in range(QUERIES)]
    assert sum(size > 0 for size in sizes) > QUERIES / 3


def test_what_is_answered_at_once_is_the_same(synthetic: tuple[Opened, BruteForce]) -> None:
    store, _ = synthetic
    source = Synthetic(300)
    answered = 0
    for _ in range(QUERIES):
        query = source.query()
        page = store.search_at_once(query)
        assert page is None or page == store.search(query)
        answered += page is not None
    assert store.remote == (answered == 0)
    assert store.search_at_once(Query(limit=5_000)) is None


@pytest.mark.parametrize("way", range(6))
def test_every_plan_finds_the_same(embedded: tuple[SqliteStore, BruteForce], way: int) -> None:
    """Whichever lists are read, and whether they are walked or collected."""
    store, reference = embedded
    forced = SqliteStore(store.path)
    taken: Counter[tuple[bool, bool]] = Counter()

    def choose(plans: Sequence[Plan]) -> Plan:
        plan = plans[way % len(plans)]
        taken[plan.walk, plan.of_all] += 1
        return plan

    forced.items.choose = choose
    source = Synthetic(200 + way)
    try:
        for _ in range(QUERIES // 2):
            query = source.query()
            if source.random.random() < 0.7:
                query = replace(query, sortby=source.random.choice(BY_TIME))
            check(forced, reference, query)
    finally:
        forced.close()
    assert {of_all for _, of_all in taken} == {False, True}
    assert any(walk == bool(way % 2) for walk, _ in taken)


@pytest.mark.parametrize("seed", range(2))
def test_columns_and_bodies_answer_alike(synthetic: tuple[Opened, BruteForce], seed: int) -> None:
    store, _ = synthetic
    source = Synthetic(100 + seed)
    plain = reopened(store)
    plain.items.columns = ()
    try:
        for _ in range(QUERIES):
            query = source.query()
            assert plain.search(query) == store.search(query)
    finally:
        plain.close()


@pytest.mark.slow
def test_random_queries_over_real_scenes(make_index: MakeIndex) -> None:
    lines = shared("stac/real-scenes.ndjson").read_bytes().splitlines()
    store, findings = make_index(lines)
    items: list[Any] = [json.loads(line) for line in lines]
    for item in items:
        item["collection"] = item.get("collection") or "items"
    reference = BruteForce(items)
    assert len(items) == store.search(Query()).matched == 1481
    assert not [finding for finding in findings if finding.severity == "error"]
    source = Synthetic(7)
    source.names = (
        "eo:cloud_cover",
        "platform",
        "gsd",
        "id",
        "proj:epsg",
        "landsat:wrs_path",
        "view:off_nadir",
    )
    source.fields = ("datetime", "id", "collection", "eo:cloud_cover", "platform", "created")
    for _ in range(20):
        west, south, east, north = source.bbox()
        check(store, reference, Query(bbox=(west, south, east, north), limit=1000))
        check(
            store,
            reference,
            Query(intersects=source.area(), datetime=source.interval(), limit=1000),
        )
        check(
            store,
            reference,
            Query(filter=source.comparison(), sortby=source.sortby()[:1], limit=100),
        )
