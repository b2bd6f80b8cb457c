"""Cells of grids over the Earth: which one holds a point, and which ones a footprint touches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from imgcat.errors import InvalidRequest
from imgcat.model.bbox import rfc7946_bbox
from imgcat.store.aggregation import Grid

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Shapes = NDArray[Any]

MAX_CELLS = 1_000_000
"""How many cells are looked at for one set of footprints; more would take too long."""

_MERCATOR = 85.0511287798066
"""Degrees of latitude at which web maps end, north and south."""
_BASE32 = "0123456789bcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Lattice:
    """Rows and columns of cells: how degrees become a row or column, and back; and what a cell is called."""

    columns: int
    rows: int
    row_of: Callable[[Floats], Floats]
    """The latitude as a fraction of all rows."""
    edges: Callable[[Floats], tuple[Floats, Floats]]
    """The south and north of rows, from their numbers."""
    name: Callable[[int, int], str]

    def at(self, lon: Floats, lat: Floats) -> tuple[Integers, Integers]:
        """The column and row of the cell that holds each point."""
        column = np.floor((lon + 180) / 360 * self.columns)
        row = np.floor(self.row_of(lat) * self.rows)
        return (
            np.clip(column, 0, self.columns - 1).astype(np.int64),
            np.clip(row, 0, self.rows - 1).astype(np.int64),
        )

    def boxes(self, column: Integers, row: Integers) -> Shapes:
        """The cells as areas, a hair smaller in the east and north, where the next cell begins."""
        west, east = column * 360 / self.columns - 180, (column + 1) * 360 / self.columns - 180
        south, north = self.edges(row.astype(np.float64))
        east = np.where(column + 1 < self.columns, np.nextafter(east, west), 180)
        north = np.where(north < 90, np.nextafter(north, south), 90)
        found: Shapes = shapely.box(west, south, east, north)
        return found

    def touched(self, shapes: Shapes) -> tuple[Integers, Integers]:
        """The column and row of each cell that each of the footprints touches.

        Raises InvalidRequest where the cells are too small for the footprints.
        """
        west, south, east, north = shapely.bounds(shapes).T
        first, low = self.at(west, south)
        last, high = self.at(east, north)
        low, high = np.minimum(low, high), np.maximum(low, high)
        wide, tall = last - first + 1, high - low + 1
        if np.sum(wide.astype(np.float64) * tall) > MAX_CELLS:
            raise InvalidRequest(
                "The cells are too small for these footprints: lower the precision."
            )
        count = wide * tall
        which = np.repeat(np.arange(len(shapes)), count)
        number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        column, row = first[which] + number % wide[which], low[which] + number // wide[which]
        unsure = count[which] > 1
        touches = np.ones(len(which), dtype=bool)
        touches[unsure] = shapely.intersects(
            shapes[which[unsure]], self.boxes(column[unsure], row[unsure])
        )
        return column[touches], row[touches]


def lattice(grid: Grid, precision: int) -> Lattice:
    """The cells of a grid. Raises InvalidRequest for a precision that it does not have."""
    least, most, made = _GRIDS[grid]
    if not least <= precision <= most:
        raise InvalidRequest(
            f"The precision of a {grid} grid is from {least} to {most}; found {precision}."
        )
    return made(precision)


def centroids(shapes: Shapes) -> tuple[Floats, Floats]:
    """The lon and lat of the middle of each footprint; of one that is split at the antimeridian, of both sides."""
    whole = shapes.copy()
    west, _, east, _ = shapely.bounds(whole).T
    for at in np.flatnonzero((west == -180) & (east == 180)):
        start, _, end, _ = rfc7946_bbox(whole[at])
        if start > end:
            whole[at] = shapely.transform(whole[at], _unwrapped)
    middle = shapely.centroid(whole)
    lon = shapely.get_x(middle)
    return np.where(lon > 180, lon - 360, lon), shapely.get_y(middle)


def _unwrapped(positions: Floats) -> Floats:
    return np.column_stack([positions[:, 0] % 360, positions[:, 1]])


def _geohash(length: int) -> Lattice:
    """Cells named by bits of longitude and latitude in turn, five to a letter; longitude comes first."""
    bits = 5 * length
    columns, rows = 1 << (bits + 1) // 2, 1 << bits // 2

    def name(column: int, row: int) -> str:
        code = 0
        for bit in range(bits):
            # From the last bit up; the first of all is one of longitude.
            of = (column, row)[(bits - 1 - bit) % 2]
            code |= (of >> bit // 2 & 1) << bit
        return "".join(_BASE32[code >> 5 * at & 31] for at in reversed(range(length)))

    return Lattice(
        columns,
        rows,
        lambda lat: (lat + 90) / 180,
        lambda row: (row * 180 / rows - 90, (row + 1) * 180 / rows - 90),
        name,
    )


def _geotile(zoom: int) -> Lattice:
    """The tiles of web maps, rows counted from the north; latitudes beyond their end belong to the last row."""
    size = 1 << zoom

    def row_of(lat: Floats) -> Floats:
        bound = np.radians(np.clip(lat, -_MERCATOR, _MERCATOR))
        return (1 - np.arcsinh(np.tan(bound)) / np.pi) / 2

    def latitude(row: Floats) -> Floats:
        found: Floats = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * row / size))))
        return found

    def edges(row: Floats) -> tuple[Floats, Floats]:
        south = np.where(row + 1 < size, latitude(row + 1), -90)
        return south, np.where(row > 0, latitude(row), 90)

    return Lattice(size, size, row_of, edges, lambda column, row: f"{zoom}/{column}/{row}")


_GRIDS: Mapping[Grid, tuple[int, int, Callable[[int], Lattice]]] = {
    Grid.GEOHASH: (1, 12, _geohash),
    Grid.GEOTILE: (0, 29, _geotile),
}
"""The least and the most precision of each grid, and how its lattice is made."""
