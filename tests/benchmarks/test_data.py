"""The made-up data: realistic in shape, the same for the same seed; brute force looks at what is written."""

from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.draw import permuted, uniform
from benchmarks.orbits import PASSES, views
from benchmarks.records import records
from benchmarks.scene_json import acquisitions, items, lines, scene_ids
from benchmarks.scenes import scenes
from benchmarks.sources import Drawn, Sources
from benchmarks.truth import Truth, box
from imgcat.catalog.sources import ItemText
from imgcat.model.acquisition import key, parse
from imgcat.store.body import stored_text
from imgcat.store.entry import Entry

COUNT, SEED = 300, 7


@given(st.integers(1, 2_000), st.integers(0, 2**31))
def test_a_permutation_takes_each_number_once(size: int, seed: int) -> None:
    assert sorted(permuted(np.arange(size, dtype=np.uint64), size, seed)) == list(range(size))


def test_numbers_drawn_by_name_are_independent_and_spread_evenly() -> None:
    indices = np.arange(20_000, dtype=np.uint64)
    clouds, edges = uniform(indices, SEED, "cloud"), uniform(indices, SEED, "edge")
    assert 0.49 < clouds.mean() < 0.51
    assert abs(np.corrcoef(clouds, edges)[0, 1]) < 0.03


@pytest.mark.slow
def test_a_small_set_is_the_start_of_a_large_one() -> None:
    assert list(lines(20, SEED)) == list(items(scenes(0, 40, SEED)))[:20]
    assert list(lines(20, SEED)) != list(lines(20, SEED + 1))


def test_parts_make_the_scenes_that_a_file_would_hold() -> None:
    parts = [
        part for part in Sources(Path("nowhere"), COUNT, SEED).parts() if isinstance(part, Drawn)
    ]
    found = [entry.record for part in parts for entry in part.read() if isinstance(entry, Entry)]
    # As text, like the lines of a file: so that loading is measured as it is done.
    assert all(isinstance(item, ItemText) for item in found)
    written = [orjson.loads(line) for line in lines(COUNT, SEED)]
    made = [orjson.loads(stored_text(item)) for item in found if isinstance(item, ItemText)]
    assert [item["id"] for item in made] == [item["id"] for item in written]
    assert [item["assets"] for item in made] == [item["assets"] for item in written]


@pytest.mark.slow
def test_there_are_enough_passes_for_ten_million_scenes() -> None:
    assert len(views()) * PASSES > 10_000_000
    with pytest.raises(ValueError, match="at most"):
        scenes(0, len(views()) * PASSES + 1, SEED)


def test_items_are_of_the_size_and_shape_of_real_ones() -> None:
    written = list(lines(COUNT, SEED))
    assert all(6_000 < len(line) < 7_200 for line in written)
    read = [orjson.loads(line) for line in written]
    assert len({item["id"] for item in read}) == COUNT
    for item in read:
        product = parse(item["id"])
        assert product is not None
        properties = item["properties"]
        assert properties["ref:acquisition"] == key(product)
        assert properties["grid:code"] == f"MGRS-{product.tile}"
        assert properties["sat:relative_orbit"] == product.relative_orbit
        assert 0 <= properties["eo:cloud_cover"] <= 100


def test_brute_force_sees_what_is_written() -> None:
    truth = Truth(COUNT, SEED)
    read = [orjson.loads(line) for line in lines(COUNT, SEED)]
    everything = np.ones(COUNT, bool)
    latest = sorted(read, key=lambda item: item["properties"]["datetime"], reverse=True)
    assert set(truth.newest(everything, 10)) == {item["id"] for item in latest[:10]}
    assert truth.item(5) == read[5]
    bounds = read[0]["bbox"]
    found = truth.ids(np.flatnonzero(truth.intersecting(box(bounds))))
    assert read[0]["id"] in found
    assert sum(truth.months(everything).values()) == COUNT


def test_half_of_the_pictures_are_of_scenes_that_are_there() -> None:
    made = records(SEED)
    cited = [one.picture.acquisition for one in made.references if one.picture]
    known = [each for each in cited if each]
    first = scenes(0, len(made.places), SEED)
    assert 0.4 < len(known) / len(cited) < 0.6
    assert set(known) <= set(acquisitions(first, scene_ids(first)))
