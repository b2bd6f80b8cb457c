"""Which lists a query reads, from statistics alone."""

import datetime as dt
from typing import Any

import pytest
import shapely

from imgcat.model.bbox import Bbox
from imgcat.store.cql2 import read_predicate
from imgcat.store.protocol import Query
from imgcat.store.sqlite.planner import Plan, cheapest, plans
from imgcat.store.sqlite.restriction import restriction
from imgcat.store.sqlite.statistics import Common, Statistics, quantiles
from imgcat.store.sqlite.terms import (
    ALL,
    collection_term,
    footprint_terms,
    posting_key,
    value_term,
)

ITEMS = 1_000_000
YEAR = 365 * 86_400
PLACE = (126.0, 39.0, 126.3, 39.2)
WORLD = (-180.0, -90.0, 180.0, 90.0)
TAG, ORBIT = "rare", 77


def known() -> Statistics:
    """A million scenes over fifty years: evenly over the Earth, a scene of a degree in each 65th of a square degree."""
    lists: dict[int, int] = {}
    for west in range(-180, 180, 3):
        for south in range(-90, 90, 3):
            for term in footprint_terms((west, south, west + 1.0, south + 1.0)):
                key = posting_key(term, long=False)
                lists[key] = lists.get(key, 0) + ITEMS // (120 * 60)
    return Statistics(
        items=ITEMS,
        collections={"scenes": ITEMS},
        short=500,
        lists={**lists, posting_key(_term("orbit", ORBIT), long=False): 20_000},
        common={collection_term("scenes"): Common(ITEMS, 0, 50 * YEAR), _term("old", 1): OLD},
        times=quantiles(range(0, 50 * YEAR, YEAR // 10)),
        values={"eo:cloud_cover": list(range(101))},
        known={"eo:cloud_cover": 1.0},
    )


OLD = Common(400_000, 0, 20 * YEAR)


def _term(name: str, value: Any) -> int:
    term = value_term(name, value)
    assert term is not None
    return term


def chosen(limit: int | None = 11, texts: int | None = None, **query: Any) -> Plan:
    statistics = known()
    asked = Query(**query)
    predicate = None if asked.filter is None else read_predicate(asked.filter)
    return cheapest(plans(restriction(asked, predicate, texts, statistics), statistics, limit))


def equals(name: str, value: Any) -> dict[str, Any]:
    return {"op": "=", "args": [{"property": name}, value]}


def below(name: str, value: Any) -> dict[str, Any]:
    return {"op": "<", "args": [{"property": name}, value]}


def month(year: int) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime(year, 3, 1, tzinfo=dt.UTC), dt.datetime(year, 3, 31, tzinfo=dt.UTC)


def test_the_newest_of_all_and_of_a_great_area_are_found_by_walking_through_time() -> None:
    for asked in ({}, {"bbox": WORLD}, {"collections": ("scenes",)}):
        plan = chosen(**asked)
        assert [listing.key >> 1 for listing in plan.lists] == [ALL]
        assert plan.walk
        assert plan.cost < 50, asked


def test_a_place_is_found_in_its_cells_and_costs_what_a_page_costs() -> None:
    plan = chosen(bbox=PLACE)
    assert plan.walk
    assert {listing.key < 0 for listing in plan.lists} == {True}
    assert plan.rows < ITEMS / 500
    assert plan.cost < 100


def test_a_country_is_no_dearer_than_a_place() -> None:
    assert chosen(bbox=(100.0, 20.0, 112.0, 30.0)).cost < 4 * chosen(bbox=PLACE).cost


def test_a_place_and_a_month_read_no_more_of_the_lists_than_the_month() -> None:
    plan = chosen(bbox=PLACE, datetime=month(2000))
    assert {listing.last - listing.first < 33 * 86_400 for listing in plan.lists} == {True}
    assert plan.rows < 5


def test_a_rare_value_is_looked_up_however_far_back_it_is() -> None:
    plan = chosen(filter=equals("tag", TAG))
    assert [listing.key >> 1 for listing in plan.lists] == [_term("tag", TAG)]
    assert plan.cost <= 600


def test_the_rarer_of_two_values_is_looked_up() -> None:
    both = {"op": "and", "args": [equals("orbit", ORBIT), equals("tag", TAG)]}
    assert [listing.key >> 1 for listing in chosen(filter=both).lists] == [_term("tag", TAG)]


def test_a_common_value_is_walked_to_from_where_it_was_last_seen() -> None:
    plan = chosen(filter=equals("old", 1))
    assert [listing.key >> 1 for listing in plan.lists] == [ALL]
    assert plan.lists[0].last == pytest.approx(20 * YEAR, abs=2 * 86_400)


def test_any_of_several_values_is_found_in_the_lists_of_all_of_them() -> None:
    either = {"op": "or", "args": [equals("tag", TAG), equals("orbit", ORBIT)]}
    assert {listing.key >> 1 for listing in chosen(filter=either).lists} == {
        _term("tag", TAG),
        _term("orbit", ORBIT),
    }
    other = {"op": "or", "args": [equals("tag", TAG), below("eo:cloud_cover", 10)]}
    assert chosen(filter=other).of_all


def test_a_polygon_in_a_filter_is_as_good_as_a_bbox() -> None:
    inside = {
        "op": "s_intersects",
        "args": [{"property": "geometry"}, shapely.box(*PLACE).__geo_interface__],
    }
    clear = {"op": "and", "args": [below("eo:cloud_cover", 10), inside]}
    assert chosen(filter=clear).lists == chosen(bbox=PLACE).lists


def test_what_an_id_or_a_text_finds_is_looked_up() -> None:
    assert chosen(ids=("a", "b")).lists == ()
    assert chosen(q=("word",), texts=3).lists == ()
    assert chosen(q=("word",), texts=None).of_all


def test_for_all_that_match_the_shortest_lists_are_collected() -> None:
    plan = chosen(limit=None, bbox=PLACE)
    assert not plan.walk
    assert plan.rows < ITEMS / 500


@pytest.mark.parametrize("operator", ["not", "s_disjoint"])
def test_what_lies_outside_of_an_area_is_found_in_no_cell(operator: str) -> None:
    shape = shapely.box(*PLACE).__geo_interface__
    outside: dict[str, Any] = {"op": "s_disjoint", "args": [{"property": "geometry"}, shape]}
    if operator == "not":
        inside = {"op": "s_intersects", "args": [{"property": "geometry"}, shape]}
        outside = {"op": "not", "args": [inside]}
    assert chosen(filter=outside).of_all


def test_equal_values_have_one_term_and_times_have_none() -> None:
    assert value_term("a", 5) == value_term("a", 5.0)
    assert len({value_term("a", value) for value in (1, "1", True, "true")}) == 4
    assert value_term("a", 1) != value_term("b", 1)
    for value in (0.5, None, [1], {"a": 1}, 2**60, "2019-01-21T00:00:00Z", "x" * 300):
        assert value_term("a", value) is None
    assert value_term("created", "never") is None


@pytest.mark.parametrize(
    ("bbox", "most"),
    [
        ((126.0, 39.0, 127.0, 40.0), 5),
        ((179.5, -1.0, -179.5, 1.0), 8),
        ((-180.0, -90.0, 180.0, 90.0), 1),
        ((-60.0, 0.0, 0.0, 30.0), 48),
    ],
)
def test_a_footprint_is_listed_in_few_cells(bbox: Bbox, most: int) -> None:
    assert 0 < len(set(footprint_terms(bbox))) == len(footprint_terms(bbox)) <= most
