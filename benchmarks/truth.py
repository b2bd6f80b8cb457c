"""Brute force: what is true of all scenes, looked at one by one in columns, without any index.

Columns are made from the scenes' numbers and not read from their JSON; some fifty bytes a scene are kept, and what else
is asked of a few of them is made again.
"""

import datetime as dt
from collections.abc import Iterable

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from benchmarks.ask import Json
from benchmarks.scene_json import items, scene_ids
from benchmarks.scenes import BASELINES, RARE_BASELINES, Scenes, chunks, scenes_at

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_BASELINES = (*BASELINES, *RARE_BASELINES)


class Truth:
    """All scenes of a seed. A mask says of each whether it is meant. Times are milliseconds since 1970."""

    def __init__(self, count: int, seed: int) -> None:
        self._seed = seed
        self.time = np.empty(count, np.int64)
        self.cloud = np.empty(count)
        self.ascending = np.empty(count, bool)
        self._month = np.empty(count, np.int16)
        self._baseline = np.empty(count, np.int8)
        self._low, self._high = np.empty((2, count)), np.empty((2, count))
        at = 0
        for part in chunks(count, seed):
            here = slice(at, at := at + len(part))
            self.time[here], self.cloud[here] = part.time, part.cloud
            self.ascending[here] = part.ascending
            self._month[here] = part.time.astype("M8[ms]").astype("M8[M]").astype(np.int64)
            for code, baseline in enumerate(_BASELINES):
                self._baseline[here][part.baseline == baseline] = code
            self._low[:, here] = part.ring.min(axis=1).T
            self._high[:, here] = part.ring.max(axis=1).T

    def __len__(self) -> int:
        return len(self.time)

    def intersecting(self, geometry: BaseGeometry) -> Mask:
        """The scenes whose footprint has a point in common with the geometry."""
        west, south, east, north = geometry.bounds
        found: Mask = (
            (self._low[0] <= east)
            & (self._high[0] >= west)
            & (self._low[1] <= north)
            & (self._high[1] >= south)
        )
        tested = found.copy()
        if geometry.equals(box(geometry.bounds)):
            tested &= ~(
                (self._low[0] >= west)
                & (self._high[0] <= east)
                & (self._low[1] >= south)
                & (self._high[1] <= north)
            )
        rows = np.flatnonzero(tested)
        found[rows] = shapely.intersects(shapely.polygons(self.part(rows).ring), geometry)
        return found

    def between(self, first: dt.datetime, last: dt.datetime) -> Mask:
        """The scenes taken in a closed interval."""
        start, end = first.timestamp() * 1000, last.timestamp() * 1000
        found: Mask = (self.time >= start) & (self.time <= end)
        return found

    def of_baseline(self, baseline: str) -> Mask:
        """The scenes of a processing baseline."""
        found: Mask = self._baseline == _BASELINES.index(baseline)
        return found

    def part(self, rows: Rows) -> Scenes:
        """Some of the scenes, with all that is known of them."""
        return scenes_at(rows.astype(np.uint64), self._seed)

    def ids(self, rows: Rows) -> list[str]:
        """The ids of some scenes."""
        return scene_ids(self.part(rows))

    def item(self, row: int) -> Json:
        """A scene's Item."""
        found: Json = orjson.loads(next(iter(items(self.part(np.array([row]))))))
        return found

    def newest(self, mask: Mask, most: int) -> dict[str, int]:
        """The ids and times of the scenes that are taken last among those that are meant, and all their equals."""
        rows = np.flatnonzero(mask)
        if len(rows) > most:
            times = self.time[rows]
            last = np.partition(times, len(rows) - most)[len(rows) - most]
            rows = rows[times >= last]
        return dict(zip(self.ids(rows), self.time[rows].tolist(), strict=True))

    def months(self, mask: Mask) -> dict[str, int]:
        """How many of the scenes that are meant were taken in each month: `2024-08`."""
        counts = np.bincount(self._month[mask])
        months = np.flatnonzero(counts)
        return dict(zip(map(str, months.astype("M8[M]")), counts[months].tolist(), strict=True))


def box(bounds: Iterable[float]) -> BaseGeometry:
    """A box from west, south, east, north."""
    return shapely.box(*bounds)
