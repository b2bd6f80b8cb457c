"""Many polygons of one ring at once: those that are on the Earth as they are written."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ring = Sequence[tuple[float, float]]


def plain_rings(rings: Sequence[Ring]) -> Iterator[tuple[list[int], Floats, Flags]]:
    """Rings by how many positions they have: which they are, their positions, and which of them are plain.

    A plain ring is a valid polygon, closed, within ±180 and ±90 degrees, that does not reach around half of the Earth.
    `imgcat.model.footprint.footprint` makes the same of it. Boxes come in the order in which it writes them.
    """
    order = sorted(range(len(rings)), key=lambda at: len(rings[at]))
    for count, group in groupby(order, key=lambda at: len(rings[at])):
        which = list(group)
        if count < 4:
            yield which, np.zeros((len(which), count, 2)), np.zeros(len(which), dtype=bool)
            continue
        positions = np.array([rings[at] for at in which], dtype=np.float64)
        fine = (positions[:, 0] == positions[:, -1]).all(axis=1)
        fine &= (np.abs(positions) <= (180, 90)).all(axis=(1, 2))
        fine &= np.ptp(positions[:, :, 0], axis=1) <= 180
        if count == 5:
            _write_boxes(positions)
        polygons = shapely.polygons(np.where(fine[:, None, None], positions, 0))
        yield which, positions, fine & shapely.is_valid(polygons)


def _write_boxes(positions: Floats) -> None:
    """Put the corners of boxes along the parallels into the order of `shapely.box`."""
    steps = np.diff(positions, axis=1) != 0
    boxes = np.flatnonzero((steps[:, :, 0] != steps[:, :, 1]).all(axis=1))
    if len(boxes):
        west, south = positions[boxes].min(axis=1).T
        east, north = positions[boxes].max(axis=1).T
        corners = [(east, south), (east, north), (west, north), (west, south), (east, south)]
        positions[boxes] = np.array(corners).transpose(2, 0, 1)
