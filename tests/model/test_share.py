"""The share of a place that a footprint covers, against what is known of boxes and of points in a grid."""

from math import radians, sin

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import bbox_geometry
from imgcat.model.coverage import Area
from imgcat.model.share import share, shares

Box = tuple[int, int, int, int]
"""West, south, width, height in whole degrees."""


boxes = st.tuples(
    st.integers(-180, 179), st.integers(-90, 80), st.integers(1, 40), st.integers(1, 10)
)


def geometry(box: Box) -> BaseGeometry:
    west, south, width, height = box
    east = west + width
    return bbox_geometry(west, south, east - 360 if east > 180 else east, south + height)


def on_sphere(box: Box) -> float:
    _, south, width, height = box
    return width * (sin(radians(south + height)) - sin(radians(south)))


def common(one: Box, other: Box) -> float:
    """The area that two boxes share, wherever the seam of longitudes is."""
    south, north = max(one[1], other[1]), min(one[1] + one[3], other[1] + other[3])
    if north <= south:
        return 0.0
    turns = (
        min(one[0] + one[2], other[0] + other[2] + turn) - max(one[0], other[0] + turn)
        for turn in (-360, 0, 360)
    )
    width = sum(max(0, each) for each in turns)
    return width * (sin(radians(north)) - sin(radians(south)))


@given(boxes, boxes)
def test_the_share_of_a_box_is_that_of_its_area_on_the_sphere(footprint: Box, place: Box) -> None:
    expected = common(footprint, place) / on_sphere(place)
    assert share(geometry(footprint), geometry(place)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=30)
@given(st.lists(st.tuples(boxes, boxes), min_size=1, max_size=8))
def test_many_pairs_are_each_as_alone(pairs: list[tuple[Box, Box]]) -> None:
    footprints = np.array([geometry(one) for one, _ in pairs], dtype=object)
    places = np.array([geometry(other) for _, other in pairs], dtype=object)
    alone = [share(one, other) for one, other in zip(footprints, places, strict=True)]
    assert shares(footprints, places).tolist() == alone


# Away from the seam of longitudes, where the grid of points would be one around the world.
@settings(max_examples=30)
@given(st.integers(-170, 170), st.integers(-80, 80), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_the_share_of_a_disc_is_that_of_points_spread_evenly_over_it(
    west: int, south: int, east_by: float, north_by: float
) -> None:
    tile = geometry((west, south, 1, 1))
    extent = Area.of(shapely.Point(west + east_by, south + north_by), 20_000).extent
    left, bottom, right, top = extent.bounds
    steps = (np.arange(40) + 0.5) / 40
    sines = np.sin(np.radians((bottom, top)))
    lats = np.degrees(np.arcsin(sines[0] + steps * (sines[1] - sines[0])))
    lons, lats = np.meshgrid(left + steps * (right - left), lats)
    points = shapely.points(lons.ravel(), lats.ravel())
    inside = shapely.contains(extent, points)
    both = inside & shapely.contains(tile, points)
    assert share(tile, extent) == pytest.approx(both.sum() / inside.sum(), abs=0.04)


def test_a_hole_is_not_part_of_a_place() -> None:
    ring = shapely.box(0, 0, 4, 1).difference(shapely.box(1, 0.25, 3, 0.75))
    west = shapely.box(0, 0, 2, 1)
    assert share(west, ring) == pytest.approx(0.5)
    assert share(shapely.box(1, 0.25, 3, 0.75), ring) == pytest.approx(0, abs=1e-12)


def test_of_a_line_it_is_the_length_and_of_points_the_number() -> None:
    footprint = shapely.box(0, 0, 1, 1)
    assert share(footprint, shapely.LineString([(0.5, 0.5), (2.5, 0.5)])) == pytest.approx(0.25)
    assert share(footprint, shapely.MultiPoint([(0.5, 0.5), (2, 2), (3, 3)])) == pytest.approx(
        1 / 3
    )
    assert share(footprint, shapely.Point(0.5, 0.5)) == 1
    assert share(footprint, shapely.Point(5, 5)) == 0
    assert share(footprint, shapely.box(0.2, 0.2, 0.3, 0.3)) == 1
