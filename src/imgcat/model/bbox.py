"""Bounding boxes in degrees: west, south, east, north (WGS84); west > east crosses the antimeridian."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRecord

Bbox = tuple[float, float, float, float]


def parse_bbox(values: Sequence[object]) -> Bbox:
    """Read four numbers, or six with elevations, which are dropped. Raises InvalidRecord."""
    if len(values) not in (4, 6):
        raise InvalidRecord(f"A bbox has four or six numbers; this one has {len(values)}.")
    numbers = []
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidRecord(f"A bbox is made of numbers; {value!r} is not one.")
        numbers.append(float(value))
    west, south, *_, east, north = numbers if len(values) == 4 else [*numbers[:2], *numbers[3:5]]
    for name, value, limit in (
        ("west", west, 180),
        ("south", south, 90),
        ("east", east, 180),
        ("north", north, 90),
    ):
        if not abs(value) <= limit:
            raise InvalidRecord(
                f"The {name} of a bbox lies between -{limit} and {limit} degrees; found {value}."
            )
    if south > north:
        raise InvalidRecord(f"The south of a bbox, {south}, lies north of its north, {north}.")
    return west, south, east, north


def bbox_geometry(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """The area of a bbox, in two parts when it crosses the antimeridian; a point or a line when it has no area."""
    if west > east:
        return shapely.union(
            bbox_geometry(west, south, 180, north), bbox_geometry(-180, south, east, north)
        )
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(west, south, east, north)


def rfc7946_bbox(geometry: BaseGeometry) -> Bbox:
    """The bbox of a footprint that is split at the antimeridian: west > east where it crosses (RFC 7946, 5.2)."""
    if geometry.geom_type == "Polygon" and not geometry.is_empty:
        bounds: Bbox = geometry.bounds
        return bounds
    parts = [part.bounds for part in shapely.get_parts(geometry) if not part.is_empty]
    if not parts:
        raise InvalidRecord("An empty geometry has no bbox.")
    west, east = longitude_span((part[0], part[2]) for part in parts)
    return west, min(part[1] for part in parts), east, max(part[3] for part in parts)


def longitude_span(spans: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The smallest west and east around spans of longitude.

    It crosses the antimeridian (west > east) only where spans meet there, that is, where one ends at 180 and one
    begins at -180; otherwise scattered points would be joined the wrong way round the Earth.
    """
    merged: list[list[float]] = []
    for west, east in sorted(spans):
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], east)
        else:
            merged.append([west, east])
    first, last = merged[0], merged[-1]
    if first is last or first[0] > -180 or last[1] < 180:
        return first[0], last[1]
    _, edge = max(
        (following[0] - before[1], index)
        for index, (before, following) in enumerate(pairwise(merged))
    )
    return merged[edge + 1][0], merged[edge][1]


def bbox_parts(bbox: Bbox) -> list[Bbox]:
    """The bbox itself, or the two on either side of the antimeridian when it crosses."""
    west, south, east, north = bbox
    if west <= east:
        return [bbox]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]
