"""The basemap in Python: what lies in a box, cut to it, for maps that need no script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.web.assets import ASSETS
from imgcat.web.polyline import decoded

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west and east may lie beyond 180."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town: rank 0 is the most important."""

    name: str
    lon: float
    lat: float
    rank: int


class Basemap:
    """Natural Earth as `scripts/build_basemap.py` has packed it."""

    def __init__(self, packed: bytes) -> None:
        data = orjson.loads(packed[packed.index(b"{") : packed.rindex(b"}") + 1])
        self._trees = {
            name: shapely.STRtree(
                [_geometry(line, data["steps"], name == "land") for line in data[name]]
            )
            for name in ("land", "rivers", "borders", "disputed")
        }
        self._towns = [Town(*each) for each in data["places"]]

    def within(self, name: str, box: Box) -> Iterator[BaseGeometry]:
        """The parts of the rings of land, or of rivers, borders or disputed borders, that lie in a box."""
        for shift, part in _copies(box):
            tree = self._trees[name]
            for found in tree.geometries[tree.query(shapely.box(*part))]:
                cut = shapely.clip_by_rect(found, *part)
                if not cut.is_empty:
                    yield shapely.transform(cut, lambda xy, by=shift: xy + (by, 0))  # noqa: RUF005

    def towns(self, box: Box) -> Iterator[Town]:
        """The towns in a box, most important first."""
        copies = list(_copies(box))
        for town in self._towns:
            for shift, (west, south, east, north) in copies:
                if west <= town.lon <= east and south <= town.lat <= north:
                    yield Town(town.name, town.lon + shift, town.lat, town.rank)


def _copies(box: Box) -> Iterator[tuple[float, Box]]:
    """The box on the globe as it is stored, and by how much what is found must be moved to lie in the box asked for."""
    west, south, east, north = box
    for shift in (-360.0, 0.0, 360.0):
        part = max(-180.0, west - shift), south, min(180.0, east - shift), north
        if part[0] < part[2]:
            yield shift, part


def _geometry(line: str, steps: int, area: bool) -> BaseGeometry:
    points: Sequence[tuple[float, float]] = [(x / steps, y / steps) for x, y in decoded(line)]
    if not area:
        return shapely.LineString(points)
    ring = shapely.Polygon(points)
    return ring if ring.is_valid else shapely.make_valid(ring)


@cache
def basemap() -> Basemap:
    """The basemap that ships."""
    return Basemap(ASSETS["basemap.js"].body)
