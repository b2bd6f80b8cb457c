"""Which places footprints cover: many at once as one by one, all round the Earth."""

import numpy as np
import pytest
import shapely

from imgcat.model.coverage import Area, Coverage
from imgcat.model.places import Places
from imgcat.model.share import share
from tests.store.synthetic_items import SyntheticItems


def test_what_footprints_cover_is_what_trying_every_pair_finds() -> None:
    random = SyntheticItems(31)
    areas = {
        f"place-{number}": Area.of(
            shapely.Point(random.lon_lat()) if number % 3 else random.area(),
            random.random.choice((None, 0, 500, 20_000, 400_000, 5_000_000)),
        )
        for number in range(70)
    }
    footprints = [random.area() for _ in range(120)]
    expected = {
        (number, place): (how, share(footprint, area.extent))
        for number, footprint in enumerate(footprints)
        for place, area in areas.items()
        if (how := area.coverage(footprint))
    }
    ties = list(Places(areas).ties(np.array(footprints, dtype=object)))
    found = {(tie.footprint, tie.place): (tie.coverage, tie.share) for tie in ties}
    assert {how for how, _ in expected.values()} == set(Coverage)
    assert found.keys() == expected.keys()
    assert len(ties) == len(found)
    for pair, (how, part) in expected.items():
        assert found[pair][0] is how
        assert found[pair][1] == pytest.approx(part)
        assert (part == 1) >= (how is Coverage.WHOLE)


def test_a_footprint_that_is_not_known_covers_nothing() -> None:
    places = Places({"here": Area.of(shapely.Point(10, 10), 0)})
    assert places.covered(None) == {}
    assert (
        next(iter(places.ties(np.array([None, shapely.box(9, 9, 11, 11)], dtype=object)))).footprint
        == 1
    )
    assert list(Places({}).ties(np.array([shapely.box(0, 0, 1, 1)], dtype=object))) == []


def test_an_outline_over_the_antimeridian_is_covered_on_both_sides() -> None:
    outline = shapely.union(shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1))
    places = Places({"seam": Area.of(outline, None)})
    (tie,) = places.ties(np.array([shapely.box(178, -1, 180, 2)], dtype=object))
    assert tie.share == pytest.approx(0.5)
    assert places.covered(outline) == {"seam": Coverage.WHOLE}
