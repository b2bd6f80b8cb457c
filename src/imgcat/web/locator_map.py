"""A map of the surroundings of a place that needs no script: paths and points, placed. A template draws it.

Flat near the place: a degree of longitude is as long as it is at the place's latitude.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.sphere import EARTH_RADIUS_M
from imgcat.web.basemap import Basemap, Box, Town

WIDTH, HEIGHT = 340, 300
LEAST = 240_000.0
MOST = 6_000_000.0
"""Metres from the left to the right edge, at the least and at the most."""

MOST_TOWNS = 7
_BARS = (10, 20, 50, 100, 200, 500, 1000, 2000)  # kilometres of the scale bar
_METRES = math.pi * EARTH_RADIUS_M / 180  # of a degree of latitude


@dataclass(frozen=True, slots=True)
class Label:
    """A town: where it lies, and its name."""

    name: str
    x: float
    y: float
    before: bool
    """Whether the name stands before the town, as there is no room after it."""


@dataclass(frozen=True, slots=True)
class Locator:
    """All that is drawn, in units of the drawing. `radius` is that of the uncertainty; `bar` is a length in km."""

    width: int
    height: int
    land: str
    rivers: str
    borders: str
    disputed: str
    towns: tuple[Label, ...]
    x: float
    y: float
    radius: float
    bar: int
    bar_length: float


def locator(basemap: Basemap, lon: float, lat: float, uncertainty_m: float | None) -> Locator:
    """The map around a place whose position is uncertain by so many metres."""
    across = min(MOST, max(LEAST, 6 * (uncertainty_m or 0)))
    frame = _Frame(lon, lat, across / WIDTH)
    bar = max((each for each in _BARS if each * 1000 < across / 4), default=_BARS[0])
    x, y = frame.place(lon, lat)
    return Locator(
        width=WIDTH,
        height=HEIGHT,
        land=frame.path(basemap.within("land", frame.box)),
        rivers=frame.path(basemap.within("rivers", frame.box)),
        borders=frame.path(basemap.within("borders", frame.box)),
        disputed=frame.path(basemap.within("disputed", frame.box)),
        towns=tuple(_labels(basemap.towns(frame.box), frame)),
        x=x,
        y=y,
        radius=round((uncertainty_m or 0) / frame.scale, 1),
        bar=bar,
        bar_length=round(bar * 1000 / frame.scale, 1),
    )


class _Frame:
    """Degrees to units around a place; `scale` is metres a unit."""

    def __init__(self, lon: float, lat: float, scale: float) -> None:
        self.scale = scale
        half = HEIGHT / 2 * scale / _METRES
        # The frame is moved so that it does not reach beyond a pole.
        middle = min(max(lat, half - 90), 90 - half)
        self._stretch = max(0.05, math.cos(math.radians(middle)))
        wide = min(179.9, WIDTH / 2 * scale / _METRES / self._stretch)
        self.box: Box = (lon - wide, middle - half, lon + wide, middle + half)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        west, _, _, north = self.box
        x = (lon - west) * self._stretch * _METRES / self.scale
        y = (north - lat) * _METRES / self.scale
        return round(x, 1), round(y, 1)

    def path(self, geometries: Iterable[BaseGeometry]) -> str:
        """The lines and rings as data of an SVG path."""
        slack = self.scale / _METRES / 2  # half a unit
        made = []
        for geometry in geometries:
            for part in shapely.get_parts(geometry.simplify(slack)):
                area = part.geom_type == "Polygon"
                for line in [part.exterior, *part.interiors] if area else [part]:
                    points = [self.place(lon, lat) for lon, lat in line.coords]
                    made.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z" * area)
        return "".join(made)


def _labels(towns: Iterable[Town], frame: _Frame) -> Iterator[Label]:
    """The towns whose names have room, most important first; the middle, where the place is, stays free."""
    taken: list[tuple[float, float, float, float]] = [
        (WIDTH / 2 - 14, HEIGHT / 2 - 14, WIDTH / 2 + 14, HEIGHT / 2 + 14)
    ]
    for town in towns:
        x, y = frame.place(town.lon, town.lat)
        length = 7 * len(town.name) + 8
        before = x + length > WIDTH - 4
        left = x - length if before else x - 4
        box = (left, y - 9, left + length + 4, y + 9)
        if box[0] < 2 or not 10 < y < HEIGHT - 24 or _clashes(box, taken):
            continue
        taken.append(box)
        yield Label(town.name, x, y, before)
        if len(taken) > MOST_TOWNS:
            return


def _clashes(
    box: tuple[float, float, float, float], others: Sequence[tuple[float, float, float, float]]
) -> bool:
    return any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
        for left, top, right, bottom in others
    )
