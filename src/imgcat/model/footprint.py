"""Footprints: GeoJSON geometries as found in the wild, read as valid geometries on a round Earth."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import antimeridian
import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import bbox_geometry

Position = tuple[float, float]

NESTING = 8
"""How deep a GeometryCollection may nest."""
LATITUDE_SLACK = 0.01
"""Degrees by which published latitudes overshoot a pole through rounding; they are drawn back to it."""


def footprint(geometry: Mapping[str, Any] | None) -> BaseGeometry | None:
    """A GeoJSON geometry as a valid shapely geometry: lon, lat in degrees (WGS84), two-dimensional.

    It lies within ±180 and ±90 degrees and is split where it crosses the antimeridian. Rings may be clockwise or
    unclosed; longitudes may run from 0 to 360. A ring with a step of more than 180 degrees of longitude crosses the
    antimeridian, and encloses the smaller of its two sides; boxes along the parallels are taken as they are written,
    so that world-wide ones stay so. Returns None for null and for a geometry without coordinates. Raises
    InvalidRecord when it cannot be understood.
    """
    if geometry is None or geometry == {}:
        return None
    if not isinstance(geometry, Mapping):
        raise InvalidRecord(f"A geometry is an object; found {type(geometry).__name__}.")
    parts = [part for part in _read(geometry, 0) if not part.is_empty]
    if not parts:
        return None
    whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    if not whole.is_valid:
        whole = shapely.make_valid(whole)
    return None if whole.is_empty else whole


def _read(geometry: Mapping[str, Any], depth: int) -> list[BaseGeometry]:
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if depth >= NESTING or not isinstance(members, list):
            raise InvalidRecord(
                "A GeometryCollection holds an array of geometries, not nested deeply."
            )
        return [part for member in members if member for part in _read(_object(member), depth + 1)]
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise InvalidRecord(f"{kind!r} is not a GeoJSON geometry type.")
    coordinates = _array(geometry.get("coordinates"))
    return reader(coordinates) if coordinates else []


def _point(coordinates: Sequence[Any]) -> list[BaseGeometry]:
    return _onto_globe(shapely.Point(_position(coordinates)))


def _line(coordinates: Sequence[Any]) -> list[BaseGeometry]:
    positions = [_position(position) for position in coordinates]
    if len(positions) < 2:
        raise InvalidRecord("A LineString has at least two positions; this one has one.")
    line = shapely.LineString(positions)
    if not _steps_over(positions):
        return _onto_globe(line)
    # What is written beyond ±180 degrees is brought back first: the library splits, and does not move.
    within = [(lon if -180 <= lon <= 180 else _wrapped(lon), *rest) for lon, *rest in positions]
    return [antimeridian.fix_line_string(shapely.LineString(within), great_circle=False)]


def _polygon(coordinates: Sequence[Any]) -> list[BaseGeometry]:
    rings = [_ring(_array(ring)) for ring in coordinates]
    if not rings or not rings[0]:
        return []
    shell, holes = rings[0], [ring for ring in rings[1:] if ring]
    if not holes and _is_box(shell):
        return [_box(shell)]
    polygon = shapely.Polygon(shell, holes)
    if any(_steps_over(ring) for ring in [shell, *holes]):
        return [_smaller_side(polygon)]
    return _onto_globe(polygon)


def _many(
    reader: Callable[[Sequence[Any]], list[BaseGeometry]],
) -> Callable[[Sequence[Any]], list[BaseGeometry]]:
    return lambda coordinates: [part for member in coordinates for part in reader(_array(member))]


_READERS: Mapping[str, Callable[[Sequence[Any]], list[BaseGeometry]]] = {
    "Point": _point,
    "MultiPoint": _many(_point),
    "LineString": _line,
    "MultiLineString": _many(_line),
    "Polygon": _polygon,
    "MultiPolygon": _many(_polygon),
}


def _array(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise InvalidRecord(f"Coordinates are nested arrays of numbers; found {_short(value)}.")
    return value


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidRecord(f"A geometry is an object; found {_short(value)}.")
    return value


def _position(value: Any) -> Position:
    try:
        lon, lat = value[0], value[1]
        if (
            not (math.isfinite(lon) and math.isfinite(lat))
            or isinstance(lon, bool)
            or isinstance(lat, bool)
        ):
            raise TypeError
    except (TypeError, LookupError, OverflowError) as error:
        raise InvalidRecord(
            f"A position is a longitude and a latitude; found {_short(value)}."
        ) from error
    if abs(lat) > 90 + LATITUDE_SLACK or abs(lon) > 540:
        raise InvalidRecord(
            f"A position is in degrees, longitude first; {_short(value)} looks projected or swapped."
        )
    return float(lon), float(min(90.0, max(-90.0, lat)))


def _ring(value: Sequence[Any]) -> list[Position]:
    positions = [_position(position) for position in value]
    if positions and positions[0] != positions[-1]:
        positions.append(positions[0])
    if positions and len(positions) < 4:
        raise InvalidRecord(
            f"A ring of a polygon has at least three different positions; this one has {len(positions) - 1}."
        )
    return positions


def _steps_over(positions: Sequence[Position]) -> bool:
    """Whether two neighbours are more than half the Earth apart, except along the seam itself."""
    return any(180 < abs(after[0] - before[0]) != 360 for before, after in pairwise(positions))


def _is_box(ring: Sequence[Position]) -> bool:
    return len(ring) == 5 and all(
        (before[0] == after[0]) != (before[1] == after[1]) for before, after in pairwise(ring)
    )


def _box(ring: Sequence[Position]) -> BaseGeometry:
    west, south, east, north = shapely.LinearRing(ring).bounds
    if east - west >= 360:
        return shapely.box(-180, south, 180, north)
    if west >= -180 and east <= 180:
        return shapely.box(west, south, east, north)
    return bbox_geometry(_wrapped(west), south, _wrapped(east), north)


def _wrapped(longitude: float) -> float:
    return longitude - 360 * math.floor((longitude + 180) / 360)


def _smaller_side(polygon: shapely.Polygon) -> BaseGeometry:
    """The polygon split at the antimeridian, whichever way its rings turn."""
    sides = []
    for candidate in (polygon, polygon.reverse()):
        try:
            side = antimeridian.fix_polygon(candidate, fix_winding=False, great_circle=False)
        except (ValueError, AssertionError, IndexError):
            continue
        sides.append(shapely.make_valid(side))
    sides = [side for side in sides if side.area > 0]
    if not sides:
        raise InvalidRecord(
            "The polygon crosses the antimeridian in a way that cannot be followed."
        )
    return min(sides, key=lambda side: side.area)


def _onto_globe(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The geometry with what lies beyond ±180 degrees cut off and moved round the Earth."""
    west, _, east, _ = geometry.bounds
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    if west >= -180 and east <= 180:
        return [geometry]
    dimension = shapely.get_dimensions(geometry)
    parts = []
    for turn in (-1, 0, 1):
        window = shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)
        inside = shapely.intersection(geometry, window)
        moved = shapely.transform(inside, lambda points, turn=turn: points - (360 * turn, 0))
        parts += [
            part for part in shapely.get_parts(moved) if shapely.get_dimensions(part) == dimension
        ]
    return parts


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"
