"""A wrong answer is told, however fast it came."""

from typing import Any

import pytest

from benchmarks.ask import Count, Found, Groups, Item, Months, Own, Question, Revisits, Search
from benchmarks.check import complaint

SEARCH = Search({"collections": ["scenes"], "limit": 2})
FOUND = Found(3, frozenset({"a", "b"}), {"a": 30, "b": 20})


def page(*ids: str, **members: Any) -> dict[str, Any]:
    return {"features": [{"id": each} for each in ids], **members}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("a", "b"), None),
        (page("a", "b", numberMatched=3), None),
        (page("a"), "2 items are expected"),
        (page("a", "a"), "found twice"),
        (page("a", "c"), "should not be there"),
        (page("b", "a"), "in order"),
        (page("a", "b", numberMatched=2), "3 items match"),
    ],
)
def test_a_search(answer: dict[str, Any], said: str | None) -> None:
    found = complaint(Question("kind", SEARCH, FOUND), [answer])
    assert found is None if said is None else said in (found or "")


def test_items_of_the_same_time_may_come_in_any_order() -> None:
    same = Found(3, frozenset("abc"), {"a": 30, "b": 20, "c": 20})
    for last in "bc":
        assert complaint(Question("kind", SEARCH, same), [page("a", last)]) is None


def test_an_item_comes_back_as_it_was_loaded() -> None:
    item = {"id": "a", "collection": "scenes", "properties": {"eo:cloud_cover": 1.5}}
    asked = Item("scenes", "a")
    assert complaint(Question("kind", asked, item), [{**item, "links": []}]) is None
    changed = {**item, "properties": {"eo:cloud_cover": 1.50001}}
    assert "properties differs" in (complaint(Question("kind", asked, item), [changed]) or "")


def test_counts() -> None:
    body = {"collections": ["scenes"]}
    counted = {"aggregations": [{"name": "total_count", "value": 7}]}
    assert complaint(Question("kind", Count(body), 7), [counted]) is None
    assert complaint(Question("kind", Count(body), 7), [page(numberMatched=7)]) is None
    assert "expected 7, found None" in (complaint(Question("kind", Count(body), 7), [page()]) or "")
    months = {
        "aggregations": [
            {
                "buckets": [
                    {"key": "2024-08-01T00:00:00Z", "frequency": 2},
                    {"key": "x", "frequency": 0},
                ]
            }
        ]
    }
    assert complaint(Question("kind", Months(body), {"2024-08": 2}), [months]) is None
    assert "2024-07" in (complaint(Question("kind", Months(body), {"2024-07": 2}), [months]) or "")


def test_groups() -> None:
    question = Question("kind", Own("/references"), Groups({"to": frozenset("ab")}))
    assert complaint(question, [{"to": page("a", "b")}]) is None
    assert "to: expected" in (complaint(question, [{"to": page("a")}]) or "")


def test_scenes_over_a_place_come_in_the_order_that_is_meant() -> None:
    question = Question("kind", Own("/coverage", 2), FOUND)
    assert complaint(question, [page("a", "b")]) is None
    assert "in order" in (complaint(question, [page("b", "a")]) or "")


def test_places_under_a_scene() -> None:
    question = Question("kind", Own("/coverage", 9), Groups({"features": frozenset("ab")}))
    assert complaint(question, [page("b", "a")]) is None
    assert "features: expected" in (complaint(question, [page("b")]) or "")


def test_revisits() -> None:
    question = Question("kind", Own("/revisit"), Revisits(3, 20.01))
    assert complaint(question, [{"scenes": 3, "gaps": [{"days": 20.0}]}]) is None
    assert "20.01 days" in (complaint(question, [{"scenes": 3, "gaps": [{"days": 10.0}]}]) or "")
    assert "3 scenes" in (complaint(question, [{"scenes": 2, "gaps": [{"days": 20.0}]}]) or "")
