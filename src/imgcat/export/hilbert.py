"""The order of a Hilbert curve: what is near on Earth is mostly near in the file."""

import numpy as np
from numpy.typing import NDArray

_BITS = 16
"""Of each coordinate: cells of 0.005 by 0.003 degrees."""


def along_the_curve(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint32]:
    """How far along the curve the cell of each point is; lon, lat in degrees.

    After Lam and Shapiro 1994, two bits at a time from the top, over all points at once.
    """
    side = 2**_BITS
    x = np.clip((lon + 180) / 360 * side, 0, side - 1).astype(np.uint32)
    y = np.clip((lat + 90) / 180 * side, 0, side - 1).astype(np.uint32)
    distance = np.zeros(x.shape, np.uint32)
    for bit in reversed(range(_BITS)):
        half = np.uint32(1 << bit)
        right, upper = (x & half) > 0, (y & half) > 0
        quarter = (3 * right.astype(np.uint32)) ^ upper.astype(np.uint32)
        distance += quarter * half * half
        # The curve within a quarter is the whole turned: mirrored in the lower right, transposed in both lower ones.
        mirrored = right & ~upper
        x, y = np.where(mirrored, side - 1 - x, x), np.where(mirrored, side - 1 - y, y)
        x, y = np.where(upper, x, y), np.where(upper, y, x)
    return distance
