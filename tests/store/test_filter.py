"""CQL2 filters: three-valued logic, types, and each operator."""

from typing import Any

import pytest

from imgcat.store.cql2 import parse_filter
from imgcat.store.protocol import Query
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import SQUARE, item, point


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> Opened:
    values: dict[str, dict[str, Any]] = {
        "five": {
            "n": 5,
            "t": "Five",
            "b": True,
            "a": ["x", "y"],
            "eo:cloud_cover": 5,
            "created": "2020-01-02T00:00:00Z",
        },
        "six": {
            "n": 6.5,
            "t": "six%",
            "b": False,
            "a": [1],
            "eo:cloud_cover": 6.5,
            "made": "2020-01-02T09:00:00+09:00",
        },
        "text": {
            "n": "5",
            "t": "Ünï\\_",
            "b": "true",
            "a": "x",
            "eo:cloud_cover": "5",
            "created": "2020-01-02",
        },
        "null": {
            "n": None,
            "t": None,
            "b": None,
            "a": None,
            "eo:cloud_cover": None,
            "created": "broken",
        },
        "none": {"ref:locations": ["prk-sino-ri", "b"], "keywords": "prk-sino-ri"},
        "deep": {
            "n": [5],
            "t": {"a": "Five"},
            "b": [True],
            "a": [],
            "eo:cloud_cover": [5],
            "ref:locations": "prk-sino-ri",
        },
    }
    places = {"five": SQUARE, "six": point(10, 10)}
    built, _ = make_index(
        [item(name, places.get(name), **properties) for name, properties in values.items()]
    )
    return built


def ids(store: Opened, text: Any, lang: str = "cql2-text") -> set[str]:
    page = store.search(Query(filter=parse_filter(text, lang), limit=100))
    assert page.matched == len(page.items)
    return {found.id for found in page.items}


