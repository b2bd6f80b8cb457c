"""Filters that are refused: each with a sentence, and none slowly."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.store.cql2 import parse_filter, read_predicate

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
def test_a_malformed_filter_is_refused_with_a_sentence(tree: Any, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        read_predicate(tree)


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
