"""Over the labelled set, captions are resolved at least this well."""

from typing import Any

import pytest
from shapely.geometry import shape

from imgcat.ingest.resolve import MatchClass
from imgcat.model.coverage import coverage
from imgcat.store.entry import Entry
from tests.engines import Engine
from tests.ingest.resolution_cases import CASES, PLACES
from tests.ingest.resolution_quality import Tally, measured, place, scenes


@pytest.fixture(scope="module")
def tally(engine: Engine[Any]) -> Tally:
    store, _ = engine.holding(Entry(item["id"], item) for item in scenes())
    return measured(store)


def test_precision_and_recall_do_not_fall(tally: Tally) -> None:
    assert tally.recall(1) >= 0.94
    assert tally.recall(5) >= 0.98
    assert tally.precision(1) >= 0.94
    assert tally.precision(5) >= 0.85


def test_a_unique_scene_is_the_right_one(tally: Tally) -> None:
    assert all(tally.classes[MatchClass.STATED])
    assert all(tally.classes[MatchClass.UNIQUE])


def test_what_has_no_public_scene_is_given_none(tally: Tally) -> None:
    assert all(tally.classes[MatchClass.NONE_PUBLIC])


def test_the_labels_can_be_true() -> None:
    """Every scene is known, and its footprint meets the place of its caption."""
    items = {item["id"]: item for item in scenes()}
    assert len(CASES) >= 100
    assert {case.place for case in CASES} == set(PLACES)
    for case in CASES:
        for scene in case.scenes:
            assert coverage(shape(items[scene]["geometry"]), place(case.place)), case
