"""Scenes in columns: what is true of each of them, before it is written as JSON.

Scene number n of a seed is the same whatever the number of scenes, so a small set is the start of a large one. Passes
are drawn without repetition from all that the satellites made from 2016 to 2025, in random order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.draw import Numbers, permuted, uniform
from benchmarks.orbits import EPOCH, ORBITS, PASSES, PERIOD_S, SATELLITES, views

CHUNK = 20_000
COLLECTION = "sentinel-2-l2a"
BASELINES = ("05.10", "05.09", "05.11", "04.00", "03.01")
RARE_BASELINES = ("02.11", "02.12", "02.13", "02.14", "05.00", "99.98", "99.99")
RARE = 0.0002
"""The share of scenes with each of the rare baselines, and of those on an ascending pass."""


@dataclass(frozen=True, slots=True)
class Scenes:
    """Columns of equal length. Times are milliseconds since 1970, UTC; rings are lon, lat, four corners, rounded."""

    view: NDArray[np.int64]
    tile: NDArray[np.str_]
    satellite: NDArray[np.int64]
    orbit: NDArray[np.int64]
    absolute_orbit: NDArray[np.int64]
    time: NDArray[np.int64]
    processed: NDArray[np.int64]
    ring: Numbers
    cloud: Numbers
    snow: Numbers
    nodata: Numbers
    sun_azimuth: Numbers
    sun_elevation: Numbers
    baseline: NDArray[np.str_]
    ascending: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.tile)


def chunks(count: int, seed: int, start: int = 0) -> Iterator[Scenes]:
    """Scenes `start` to `count`, some thousands at a time."""
    for first in range(start, count, CHUNK):
        yield scenes(first, min(first + CHUNK, count), seed)


def scenes(start: int, end: int, seed: int) -> Scenes:
    """Scenes number `start` to `end`. Raises ValueError when there are not so many passes."""
    most = len(views()) * PASSES
    if end > most:
        raise ValueError(f"There are {most} scenes at most; asked for {end}.")
    return scenes_at(np.arange(start, end, dtype=np.uint64), seed)


def scenes_at(indices: NDArray[np.uint64], seed: int) -> Scenes:
    """The scenes with these numbers."""
    seen = views()
    drawn = permuted(indices, len(seen) * PASSES, seed).astype(np.int64)
    view, passed = drawn // PASSES, drawn % PASSES
    firsts = np.cumsum([0, *(cycles for _, _, _, cycles in SATELLITES)])
    satellite = np.searchsorted(firsts, passed, side="right") - 1
    cycle = (
        np.array([first for _, _, first, _ in SATELLITES])[satellite] + passed - firsts[satellite]
    )
    orbit = seen.orbits[view]
    corners = seen.rings[view]
    centre = corners.mean(axis=1)

    def draw(what: str) -> Numbers:
        return uniform(indices, seed, what)

    seconds = (
        np.array([days for _, days, _, _ in SATELLITES])[satellite] * 86_400
        + (cycle * ORBITS + orbit) * PERIOD_S
        - centre[:, 1] / 360 * PERIOD_S
        + draw("seconds") * 4
    )
    time = (int(EPOCH.timestamp()) * 1000 + seconds * 1000).astype(np.int64)
    share, ring = _in_swath(corners, seen.shares[view], draw("edge"))
    elevation, azimuth = _sun(time, centre[:, 1])
    return Scenes(
        view=view,
        tile=seen.tiles[view],
        satellite=satellite,
        orbit=np.where(orbit == 0, ORBITS, orbit),
        absolute_orbit=1_000 + cycle * ORBITS + orbit,
        time=time,
        processed=time // 1000 * 1000 + (7_200_000 + draw("process") * 86_400_000).astype(np.int64),
        ring=ring,
        cloud=_clouds(draw("weather"), draw("cloud")),
        snow=np.where(np.abs(centre[:, 1]) > 40, draw("snow") ** 6 * 100, 0.0).round(6),
        nodata=((1 - share) * 100).round(6),
        sun_azimuth=azimuth.round(6),
        sun_elevation=elevation.round(6),
        baseline=_baselines(draw("baseline")),
        ascending=draw("ascend") < RARE,
    )


def _in_swath(corners: Numbers, shares: Numbers, drawn: Numbers) -> tuple[Numbers, Numbers]:
    """How much of each tile has data, and its ring: the whole tile, or the part on one side of a slanting edge."""
    share = np.clip(np.abs(shares) + (drawn - 0.5) * 0.02, 0.04, 1.0)
    whole = np.abs(shares) >= 1
    share[whole] = 1.0
    south_west, south_east, north_east, north_west = corners.transpose(1, 0, 2)
    slant = np.where(whole, 0.0, 0.04)
    upper, lower = np.clip(share + slant, 0, 1)[:, None], np.clip(share - slant, 0.01, 1)[:, None]
    western = np.stack(
        [
            south_west,
            south_west + (south_east - south_west) * lower,
            north_west + (north_east - north_west) * upper,
            north_west,
        ],
        axis=1,
    )
    eastern = np.stack(
        [
            south_east + (south_west - south_east) * upper,
            south_east,
            north_east,
            north_east + (north_west - north_east) * lower,
        ],
        axis=1,
    )
    ring = np.where((shares < 0)[:, None, None], western, eastern)
    return share, ring.round(6)


def _clouds(weather: Numbers, drawn: Numbers) -> Numbers:
    """Percent: a quarter of the scenes is nearly clear, a quarter overcast, and the rest anything."""
    clear, overcast = weather < 0.25, weather > 0.75
    cloud = np.where(clear, drawn**2 * 8, np.where(overcast, 100 - drawn**2 * 10, drawn * 100))
    return cloud.round(6)


def _baselines(drawn: Numbers) -> NDArray[np.str_]:
    common = np.array(BASELINES)[(drawn * len(BASELINES)).astype(np.int64)]
    which = np.floor((1 - drawn) / RARE).astype(np.int64)
    rare = which < len(RARE_BASELINES)
    return np.where(rare, np.array(RARE_BASELINES)[np.where(rare, which, 0)], common)


def _sun(time: NDArray[np.int64], lat: Numbers) -> tuple[Numbers, Numbers]:
    """Elevation and azimuth in degrees at half past ten by the sun, by the day of the year."""
    day = time / 86_400_000 % 365.25
    declination = np.radians(-23.44 * np.cos(2 * np.pi * (day + 10) / 365.25))
    phi, hour = np.radians(lat), np.radians(-22.5)
    sine = np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.cos(hour)
    elevation = np.arcsin(np.clip(sine, -1, 1))
    east = -np.cos(declination) * np.sin(hour)
    north = np.cos(phi) * np.sin(declination) - np.sin(phi) * np.cos(declination) * np.cos(hour)
    return np.degrees(elevation), np.degrees(np.arctan2(east, north)) % 360
