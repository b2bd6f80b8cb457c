"""Keys sort as the values do, and the database makes the same ones."""

from decimal import Decimal
from typing import Any

import orjson
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.store.postgres.key import decoded, jsonable, key
from tests.postgres_server import Databases

numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\0\1\2a")
EDGES: list[Any] = [
    *(
        0,
        0.0,
        -0.0,
        0.1,
        1,
        1.5,
        -1,
        5e-324,
        1.7976931348623157e308,
        2**53,
        2**53 + 1,
        float(2**53),
    ),
    *(
        2**60 + 1,
        float(2**60),
        2**63 - 1,
        -(2**63),
        float(2**63),
        1e23,
        "",
        "a",
        "\0",
        "\1",
        "ä",
        True,
        False,
    ),
]


def made(value: Any) -> bytes:
    found = key(value)
    assert found is not None
    return found


@given(numbers, numbers)
def test_keys_of_numbers_sort_as_the_numbers_exactly(one: float, other: float) -> None:
    assert (made(one) < made(other)) == (Decimal(one) < Decimal(other))
    assert (made(one) == made(other)) == (Decimal(one) == Decimal(other))


@given(texts, texts)
def test_keys_of_texts_sort_as_their_code_points(one: str, other: str) -> None:
    assert (made(one) < made(other)) == (one < other)
    assert decoded(jsonable(one)) == one


@pytest.mark.slow
def test_the_database_makes_the_same_keys(databases: Databases) -> None:
    with psycopg.connect(databases.new()) as connection:
        for value in EDGES:
            text = orjson.dumps(jsonable(value)).decode()
            asked = connection.execute("SELECT imgcat.key(%s::jsonb)", (text,)).fetchone()
            assert asked == (key(value),), value
