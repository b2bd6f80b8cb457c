"""Random numbers by position: the same seed and index give the same number, however the work is cut into parts."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.uint64]
Numbers = NDArray[np.float64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ROUNDS = 4


def mixed(values: Integers) -> Integers:
    """SplitMix64's finalizer: every bit of the input changes about half of the output's."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def uniform(indices: Integers, seed: int, what: str) -> Numbers:
    """A number in 0..1 (without 1) for each index; `what` names the quantity, so that two are independent."""
    name = int.from_bytes(what.encode()[:8].ljust(8), "little")
    salt = mixed(np.array([seed], np.uint64) + _GOLDEN) ^ np.uint64(name)
    return (mixed(indices * _GOLDEN + mixed(salt)) >> np.uint64(11)).astype(np.float64) / 2**53


def permuted(indices: Integers, size: int, seed: int) -> Integers:
    """A permutation of 0..size-1, at some indices: a Feistel network that walks on until it is back in range."""
    half = np.uint64((max(size - 1, 1).bit_length() + 1) // 2)
    low = np.uint64((1 << int(half)) - 1)
    keys = mixed(np.arange(_ROUNDS, dtype=np.uint64) + np.array([seed], np.uint64) * _GOLDEN)

    def once(values: Integers) -> Integers:
        left, right = values >> half, values & low
        for key in keys:
            left, right = right, left ^ (mixed(right + key) & low)
        return (left << half) | right

    values = once(indices.astype(np.uint64))
    while (outside := values >= size).any():
        values[outside] = once(values[outside])
    return values
