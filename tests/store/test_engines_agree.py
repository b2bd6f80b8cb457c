"""Both engines, asked the same: the same items in the same order on the same pages, the same counts and sums."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.store.aggregation import (
    Aggregation,
    Cells,
    Count,
    Dates,
    Distribution,
    Earliest,
    Grid,
    Latest,
    Ranges,
    Terms,
)
from imgcat.store.protocol import Page, Query, Sort, Store
from tests.store.conftest import MakePostgres, MakeSqlite
from tests.store.items import SQUARE, item, point
from tests.store.synthetic import Synthetic

WORDS = (
    *(
        "Sino-ri",
        "sino ri",
        "신오리",
        "신오리 미사일",
        "平壤",
        "ピョンヤン",
        "đảo",
        "dao",
        "Ünïcode",
        "UNICODE",
    ),
    *("straße", "STRASSE", "ﬁne", "İzmir", "ızmir", "a", "B", "b", "Z", "é", "e\u0301", "z\u0000"),
    *("\u0001", "~", "\U0001f6f0", "\uffff", ""),
)
"""Texts in which orders by locale, by UTF-16 and by code points differ, and those that foldings make alike."""
SORTED = (
    *("title", "size", "flag", "platform", "eo:cloud_cover", "gsd"),
    *("datetime", "created", "updated", "id", "collection"),
)
PROPERTIES = ("platform", "title", "size", "flag", "keywords", "collection", "eo:cloud_cover")


def odd() -> list[dict[str, Any]]:
    """Items of which each is odd in its own way."""
    values: Sequence[Any] = (
        *WORDS,
        *(
            0,
            -0.0,
            1,
            1.0,
            True,
            False,
            None,
            [],
            {},
            ["a"],
            {"a": 1},
            1e300,
            -1e300,
            2**53,
            2**53 + 1,
        ),
        *(2**63, -(2**63), 2**70, 0.1 + 0.2, 5e-324),
    )
    titled = [
        item(f"odd-{n}", title=value, size=value, keywords=[value])
        for n, value in enumerate(values)
    ]
    seam = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[179, -1], [180, -1], [180, 1], [179, 1], [179, -1]]],
            [[[-180, -1], [-179, -1], [-179, 1], [-180, 1], [-180, -1]]],
        ],
    }
    ranged = {"start_datetime": "2018-01-01T00:00:00Z", "end_datetime": "2018-06-01T00:00:00Z"}
    return [
        *titled,
        item("seam", seam),
        item("pole", point(0, 90)),
        item("corner", point(180, -90)),
        item("nowhere", None),
        item("square", SQUARE, title="Sino-ri missile base"),
        item("range", SQUARE, datetime=None, **ranged),
        item(
            "reversed",
            SQUARE,
            datetime=None,
            start_datetime="2019-01-01",
            end_datetime="2018-01-01",
        ),
        item("timeless", SQUARE, datetime=None),
        item("day", point(179.5, 0.5), datetime="2018-05-05"),
    ]


@pytest.fixture(scope="module")
def engines(make_sqlite: MakeSqlite, make_postgres: MakePostgres) -> tuple[Store, Store]:
    items = [*odd(), *Synthetic(7).items(150)]
    (one, found), (other, told) = make_sqlite(items), make_postgres(items)
    assert one.revision == other.revision
    assert sorted(map(str, found)) == sorted(map(str, told))
    return one, other


def pages(store: Store, query: Query) -> Iterator[tuple[Any, ...]]:
    """What pages show, forward to the end and back to the start."""
    page, steps = store.search(query), 0
    yield shown(page)
    while page.next and steps < 5:
        page, steps = store.search(replace(query, token=page.next)), steps + 1
        yield shown(page)
    while page.prev:
        page = store.search(replace(query, token=page.prev))
        yield shown(page)


def shown(page: Page) -> tuple[Any, ...]:
    keys = [(each.collection, each.id, each.body) for each in page.items]
    return keys, page.matched, page.exact, page.next is None, page.prev is None


def told(store: Store, query: Query) -> Any:
    """All that a store says of a query."""
    try:
        listed = list(pages(store, query))
    except InvalidRequest as refused:
        return str(refused)
    summed = store.aggregate(query, AGGREGATIONS)
    rows = {
        (row.collection, row.id): (row.start, row.end, row.footprint, row.values)
        for row in store.rows(query, PROPERTIES)
    }
    return listed, [bucketed(each) for each in summed], rows


AGGREGATIONS: Sequence[Aggregation] = (
    *(Count(), Earliest(), Latest(), Dates(None), Ranges("size", 10), Cells(Grid.GEOHASH, 3)),
    *map(Terms, PROPERTIES),
)


def bucketed(result: Any) -> Any:
    if not isinstance(result, Distribution):
        return result
    # 1 and 1.0 are one number, which either engine may write as it likes; true is none.
    return [(each.key is True, each.key, each.count) for each in result.buckets], result.overflow


texts = st.sampled_from(WORDS)
orders = st.lists(
    st.builds(Sort, st.sampled_from(SORTED), st.booleans()),
    max_size=3,
    unique_by=lambda sort: sort.field,
).map(tuple)
named = st.sampled_from(("title", "size", "platform", "flag", "eo:cloud_cover"))
values = texts | st.sampled_from((0, 1, 2**53, 2**53 + 1, -1e300, 0.1, True, False))
folded = st.sampled_from(("casei", "accenti"))


def comparing(op: str, name: str, value: Any) -> Any:
    return {"op": op, "args": [{"property": name}, value]}


def matching(fold: str, name: str, pattern: str) -> Any:
    sides = ({"op": fold, "args": [{"property": name}]}, {"op": fold, "args": [pattern]})
    return {"op": "like", "args": list(sides)}


compared = st.builds(comparing, st.sampled_from(("=", "<>", "<", "<=", ">", ">=")), named, values)
patterns = st.tuples(st.sampled_from(("", "%", "_")), texts, st.sampled_from(("", "%"))).map(
    "".join
)
listed = st.builds(
    lambda name, members: {"op": "in", "args": [{"property": name}, members]},
    named,
    st.lists(texts, min_size=1, max_size=4),
)
missing = named.map(lambda name: {"op": "isNull", "args": [{"property": name}]})
alike = st.builds(matching, folded, st.sampled_from(("title", "platform")), patterns)


def joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    both = st.builds(
        lambda op, args: {"op": op, "args": args}, st.sampled_from(("and", "or")), several
    )
    return both | inner.map(lambda one: {"op": "not", "args": [one]})


predicates = st.recursive(compared | listed | missing | alike, joined, max_leaves=4)
boxes = st.sampled_from(
    (
        (170.0, -10.0, -170.0, 10.0),
        (-180.0, -90.0, 180.0, 90.0),
        (126.5, 39.5, 126.6, 39.6),
        (180.0, -90.0, 180.0, 90.0),
        (0.0, 80.0, 10.0, 90.0),
    )
)
queries = st.builds(
    Query,
    filter=st.none() | predicates,
    q=st.just(()) | texts.filter(str.strip).map(lambda text: (text,)),
    bbox=st.none() | boxes,
    sortby=orders,
    limit=st.integers(3, 60),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(query=queries)
def test_they_say_the_same_of_odd_texts_values_and_orders(
    engines: tuple[Store, Store], query: Query
) -> None:
    one, other = engines
    assert told(one, query) == told(other, query)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]
)
def test_they_say_the_same_of_every_kind_of_query(engines: tuple[Store, Store], seed: int) -> None:
    one, other = engines
    source = Synthetic(300 + seed)
    for _ in range(40):
        query = source.query()
        assert told(one, query) == told(other, query), query


def test_a_page_token_of_one_is_refused_by_the_other(engines: tuple[Store, Store]) -> None:
    for one, other in (engines, engines[::-1]):
        query = Query(sortby=(Sort("title"),), limit=10)
        token = one.search(query).next
        assert token
        with pytest.raises(InvalidRequest, match="page token"):
            other.search(replace(query, token=token))
