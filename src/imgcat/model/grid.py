"""Two fixed grids of the Earth: Sentinel-2's tiles and Landsat's WRS-2 frames, from tables in the package.

All coordinates are lon, lat in degrees (WGS84). A cell is a Polygon, or a MultiPolygon split at the antimeridian if it
crosses. The tables are read at first use. A tile is looked up, never computed: Sentinel-2 tiles are not MGRS squares.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import shapely
import zstandard
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

MICRODEGREES = 1_000_000
HEADER = struct.Struct("<II")


class Grid:
    """A table of named cells. Its layout is described beside the tables, in `data/grids/README.md`."""

    def __init__(self, table: bytes) -> None:
        count, width = HEADER.unpack_from(table)
        at = HEADER.size
        self._names = np.frombuffer(table, f"S{width}", count, at)
        at += count * width
        sizes = np.frombuffer(table, np.uint8, count, at)
        at += count
        deltas = np.frombuffer(table, "<i4", offset=at).reshape(-1, 2)
        self._points = np.cumsum(deltas, axis=0, dtype=np.int32)
        self._ends = np.cumsum(sizes, dtype=np.int64)
        starts = self._ends - sizes
        self._low = np.minimum.reduceat(self._points, starts)
        self._high = np.maximum.reduceat(self._points, starts)

    def __len__(self) -> int:
        return len(np.unique(self._names))

    def __iter__(self) -> Iterator[str]:
        return (name.decode("ascii") for name in np.unique(self._names))

    def cell(self, name: str) -> BaseGeometry | None:
        """The cell's footprint; None when the grid has no such cell."""
        key = name.encode("ascii", "replace")
        if len(key) != self._names.itemsize:
            return None
        first = int(np.searchsorted(self._names, key, "left"))
        last = int(np.searchsorted(self._names, key, "right"))
        parts = [self._ring(index) for index in range(first, last)]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else MultiPolygon(parts)

    def cells_at(self, lon: float, lat: float) -> tuple[str, ...]:
        """The names of the cells that hold the point or have it on their edge, sorted."""
        found: set[str] = set()
        for x in (180.0, -180.0) if abs(lon) == 180 else (lon,):
            point = np.array([x, lat]) * MICRODEGREES
            near = np.flatnonzero(((self._low <= point) & (point <= self._high)).all(axis=1))
            found.update(
                self._names[index].decode("ascii")
                for index in near
                if shapely.intersects_xy(self._ring(int(index)), x, lat)
            )
        return tuple(sorted(found))

    def _ring(self, index: int) -> BaseGeometry:
        start = self._ends[index - 1] if index else 0
        corners: NDArray[np.float64] = self._points[start : self._ends[index]] / MICRODEGREES
        return Polygon(corners)


@cache
def _grid(name: str) -> Grid:
    packed = files("imgcat").joinpath("data", "grids", f"{name}.zst").read_bytes()
    return Grid(zstandard.ZstdDecompressor().decompress(packed))


def sentinel2_grid() -> Grid:
    """All tiles of ESA's Sentinel-2 tiling grid, named like `36RXV`."""
    return _grid("sentinel-2-tiles")


def wrs2_grid() -> Grid:
    """All WRS-2 frames of descending (day) passes, named by path and row like `117033`."""
    return _grid("wrs-2-frames")


def sentinel2_tile(tile: str) -> BaseGeometry | None:
    """The footprint of a Sentinel-2 tile such as `36RXV`; None when ESA's grid has no such tile."""
    return sentinel2_grid().cell(tile)


def sentinel2_tiles_at(lon: float, lat: float) -> tuple[str, ...]:
    """The Sentinel-2 tiles over a point: up to six, because tiles overlap and UTM zones do."""
    return sentinel2_grid().cells_at(lon, lat)


def wrs2_frame(path: int, row: int) -> BaseGeometry | None:
    """The nominal frame of a WRS-2 path and row; None when there is no descending frame of that name.

    A scene's own footprint lies within some kilometres of it. Rows of ascending (night) passes are not in the table.
    """
    return wrs2_grid().cell(f"{path:03}{row:03}")


def wrs2_frames_at(lon: float, lat: float) -> tuple[tuple[int, int], ...]:
    """The (path, row) of every descending WRS-2 frame over a point."""
    return tuple((int(name[:3]), int(name[3:])) for name in wrs2_grid().cells_at(lon, lat))
