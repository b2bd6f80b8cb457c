"""What share of a place a footprint covers, measured on the sphere; many pairs at once."""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Geometries = NDArray[np.object_]
Numbers = NDArray[np.float64]


def share(footprint: BaseGeometry, extent: BaseGeometry) -> float:
    """The share of one extent that one footprint covers: see `shares`."""
    return float(shares(np.array([footprint]), np.array([extent]))[0])


def shares(footprints: Geometries, extents: Geometries) -> Numbers:
    """For each pair, what share of the extent the footprint covers, from 0 to 1.

    Of an outline it is the share of its area, of a line that of its length, of points that of their number; 1 exactly
    where the footprint holds all of it. Geometries are lon/lat degrees, split at the antimeridian, their edges straight
    in lon/lat; areas and lengths are those on the sphere.
    """
    found: Numbers = shapely.covers(footprints, extents).astype(float)
    dimensions = shapely.get_dimensions(extents)
    part = (found == 0) & shapely.intersects(footprints, extents)
    for dimension, measure in enumerate((_numbers, _lengths, _areas)):
        at = np.flatnonzero(part & (dimensions == dimension))
        if at.size:
            inside = shapely.intersection(footprints[at], extents[at])
            found[at] = np.clip(measure(inside) / measure(extents[at]), 0, 1)
    return found


def _parts(geometries: Geometries) -> tuple[Geometries, NDArray[np.intp]]:
    """The simple parts of geometries and of collections, and of which geometry each is one."""
    parts, owners = shapely.get_parts(geometries, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    return parts, owners[inner]


def _numbers(geometries: Geometries) -> Numbers:
    parts, owners = _parts(geometries)
    points = shapely.get_dimensions(parts) == 0
    return _sums(owners[points], np.ones(points.sum()), geometries)


def _lengths(geometries: Geometries) -> Numbers:
    parts, owners = _parts(geometries)
    lines = shapely.get_dimensions(parts) == 1
    lengths = _edges(
        parts[lines], lambda east, north, middle: np.hypot(east * np.cos(middle), north)
    )
    return _sums(owners[lines], lengths, geometries)


def _areas(geometries: Geometries) -> Numbers:
    parts, owners = _parts(geometries)
    polygons = shapely.get_dimensions(parts) == 2
    rings, of_polygon = shapely.get_rings(parts[polygons], return_index=True)
    # Between an edge and the equator lies its width times the mean of the sine of latitude along it.
    enclosed = np.abs(
        _edges(
            rings, lambda east, north, middle: east * np.sin(middle) * np.sinc(north / (2 * np.pi))
        )
    )
    is_hole = np.diff(of_polygon, prepend=-1) == 0
    owners = owners[polygons][of_polygon]
    return _sums(owners, np.where(is_hole, -enclosed, enclosed), geometries)


def _sums(owners: NDArray[np.intp], values: Numbers, of: Geometries) -> Numbers:
    """Per geometry, the sum of the values of its parts."""
    return np.bincount(owners, values, minlength=len(of)).astype(float)


def _edges(lines: Geometries, measure: Callable[[Numbers, Numbers, Numbers], Numbers]) -> Numbers:
    """Per line, the sum of a measure of its edges: of the steps east and north and the middle latitude, in radians."""
    positions, line = shapely.get_coordinates(lines, return_index=True)
    positions = np.radians(positions)
    same = line[1:] == line[:-1]
    steps = np.diff(positions, axis=0)[same]
    middles = ((positions[1:, 1] + positions[:-1, 1]) / 2)[same]
    return _sums(line[1:][same], measure(steps[:, 0], steps[:, 1], middles), lines)
