"""Neighbours on the curve are neighbours on Earth."""

import numpy as np

from imgcat.export.hilbert import along_the_curve

SIDE = 32


def test_from_each_cell_the_curve_goes_to_one_beside_it_and_to_all_of_them_once() -> None:
    column, row = (axis.ravel() for axis in np.meshgrid(np.arange(SIDE), np.arange(SIDE)))
    lon, lat = (column + 0.5) / SIDE * 360 - 180, (row + 0.5) / SIDE * 180 - 90
    distance = along_the_curve(lon, lat)
    assert len(set(distance.tolist())) == SIDE * SIDE
    order = np.argsort(distance)
    steps = np.abs(np.diff(column[order])) + np.abs(np.diff(row[order]))
    assert steps.tolist() == [1] * (SIDE * SIDE - 1)


def test_the_ends_of_the_earth_have_a_place_on_it() -> None:
    corners = along_the_curve(np.array([-180.0, 180.0]), np.array([-90.0, 90.0]))
    assert corners.dtype == np.uint32
