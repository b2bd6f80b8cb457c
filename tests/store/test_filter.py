"""CQL2 filters: three-valued logic, types, each operator, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.store.cql2 import parse_filter, read_predicate
from imgcat.store.protocol import Query
from imgcat.store.sqlite import SqliteStore
from tests.store.conftest import MakeIndex
from tests.store.items import SQUARE, item, point


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> SqliteStore:
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


def ids(store: SqliteStore, text: Any, lang: str = "cql2-text") -> set[str]:
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
    store: SqliteStore, name: str, condition: str, expected: set[str]
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
    store: SqliteStore, condition: str, expected: set[str]
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
def test_times(store: SqliteStore, condition: str, expected: set[str]) -> None:
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
def test_space(store: SqliteStore, condition: str, expected: set[str]) -> None:
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
    store: SqliteStore, condition: str, expected: set[str]
) -> None:
    assert ids(store, condition) == expected


def test_the_join_of_references_as_clients_write_it(store: SqliteStore) -> None:
    tree = {"op": "a_contains", "args": [{"property": "ref:locations"}, ["prk-sino-ri"]]}
    assert ids(store, tree, "cql2-json") == {"none"}
    assert ids(store, '{"op": "=", "args": [{"property": "id"}, "six"]}', "cql2-json") == {"six"}
    assert ids(store, True, "cql2-json") == {"five", "six", "text", "null", "none", "deep"}


A: Any = {"property": "a"}


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"op": "avg", "args": [A]}, "operator 'avg' is not supported"),
        ({"op": "=", "args": [{"op": "Foo", "args": [A]}, 1]}, "operator 'Foo' is not supported"),
        ({"op": 5, "args": []}, "operator 5 is not supported"),
        ({}, "operator None is not supported"),
        ([], "an object with 'op' and 'args'"),
        ("a = 1", "an object with 'op' and 'args'"),
        ({"op": "=", "args": [A]}, "'=' does not take 1 arguments"),
        ({"op": "=", "args": A}, "'args' of '=' are an array"),
        ({"op": "=", "args": [A, None]}, "isNull"),
        ({"op": "=", "args": [A, [1]]}, "string, a number or a boolean"),
        ({"op": "=", "args": [A, float("nan")]}, "finite"),
        ({"op": "=", "args": [A, 10**400]}, "finite"),
        ({"op": "=", "args": [A, "x\0"]}, "null character"),
        ({"op": "=", "args": [A, "\ud800"]}, "valid Unicode"),
        ({"op": "=", "args": [A, "x" * 10_001]}, "at most 10,000 characters"),
        ({"op": "=", "args": [A, {"timestamp": "soon"}]}, "not a date-time"),
        ({"op": "=", "args": [A, {"date": "2020-01-01T00:00:00Z"}]}, "A date has the form"),
        ({"op": "=", "args": [A, {"timestamp": 5}]}, "timestamp is a string"),
        ({"op": "=", "args": [{"property": ""}, 1]}, "named by a string"),
        ({"op": "=", "args": [{"op": "and", "args": [True]}, True]}, "'and' gives a condition"),
        ({"op": "+", "args": [A, 1]}, "'\\+' gives a value"),
        ({"op": "=", "args": [{"property": "geometry"}, 1]}, "'geometry' is a geometry"),
        ({"op": "like", "args": [A, A]}, "pattern of 'like' is a string"),
        ({"op": "in", "args": [A, 5]}, "is an array"),
        ({"op": "and", "args": []}, "'and' does not take 0 arguments"),
        ({"op": "s_intersects", "args": [A, {"bbox": [0, 0, 1, 1]}]}, "'a' is not a geometry"),
        ({"op": "s_intersects", "args": [{"property": "geometry"}, 5]}, "takes geometries"),
        ({"op": "s_intersects", "args": [{"property": "geometry"}] * 2}, "not with itself"),
        (
            {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [0, 5, 1, 1]}]},
            "north of its north",
        ),
        (
            {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": "0,0,1,1"}]},
            "four or six numbers",
        ),
        (
            {"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point"}]},
            "nested arrays",
        ),
        (
            {
                "op": "s_intersects",
                "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": []}],
            },
            "empty",
        ),
        ({"op": "t_after", "args": [A, 5]}, "takes times and intervals"),
        ({"op": "t_after", "args": [A, {"interval": ["2020-01-01"]}]}, "a start and an end"),
        (
            {"op": "t_after", "args": [A, {"interval": ["2021-01-01", "2020-01-01"]}]},
            "not later than its end",
        ),
        ({"op": "a_contains", "args": [A, [A]]}, "arrays of literals"),
    ],
)
def test_a_malformed_filter_is_refused_with_a_sentence(
    store: SqliteStore, tree: Any, reason: str
) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        store.search(Query(filter=tree))


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("a = ", "cql2-text", "not CQL2 Text: at line 1, column"),
        ("a = 'x", "cql2-text", "not CQL2 Text"),
        ("'; DROP TABLE item; --", "cql2-text", "not CQL2 Text"),
        ("{", "cql2-json", "not JSON"),
        ("a=1", "cql-text", "'cql2-text' or 'cql2-json'"),
        ({"op": "="}, "cql2-text", "is a string"),
        ("a = '" + "x" * 200_000 + "'", "cql2-text", "at most 200,000 characters"),
        ("(" * 5_000 + "a=1" + ")" * 5_000, "cql2-text", "64 levels"),
        ("not " * 20_000 + "a=1", "cql2-text", "500 operators"),
        ("-" * 20_000 + "a=1", "cql2-text", "500 operators"),
        (" and ".join(["a=1"] * 20_000), "cql2-text", "500 operators"),
        ("+".join(["a"] * 400) + "=1", "cql2-text", "64 levels"),
        ("[" * 900 + "]" * 900, "cql2-json", "64 levels"),
        ({"op": "in", "args": [A, list(range(20_001))]}, "cql2-json", "20,000 parts"),
    ],
)
def test_hostile_filters_are_refused_quickly(text: Any, lang: str, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        parse_filter(text, lang)


def test_large_filters_within_the_limits_are_answered(store: SqliteStore) -> None:
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


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just({"property": "a"}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {
                "op": st.sampled_from(
                    ["and", "=", "in", "like", "s_within", "t_after", "a_equals", "casei"]
                ),
                "args": st.lists(inner, max_size=3),
            }
        )
        | st.dictionaries(
            st.sampled_from(["bbox", "type", "coordinates", "date", "interval", "timestamp"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=10,
)


@given(json_values)
def test_any_json_is_a_filter_or_has_a_reason(tree: Any) -> None:
    try:
        read_predicate(tree)
    except InvalidRequest as error:
        reason = str(error)
    else:
        reason = "."
    assert reason.endswith(".")


@given(st.text(alphabet="ab'\"()=<>+-*/^%., 15", max_size=60))
def test_any_text_is_a_filter_or_has_a_reason(text: str) -> None:
    try:
        read_predicate(parse_filter(text, "cql2-text"))
    except InvalidRequest as error:
        assert str(error)  # noqa: PT017
