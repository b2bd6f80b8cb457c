"""A column has room for every value in it, whatever JSON holds."""

from functools import reduce
from typing import Any

import pyarrow
from hypothesis import given
from hypothesis import strategies as st

from imgcat.export.geoparquet import arrow_type
from imgcat.export.json_type import JsonType, Listed, Plain, Struct, fit, join, type_of, widened

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


def room_for(values: list[Any]) -> JsonType:
    nothing: JsonType = Plain.NULL
    return reduce(join, map(type_of, values), nothing)


def fitted(value: Any, kind: JsonType) -> Any:
    change = fit(kind)
    return change(value) if change else value


@given(st.lists(VALUES, max_size=5))
def test_a_value_more_widens_a_type_as_joining_its_own_does(values: list[Any]) -> None:
    kind: JsonType = Plain.NULL
    for value in values:
        kind = widened(kind, value)
        assert widened(kind, value) is kind
    assert kind == room_for(values)


@given(VALUES, VALUES, VALUES)
def test_the_order_of_the_values_does_not_matter(one: Any, other: Any, third: Any) -> None:
    kinds = [room_for([one, other, third]), room_for([third, other, one])]
    assert kinds[0] == kinds[1]


@given(st.lists(VALUES, max_size=5))
def test_arrow_takes_every_value_into_the_column(values: list[Any]) -> None:
    kind = room_for(values)
    column = pyarrow.array([fitted(value, kind) for value in values], arrow_type(kind))
    assert len(column) == len(values)


@given(st.lists(st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_come_back(values: list[float]) -> None:
    kind = room_for(list(values))
    assert (
        pyarrow.array([fitted(each, kind) for each in values], arrow_type(kind)).to_pylist()
        == values
    )


def test_what_does_not_agree_is_json_text() -> None:
    assert room_for([1, "one"]) is Plain.TEXT
    assert fitted(1, Plain.TEXT) == "1"
    assert fitted({"a": [1]}, Plain.TEXT) == '{"a":[1]}'
    assert room_for([2**60, 0.5]) is Plain.TEXT
    assert room_for([[1], [0.5]]) == Listed(Plain.FLOAT)
    assert room_for([{"a": 1}, {"b": True}]) == Struct({"a": Plain.INT, "b": Plain.BOOL})
