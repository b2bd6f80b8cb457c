"""Free text in scripts without spaces, and with letters that are more than a mark on another."""

from typing import Any

import pytest

from imgcat.store import Query
from imgcat.store.searchable import searchable
from tests.store.conftest import MakeIndex
from tests.store.items import item


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美济礁 reef", " 美  济  礁  reef"),
        ("Đá Chữ Thập", "Dá Chữ Thập"),
        ("Straße nach Malmø", "Strasse nach Malmo"),
        ("Sino-ri 신오리", "Sino-ri 신오리"),
        ("", ""),
    ],
)
def test_text_is_prepared(text: str, expected: str) -> None:
    assert searchable(text) == expected


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("美济", True),
        ("礁", True),
        ("济美", False),
        ("da chu thap", True),
        ("ĐÁ CHỮ", True),
        ("신오리", True),
        ("신오", False),
    ],
)
def test_it_is_found_as_people_type_it(make_index: MakeIndex, q: str, found: bool) -> None:
    store, _ = make_index([item("a", title="美济礁, Đá Chữ Thập, 신오리")])
    assert bool(store.search(Query(q=(q,))).items) is found


def test_a_name_is_found_and_where_it_was_read_is_not(make_index: MakeIndex) -> None:
    names: Any = [{"text": "Sino-ri", "source": {"url": "https://example.org/gazetteer"}}]
    store, _ = make_index([item("a", **{"ref:names": names})])
    assert store.search(Query(q=("sino-ri",))).matched == 1
    assert store.search(Query(q=("gazetteer",))).matched == 0
