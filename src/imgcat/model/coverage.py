"""Which footprint covers which place, its uncertainty considered."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from math import asin, atan2, cos, degrees, pi, radians, sin

from antimeridian import fix_polygon
from shapely import Point, Polygon, STRtree, box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

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
    corners = []
    for step in range(DISC_CORNERS):
        bearing = 2 * pi * step / DISC_CORNERS
        corner = asin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(bearing))
        turn = atan2(sin(bearing) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(corner))
        corners.append((degrees(theta + turn), degrees(corner)))
    # Counter-clockwise, as GeoJSON wants its outer rings.
    return fix_polygon(Polygon(corners[::-1]), fix_winding=False)


def extent(position: Position) -> BaseGeometry:
    """Where a place may lie: its geometry, or for a point the disc of its uncertainty."""
    geometry = shape(position.geometry)
    if geometry.geom_type != "Point":
        return geometry
    return disc(geometry.x, geometry.y, position.uncertainty_m or 0)


class Coverage(StrEnum):
    """How a footprint stands to where a place may lie: it holds all of that, its point at least, or some other part."""

    WHOLE = "whole"
    POINT = "point"
    PART = "part"

    def is_at_least(self, other: "Coverage | None") -> bool:
        """Whether this holds no less of the place: the whole is more than the point, the point more than a part."""
        ranks = list(Coverage)
        return other is None or ranks.index(self) <= ranks.index(other)


def coverage(footprint: BaseGeometry, position: Position) -> Coverage | None:
    """How the footprint covers the place, its uncertainty considered; None where they are apart."""
    around = extent(position)
    if footprint.covers(around):
        return Coverage.WHOLE
    if footprint.covers(Point(position.point())):
        return Coverage.POINT
    return Coverage.PART if footprint.intersects(around) else None


class Places:
    """Many places at once, each by its id: which of them a footprint covers, found without trying them all."""

    def __init__(self, positions: Mapping[str, Position]) -> None:
        self._positions = list(positions.items())
        self._tree = STRtree([extent(position) for _, position in self._positions])

    def covered(self, footprint: BaseGeometry | None) -> dict[str, Coverage]:
        """The places that a footprint covers at least in part, and how."""
        if footprint is None:
            return {}
        found = {}
        for index in self._tree.query(footprint, predicate="intersects").tolist():
            place, position = self._positions[index]
            how = coverage(footprint, position)
            if how is not None:
                found[place] = how
        return found
