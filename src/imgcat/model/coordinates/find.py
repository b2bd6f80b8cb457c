"""Every point that a text prints: decimal degrees, degrees with minutes and seconds, and the military grid."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from mgrs import MGRS
from mgrs.core import MGRSError

from imgcat.model.coordinates.angle import Angle, Axis, angles
from imgcat.model.coordinates.coordinate import Coordinate, Notation
from imgcat.model.sphere import EARTH_RADIUS_M

_DEGREE_M = math.radians(1) * EARTH_RADIUS_M
_BETWEEN = re.compile(r"[\s,;/|·)(]{0,4}(?:(?:and|by|y|et|e|und|와|과)\s)?")
_BETWEEN_NUMBERS = re.compile(r"\s?[,;/|]\s?")
_LEAST_OF_NUMBERS = 10
"""Degrees. Two bare numbers below it are rather a result of statistics than a point."""

# At least a kilometre; the letters I and O are not used. A Sentinel-2 tile (`T52SBH`) has no digits after it.
_GRID_REFERENCE = re.compile(
    r"(?<![\w-])(?P<zone>[0-9]{1,2})[ \u00a0]?(?P<band>[C-HJ-NP-X])[ \u00a0]?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])"
    r"[ \u00a0]?(?P<east>[0-9]{2,10})(?:[ \u00a0](?P<north>[0-9]{2,5}))?(?![\w])"
)
_WIDEST_ZONE = 7
"""Degrees from the middle of a zone to its edge: 3 as a rule, more in Norway and Svalbard."""

_GRID = MGRS()


def find_coordinates(text: str, language: str | None = None) -> list[Coordinate]:
    """Every point in the text, in order, none overlapping.

    Of two numbers without hemisphere or label the first is the latitude, as is the custom in print. `language`
    (BCP 47) tells whether the hemisphere `O` is west (Spanish, French) or east (German, Dutch).
    """
    found = [*_pairs(text, language), *_grid_references(text)]
    kept: list[Coordinate] = []
    for each in sorted(found, key=lambda each: each.start):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _pairs(text: str, language: str | None) -> Iterator[Coordinate]:
    taken = 0
    for one, other in pairwise(angles(text, language)):
        between = _BETWEEN_NUMBERS if one.plain and other.plain else _BETWEEN
        if one.start < taken or not between.fullmatch(text, one.end, other.start):
            continue
        if (pair := _lat_lon(one, other)) is None:
            continue
        lat, lon = pair
        taken = other.end
        notation = (
            Notation.SEXAGESIMAL if one.sexagesimal or other.sexagesimal else Notation.DECIMAL
        )
        yield Coordinate(
            lon.degrees,
            lat.degrees,
            text[one.start : other.end].strip(),
            one.start,
            other.end,
            max(one.unit, other.unit) * _DEGREE_M,
            notation,
        )


def _lat_lon(one: Angle, other: Angle) -> tuple[Angle, Angle] | None:
    if {one.axis, other.axis} == {Axis.LAT, Axis.LON}:
        return (one, other) if one.axis is Axis.LAT else (other, one)
    if one.axis is not other.axis or one.plain != other.plain or abs(one.degrees) > 90:
        return None
    is_large = max(abs(one.degrees), abs(other.degrees)) >= _LEAST_OF_NUMBERS
    return (one, other) if one.axis is Axis.UNKNOWN and (is_large or not one.plain) else None


def _grid_references(text: str) -> Iterator[Coordinate]:
    for match in _GRID_REFERENCE.finditer(text):
        east, north = match["east"], match["north"] or ""
        if len(east + north) % 2 or len(east + north) > 10 or (north and len(east) != len(north)):
            continue
        if not north and len(east) < 4:
            continue
        square = f"{int(match['zone'])}{match['band']}{match['square']}"
        try:
            lat, lon = _GRID.toLatLon(square + east + north)
        except MGRSError:
            continue
        if abs((lon - 6 * int(match["zone"]) + 183 + 180) % 360 - 180) <= _WIDEST_ZONE:
            size = 10.0 ** (5 - len(east + north) // 2)
            yield Coordinate(lon, lat, match[0], match.start(), match.end(), size, Notation.MGRS)
