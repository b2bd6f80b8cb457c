"""Countries: their names, and how far a point is from one; only for asking whether a record is plausible.

Codes are ISO 3166-1 alpha-3, and XKX (user-assigned) for Kosovo. Outlines are Natural Earth's, 1:10 million, to about
half a kilometre. They show who holds a place in that data set's view and assert no border; small reefs and rocks that
several states claim belong to no outline here. Tables are read at first use.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import orjson
import zstandard
from numpy.typing import NDArray

from imgcat.errors import InvalidRequest, NotFound
from imgcat.model.sphere import EARTH_RADIUS_M

_TABLES = files("imgcat") / "data" / "countries"

Points = NDArray[np.float64]


@cache
def country_names() -> Mapping[str, str]:
    """English short names by code."""
    names: dict[str, str] = json.loads((_TABLES / "names.json").read_text("utf-8"))
    return names


def is_country(code: str) -> bool:
    """Whether the text is a code of the list, in capitals."""
    return code in country_names()


def alpha2(code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of an alpha-3 one; None for a code that is none. Kosovo's XK is user-assigned."""
    return _alpha2().get(code)


@cache
def _alpha2() -> Mapping[str, str]:
    codes: dict[str, str] = json.loads((_TABLES / "alpha2.json").read_text("utf-8"))
    return codes


def distance_to_country_km(lon: float, lat: float, alpha3: str) -> float:
    """Kilometres from a point to a country's land, 0 inside; lon, lat in degrees (WGS84), any whole turn of lon.

    Raises NotFound for a code that is none, InvalidRequest for a point that is none.
    """
    if not (math.isfinite(lon) and -90 <= lat <= 90):
        raise InvalidRequest(
            f"A point is lon, lat in degrees with lat in -90..90; found {lon}, {lat}."
        )
    starts, ends = (_around(lon, lat, points) for points in _outline(alpha3))
    return 0.0 if _turns(starts, ends) > 0.5 else _nearest(starts, ends)


def outlines_around(lon: float, lat: float, reach_km: float) -> list[Points]:
    """The parts of all outlines within about `reach_km` of a point, as lines of x, y: kilometres east, north of it."""
    numbers, points = _all_arcs()
    plane = _around(lon, lat, points)
    # A step that is kept has an end within reach, and is not where the data set is cut at the antimeridian or a pole.
    inside = np.abs(plane).max(axis=1) <= reach_km
    edge = (np.abs(points[:, 0]) >= 179.999) | (points[:, 1] <= -89.99)
    kept = (inside[:-1] | inside[1:]) & (numbers[:-1] == numbers[1:]) & ~(edge[:-1] & edge[1:])
    lines: list[Points] = []
    for run in np.split(
        np.flatnonzero(kept), np.flatnonzero(np.diff(np.flatnonzero(kept)) > 1) + 1
    ):
        if len(run):
            lines.append(plane[run[0] : run[-1] + 2])
    return lines


def _around(lon: float, lat: float, points: Points) -> Points:
    """Points in kilometres on the plane that touches the sphere at lon, lat (azimuthal equidistant).

    From its centre distances are true everywhere, so neither poles nor the antimeridian need care.
    """
    east = np.radians(points[:, 0] - lon)
    north = np.radians(points[:, 1])
    here = math.radians(lat)
    x = np.cos(north) * np.sin(east)
    y = math.cos(here) * np.sin(north) - math.sin(here) * np.cos(north) * np.cos(east)
    z = math.sin(here) * np.sin(north) + math.cos(here) * np.cos(north) * np.cos(east)
    across = np.hypot(x, y)
    angle = np.arctan2(across, z)
    # At the centre and at its antipode the direction is void; any will do.
    scale = EARTH_RADIUS_M / 1000 * angle / np.where(across > 0, across, 1)
    return np.column_stack([x * scale, y * scale])


def _nearest(starts: Points, ends: Points) -> float:
    """The distance from the origin of a plane to the nearest of many segments."""
    along = ends - starts
    length = np.einsum("ij,ij->i", along, along)
    share = -np.einsum("ij,ij->i", starts, along) / np.where(length > 0, length, 1)
    foot = starts + along * np.clip(share, 0, 1)[:, np.newaxis]
    return float(np.hypot(foot[:, 0], foot[:, 1]).min())


def _turns(starts: Points, ends: Points) -> float:
    """How often rings go clockwise round the origin of a plane: once for what is inside, not at all for the rest.

    Outer rings are clockwise and holes are not, so a hole takes its turn back, and rings round the antipode count
    against.
    """
    turned = np.arctan2(ends[:, 0], ends[:, 1]) - np.arctan2(starts[:, 0], starts[:, 1])
    return float(((turned + np.pi) % (2 * np.pi) - np.pi).sum() / (2 * np.pi))


@cache
def _outline(alpha3: str) -> tuple[Points, Points]:
    """The starts and the ends of all segments of a country's outline, as lon, lat in degrees."""
    if alpha3 not in country_names():
        raise NotFound(f"{alpha3!r} is not a country code of ISO 3166-1 alpha-3.")
    rings = [_dense(_ring(arcs)) for polygon in _polygons()[alpha3] for arcs in polygon]
    return np.concatenate([ring[:-1] for ring in rings]), np.concatenate(
        [ring[1:] for ring in rings]
    )


def _dense(ring: Points) -> Points:
    """The ring with no step above a degree: long borders run along parallels, not along great circles."""
    ring = np.column_stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]])
    longest = np.abs(np.diff(ring, axis=0)).max(axis=1)
    at = np.concatenate([[0], np.cumsum(np.maximum(np.ceil(longest), 1))])
    every = np.arange(at[-1] + 1)
    return np.column_stack([np.interp(every, at, ring[:, axis]) for axis in (0, 1)])


@cache
def _topology() -> dict[str, Any]:
    packed = (_TABLES / "outlines.topojson.zst").read_bytes()
    topology: dict[str, Any] = orjson.loads(zstandard.ZstdDecompressor().decompress(packed))
    return topology


@cache
def _polygons() -> Mapping[str, list[list[list[int]]]]:
    geometries = _topology()["objects"]["countries"]["geometries"]
    return {geometry["id"]: geometry["arcs"] for geometry in geometries}


def _ring(arcs: list[int]) -> Points:
    """A closed ring in degrees from numbers of arcs; ~n is arc n the other way round (TopoJSON 2.1.4)."""
    parts = [_arc(number) if number >= 0 else _arc(~number)[::-1] for number in arcs]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _arc(number: int) -> Points:
    transform = _topology()["transform"]
    steps = np.array(_topology()["arcs"][number], dtype=np.int64)
    degrees: Points = np.cumsum(steps, axis=0) * transform["scale"] + transform["translate"]
    return degrees


@cache
def _all_arcs() -> tuple[NDArray[np.int64], Points]:
    """Every point of every arc, and the number of its arc."""
    arcs = [_arc(number) for number in range(len(_topology()["arcs"]))]
    return np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs]), np.concatenate(arcs)
