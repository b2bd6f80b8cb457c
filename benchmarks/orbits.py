"""Which tiles Sentinel-2 sees on which of its orbits, and how much of each: a model, close enough to be plausible.

The satellites repeat 143 orbits every ten days. Tracks lie 360/143 degrees apart at the equator, and one orbit follows
the other ten tracks to the west, so that every place is passed at half past ten by its sun.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from imgcat.model.grid import sentinel2_grid

ORBITS = 143
CYCLE_DAYS = 10
PERIOD_S = CYCLE_DAYS * 86_400 / ORBITS
SWATH_KM = 290.0
TILE_KM = 110.0
DEGREE_KM = 111.32

Degrees = NDArray[np.float64]

LAND = (
    (-10, 36, 40, 70),
    (-17, 4, 40, 36),
    (9, -34, 40, 4),
    (40, 12, 60, 70),
    (60, 8, 90, 70),
    (90, 20, 140, 70),
    (95, -10, 125, 20),
    (114, -38, 153, -12),
    (-125, 25, -65, 60),
    (-105, 8, -77, 25),
    (-80, -20, -35, 8),
    (-73, -55, -48, -20),
)
"""Boxes (west, south, east, north) that are mostly land: where scenes are."""

EPOCH = dt.datetime(2016, 1, 1, 10, 30, tzinfo=dt.UTC)
"""When orbit 0 of the first cycle crosses the equator southwards, at longitude 0."""

SATELLITES = (("sentinel-2a", 0, 0, 329), ("sentinel-2b", 5, 55, 310), ("sentinel-2c", 0, 329, 36))
"""Name, days after the epoch's cycle, first cycle, and number of cycles, up to the end of 2025."""

PASSES = sum(cycles for _, _, _, cycles in SATELLITES)
"""How often a tile is seen from one relative orbit."""


@dataclass(frozen=True, slots=True)
class Views:
    """Every pair of a tile and a relative orbit that sees it. Rings have four corners, lon/lat, counterclockwise."""

    tiles: NDArray[np.str_]
    orbits: NDArray[np.int64]
    rings: NDArray[np.float64]
    shares: NDArray[np.float64]
    """How much of the tile's width lies in the swath; negative when it is the western part."""

    def __len__(self) -> int:
        return len(self.tiles)


@cache
def views() -> Views:
    """All views of tiles on land; tiles that cross the antimeridian are left out."""
    names, corners = _tiles()
    centres = corners.mean(axis=1)
    lon, lat = centres[:, 0], centres[:, 1]
    # The track leans: a descending satellite is further east the further north it is.
    lean = 0.07 * lat + np.degrees(np.arcsin(np.tan(np.radians(lat)) / np.tan(np.radians(81.4))))
    spacing = 360 / ORBITS
    nearest = np.round((lon - lean) / spacing)
    found = []
    for step in range(-4, 5):
        track = nearest + step
        east_km = (lon - lean - track * spacing) * DEGREE_KM * np.cos(np.radians(lat))
        covered = np.minimum((SWATH_KM + TILE_KM) / 2 - np.abs(east_km), TILE_KM) / TILE_KM
        seen = np.flatnonzero(covered > 0.05)
        # The inverse of 10 modulo 143 is 43: from a track's place to its place in time.
        orbit = (-43 * track[seen].astype(np.int64)) % ORBITS
        # East of the track, it is a tile's western part that is in the swath.
        side = np.where(east_km[seen] > 0, -1.0, 1.0)
        found.append((seen, orbit, covered[seen] * side))
    rows = np.concatenate([seen for seen, _, _ in found])
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    orbits = np.concatenate([orbit for _, orbit, _ in found])[order]
    shares = np.concatenate([share for _, _, share in found])[order]
    return Views(names[rows], orbits, corners[rows], shares)


def _tiles() -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """Names and corners (south-west, south-east, north-east, north-west) of the tiles on land."""
    grid = sentinel2_grid()
    names = np.array([name for name in grid if _near_land(name[:3])])
    cells = np.array([grid.cell(name) for name in names])
    simple = (shapely.get_type_id(cells) == shapely.GeometryType.POLYGON) & (
        shapely.get_num_coordinates(cells) == 5
    )
    names, cells = names[simple], cells[simple]
    corners = shapely.get_coordinates(cells).reshape(-1, 5, 2)[:, :4]
    x, y = corners.mean(axis=1).T
    land = _on_land(x, y, margin=0)
    names, corners = names[land], corners[land]
    middle = corners - corners.mean(axis=1, keepdims=True)
    order = np.argmax(middle @ _CORNERS.T, axis=1)
    return names, np.take_along_axis(corners, order[:, :, None], axis=1)


@cache
def _near_land(part: str) -> bool:
    """Whether a part of a UTM zone, with which tiles' names begin (`52S`), has land; most have not."""
    west, south = int(part[:2]) * 6 - 186, _BANDS.index(part[2]) * 8 - 80
    return bool(_on_land(np.array(west + 3.0), np.array(south + 4.0), margin=6).any())


def _on_land(x: Degrees, y: Degrees, margin: float) -> NDArray[np.bool_]:
    """Which points lie in a box of land, or within so many degrees of one."""
    land = np.zeros(x.shape, bool)
    for west, south, east, north in LAND:
        land |= (
            (west - margin <= x)
            & (x < east + margin)
            & (south - margin <= y)
            & (y < north + margin)
        )
    return land


_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
