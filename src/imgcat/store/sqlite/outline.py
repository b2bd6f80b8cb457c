"""Footprints as an index keeps them: in whole units of 10^-7 degrees where that loses nothing, otherwise as WKB."""

import struct

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]

_UNITS = 10_000_000
_PACKED = b"\x02"
"""Marks a packed outline; WKB begins with 0 or 1."""
_MOST = 64
"""Positions of the longest outline that is packed."""
_LITTLE_ENDIAN, _POLYGON = 1, 3


def pack(footprint: BaseGeometry) -> bytes:
    """A footprint as it is kept. Most are outlines of a few corners, written with no more than seven digits."""
    if footprint.geom_type == "Polygon" and not shapely.get_num_interior_rings(footprint):
        return pack_rings(shapely.get_coordinates(footprint)[None])[0]
    found: bytes = shapely.to_wkb(footprint)
    return found


def pack_rings(rings: Floats) -> list[bytes]:
    """Polygons of one ring as they are kept, from their positions: as many for each."""
    degrees = rings[:, :-1]
    units = np.rint(degrees * _UNITS)
    fits = (units / _UNITS == degrees).all(axis=(1, 2)) & (degrees.shape[1] <= _MOST)
    written = units.astype("<i4").tobytes()
    size = len(written) // max(1, len(rings))
    return [
        _PACKED + written[at * size : (at + 1) * size]
        if fit
        else shapely.to_wkb(shapely.polygons(rings[at]))
        for at, fit in enumerate(fits.tolist())
    ]


def wkb_of(kept: bytes) -> bytes:
    """The WKB of what `pack` made."""
    if not kept.startswith(_PACKED):
        return kept
    count = (len(kept) - 1) // 4
    units = struct.unpack_from(f"<{count}i", kept, 1)
    ring = [unit / _UNITS for unit in units]
    head = (_LITTLE_ENDIAN, _POLYGON, 1, count // 2 + 1)
    return struct.pack(f"<BIII{count + 2}d", *head, *ring, *ring[:2])
