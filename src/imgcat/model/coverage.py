"""Which footprint covers which place, its uncertainty considered."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import cos, degrees, radians, sin
from typing import Self

import numpy as np
import shapely
from antimeridian import fix_polygon
from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from imgcat.model.footprint import footprint as read
from imgcat.model.position import Position
from imgcat.model.sphere import EARTH_RADIUS_M

DISC_CORNERS = 32

SMALLEST_M = 1.0
"""Discs smaller than this, in metres, are points."""


@lru_cache(maxsize=4096)
def disc(lon: float, lat: float, radius_m: float) -> BaseGeometry:
    """All within `radius_m` metres of a point on the sphere: lon/lat degrees, split at the antimeridian."""
    if radius_m < SMALLEST_M:
        return Point(lon, lat)
    angle = radius_m / EARTH_RADIUS_M
    if abs(lat) + degrees(angle) >= 90:
        # It holds a pole, and so all longitudes: the cap down to its lowest latitude.
        south, north = max(lat - degrees(angle), -90), min(lat + degrees(angle), 90)
        return box(-180, south, 180, north)
    phi, theta = radians(lat), radians(lon)
    # Counter-clockwise, as GeoJSON wants its outer rings.
    bearings = -2 * np.pi * np.arange(DISC_CORNERS) / DISC_CORNERS
    lats = np.arcsin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * np.cos(bearings))
    turns = np.arctan2(
        np.sin(bearings) * sin(angle) * cos(phi), cos(angle) - sin(phi) * np.sin(lats)
    )
    around = shapely.polygons(np.degrees(np.stack([theta + turns, lats], axis=1)))
    west, _, east, _ = around.bounds
    return around if west >= -180 and east <= 180 else fix_polygon(around, fix_winding=False)


class Coverage(StrEnum):
    """How a footprint stands to where a place may lie: it holds all of that, its point at least, or some other part."""

    WHOLE = "whole"
    POINT = "point"
    PART = "part"

    def is_at_least(self, other: "Coverage | None") -> bool:
        """Whether this holds no less of the place: the whole is more than the point, the point more than a part."""
        ranks = list(Coverage)
        return other is None or ranks.index(self) <= ranks.index(other)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a place may lie, split at the antimeridian, and a point in it that stands for the place (lon/lat)."""

    extent: BaseGeometry
    point: Point

    @classmethod
    def of(cls, geometry: BaseGeometry, uncertainty_m: float | None) -> Self:
        """Its geometry, or for a point the disc of its uncertainty."""
        if isinstance(geometry, Point):
            return cls(disc(geometry.x, geometry.y, uncertainty_m or 0), geometry)
        return cls(geometry, geometry.representative_point())

    def coverage(self, footprint: BaseGeometry) -> Coverage | None:
        """How the footprint covers the place; None where they are apart."""
        if footprint.covers(self.extent):
            return Coverage.WHOLE
        if footprint.covers(self.point):
            return Coverage.POINT
        return Coverage.PART if footprint.intersects(self.extent) else None


def area(position: Position) -> Area:
    """Where a place with this position may lie."""
    geometry = read(position.geometry)
    # A position is not made from a geometry without coordinates.
    assert geometry is not None  # noqa: S101
    return Area.of(geometry, position.uncertainty_m)


def extent(position: Position) -> BaseGeometry:
    """Where a place may lie: its geometry, or for a point the disc of its uncertainty."""
    return area(position).extent


def coverage(footprint: BaseGeometry, position: Position) -> Coverage | None:
    """How the footprint covers the place, its uncertainty considered; None where they are apart."""
    return area(position).coverage(footprint)
