"""Footprints as an index keeps them: in whole units of 10^-7 degrees where that loses nothing, otherwise as WKB."""

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Geometries = NDArray[Any]

_UNITS = 10_000_000
_PACKED = b"\x02"
"""Marks a packed outline; WKB begins with 0 or 1."""
_MOST = 64
"""Positions of the longest outline that is packed."""
_LITTLE_ENDIAN, _POLYGON = 1, 3
_LAYOUTS = {
    count: (struct.Struct(f"<{count}i"), struct.Struct(f"<BIII{count + 2}d"))
    for count in range(0, 2 * _MOST + 1, 2)
}
"""By how many numbers are kept: how they are laid out, and the WKB of them."""


def pack(footprint: BaseGeometry) -> bytes:
    """A footprint as it is kept. Most are outlines of a few corners, written with no more than seven digits."""
    if footprint.geom_type == "Polygon" and not shapely.get_num_interior_rings(footprint):
        degrees = shapely.get_coordinates(footprint)[:-1]
        units = np.rint(degrees * _UNITS)
        if len(degrees) <= _MOST and (units / _UNITS == degrees).all():
            return _PACKED + bytes(units.astype("<i4").tobytes())
    found: bytes = shapely.to_wkb(footprint)
    return found


def wkb_of(kept: bytes) -> bytes:
    """The WKB of what `pack` made."""
    if not kept.startswith(_PACKED):
        return kept
    count = (len(kept) - 1) // 4
    units, written = _LAYOUTS[count]
    ring = [unit / _UNITS for unit in units.unpack_from(kept, 1)]
    return written.pack(_LITTLE_ENDIAN, _POLYGON, 1, count // 2 + 1, *ring, *ring[:2])


@lru_cache(maxsize=8_192)
def footprint_of(kept: bytes) -> BaseGeometry:
    """The geometry of what `pack` made; the latest are kept, as places are asked for again and again."""
    return shapely.from_wkb(wkb_of(kept))


def footprints_of(kept: Sequence[bytes]) -> Geometries:
    """The geometries of what `pack` made, an array of them."""
    found = np.empty(len(kept), dtype=object)
    sizes = np.array([len(each) if each.startswith(_PACKED) else 0 for each in kept])
    for size in np.unique(sizes).tolist():
        at = np.flatnonzero(sizes == size)
        those = [kept[place] for place in at.tolist()]
        if size == 0:
            found[at] = shapely.from_wkb(those)
        else:
            rows = np.frombuffer(b"".join(those), np.uint8).reshape(-1, size)[:, 1:]
            units = np.ascontiguousarray(rows).view("<i4").reshape(len(at), -1, 2)
            found[at] = shapely.polygons(units / _UNITS)
    return found