@pytest.mark.parametrize("name", ["n", '"eo:cloud_cover"', "properties.n"])
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{} = 5", {"five"}),
        ("{} <> 5", {"six"}),
        ("NOT {} = 5", {"six"}),
        ("NOT {} <> 5", {"five"}),
        ("{} < 6", {"five"}),
        ("NOT {} < 6", {"six"}),
        ("{} >= 5", {"five", "six"}),
        ("NOT {} >= 5", set()),
        ("{} = '5'", {"text"}),
        ("NOT {} = '5'", set()),
        ("{} > ''", {"text"}),
        ("{} = true", set()),
        ("{} IN (5, 6)", {"five"}),
        ("{} NOT IN (5, 6)", {"six"}),
        ("{} IN (5, '5')", {"five", "text"}),
        ("{} NOT IN (5, '5')", set()),
        ("{} BETWEEN 5 AND 6", {"five"}),
        ("{} NOT BETWEEN 5 AND 6", {"six"}),
        ("{} IS NULL", {"null", "none"}),
        ("{} IS NOT NULL", {"five", "six", "text", "deep"}),
        ("{} LIKE '5'", {"text"}),
        ("NOT {} LIKE '6'", {"text"}),
        ("{0} = {0}", {"five", "six", "text"}),
        ("{} + 1 = 6", {"five"}),
        ("{} / 2 = 2.5", {"five"}),
        ("{} / 0 = 1 OR NOT {} / 0 = 1", set()),
        ("{} % 2 = 1", {"five"}),
        ("{} div 2 = 2", {"five"}),
        ("{} ^ 2 = 25", {"five"}),
        ("-{} = -5", {"five"}),
        ("NOT ({0} = 5 OR {0} = 6)", {"six"}),
        ("NOT ({} = 5 AND t = 'Five')", {"six", "text"}),
    ],
)
def test_an_item_without_a_comparable_value_never_matches(
    store: Opened, name: str, condition: str, expected: set[str]
) -> None:
    assert ids(store, condition.replace("{0}", "{}").replace("{}", name)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("t LIKE 'F%'", {"five"}),
        ("t LIKE 'f%'", set()),
        ("casei(t) LIKE casei('F%')", {"five"}),
        ("t LIKE 'S%'", set()),
        ("t LIKE '_ive'", {"five"}),
        ("t LIKE '%\\%'", {"six"}),
        ("t LIKE '%\\\\\\_'", {"text"}),
        ("t LIKE '*'", set()),
        ("t LIKE '[F]%'", set()),
        ("accenti(t) = 'Uni\\_'", {"text"}),
        ("casei(accenti(t)) LIKE 'uni%'", {"text"}),
        ("t < 'a'", {"five"}),
        ("t > 'six%'", {"text"}),
        ("b", {"five"}),
        ("NOT b", {"six"}),
        ("b = true", {"five"}),
        ("b <> true", {"six"}),
        ("id = 'five'", {"five"}),
        ("id <> 'five' AND id <> 'six'", {"text", "null", "none", "deep"}),
        ("id = 5", set()),
        ("NOT id = 5", set()),
        ("collection = 'scenes' AND id LIKE 'f%'", {"five"}),
        ("absent = 1 OR absent IS NULL AND id = 'six'", {"six"}),
        ("'a' = 'a' AND id = 'six'", {"six"}),
        ("1 = 'a' OR NOT 1 = 'a'", set()),
    ],
)
def test_text_is_compared_by_code_point_and_patterns_by_case(
    store: Opened, condition: str, expected: set[str]
) -> None:
    assert ids(store, condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("created = TIMESTAMP('2020-01-02T00:00:00Z')", {"five", "text"}),
        ("created = '2020-01-02T09:00:00+09:00'", {"five", "text"}),
        ("made = TIMESTAMP('2020-01-02T00:00:00Z')", {"six"}),
        ("made = '2020-01-02T00:00:00Z'", set()),
        ("made = created", set()),
        ("created >= DATE('2020-01-01')", {"five", "text"}),
        ("NOT created >= DATE('2020-01-01')", set()),
        ("created = 'broken' OR NOT created = 'broken'", set()),
        ("created LIKE 'bro%'", {"null"}),
        ("created IS NULL", {"six", "none", "deep"}),
        ("created IS NOT NULL", {"five", "text", "null"}),
        ("T_AFTER(created, DATE('2020-01-01'))", {"five", "text"}),
        ("T_INTERSECTS(created, TIMESTAMP('2020-01-02T12:00:00Z'))", {"text"}),
        ("NOT T_INTERSECTS(created, TIMESTAMP('2020-01-02T12:00:00Z'))", {"five"}),
        ("T_DURING(INTERVAL(created, '..'), INTERVAL('2020-01-01', '..'))", set()),
        ("T_FINISHES(INTERVAL(created, '..'), INTERVAL('2020-01-01', '..'))", {"five", "text"}),
        ("datetime < created AND id <> 'text'", {"five"}),
    ],
)
def test_times(store: Opened, condition: str, expected: set[str]) -> None:
    assert ids(store, condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("S_INTERSECTS(geometry, BBOX(126, 39, 127, 40))", {"five"}),
        ("S_INTERSECTS(BBOX(126, 39, 0, 127, 40, 9), geometry)", {"five"}),
        ("S_INTERSECTS(geometry, BBOX(120, 0, 15, 50))", {"five", "six"}),
        ("NOT S_INTERSECTS(geometry, BBOX(126, 39, 127, 40))", {"six"}),
        ("S_DISJOINT(geometry, BBOX(126, 39, 127, 40))", {"six"}),
        (
            "S_INTERSECTS(geometry, BBOX(0,0,20,20)) OR S_INTERSECTS(geometry, POINT(126.5 39.5))",
            {"five", "six"},
        ),
        ("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(10 10), LINESTRING(0 0, 1 1)))", {"six"}),
        ("S_WITHIN(geometry, BBOX(100, 0, 130, 50))", {"five"}),
        ("S_CONTAINS(BBOX(100, 0, 130, 50), geometry)", {"five"}),
        ("S_CONTAINS(geometry, POINT(126.5 39.5))", {"five"}),
        ("S_TOUCHES(geometry, BBOX(127, 39, 128, 40))", {"five"}),
        ("S_EQUALS(geometry, POINT(10 10))", {"six"}),
        ("S_CROSSES(LINESTRING(125 39.5, 128 39.5), geometry)", {"five"}),
        ("S_OVERLAPS(geometry, BBOX(126.5, 39, 128, 40))", {"five"}),
        ("S_INTERSECTS(POINT(0 0), BBOX(-1, -1, 1, 1)) AND id = 'null'", {"null"}),
        ("geometry IS NULL AND t IS NOT NULL", {"text", "deep"}),
    ],
)
def test_space(store: Opened, condition: str, expected: set[str]) -> None:
    assert ids(store, condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("A_CONTAINS(a, ('x'))", {"five"}),
        ("NOT A_CONTAINS(a, ('x'))", {"six", "deep"}),
        ("A_CONTAINS(a, (1))", {"six"}),
        ("A_EQUALS(a, ('y', 'x'))", {"five"}),
        ("A_OVERLAPS(a, ('x', 'z'))", {"five"}),
        ("A_CONTAINEDBY(a, ('x', 'y', 'z'))", {"five", "deep"}),
        ("A_CONTAINS(\"ref:locations\", 'prk-sino-ri')", {"none"}),
        ("A_CONTAINS(\"ref:locations\", ('prk-sino-ri', 'b'))", {"none"}),
        ("A_CONTAINS(\"ref:locations\", ('prk-sino-ri', 'c'))", set()),
        ("NOT A_CONTAINS(\"ref:locations\", ('c'))", {"none"}),
        ("A_OVERLAPS(keywords, ('prk-sino-ri'))", set()),
    ],
)
def test_arrays_are_sets_and_a_string_is_none(
    store: Opened, condition: str, expected: set[str]
) -> None:
    assert ids(store, condition) == expected


def test_the_join_of_references_as_clients_write_it(store: Opened) -> None:
    tree = {"op": "a_contains", "args": [{"property": "ref:locations"}, ["prk-sino-ri"]]}
    assert ids(store, tree, "cql2-json") == {"none"}
    assert ids(store, '{"op": "=", "args": [{"property": "id"}, "six"]}', "cql2-json") == {"six"}
    assert ids(store, True, "cql2-json") == {"five", "six", "text", "null", "none", "deep"}


def test_large_filters_within_the_limits_are_answered(store: Opened) -> None:
    circle = ", ".join(f"{126.5 + at / 1e5} {39.5 - at % 7 / 1e3}" for at in range(2_000))
    assert ids(store, f"S_INTERSECTS(geometry, LINESTRING({circle}))") == {"five"}
    many = {
        "op": "or",
        "args": [{"op": "=", "args": [{"property": f"p{at}"}, at]} for at in range(1_000)],
    }
    assert ids(
        store,
        {"op": "or", "args": [many, {"op": "in", "args": [{"property": "n"}, list(range(9_000))]}]},
        "cql2-json",
    ) == {"five"}
