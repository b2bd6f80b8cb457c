"""Brute force: what is true of all scenes, looked at one by one in columns, without any index."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from benchmarks.ask import Json
from benchmarks.scene_json import items, scene_ids
from benchmarks.scenes import Scenes, chunks

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Truth:
    """All scenes of a seed. A mask says of each whether it is meant."""

    def __init__(self, count: int, seed: int) -> None:
        parts = list(chunks(count, seed))
        self.scenes = Scenes(
            **{
                field.name: np.concatenate([getattr(part, field.name) for part in parts])
                for field in fields(Scenes)
            }
        )
        self._low, self._high = self.scenes.ring.min(axis=1), self.scenes.ring.max(axis=1)

    def __len__(self) -> int:
        return len(self.scenes)

    def intersecting(self, geometry: BaseGeometry) -> Mask:
        """The scenes whose footprint has a point in common with the geometry."""
        west, south, east, north = geometry.bounds
        found: Mask = (
            (self._low[:, 0] <= east)
            & (self._high[:, 0] >= west)
            & (self._low[:, 1] <= north)
            & (self._high[:, 1] >= south)
        )
        rows = np.flatnonzero(found)
        found[rows] = shapely.intersects(shapely.polygons(self.scenes.ring[rows]), geometry)
        return found

    def between(self, first: dt.datetime, last: dt.datetime) -> Mask:
        """The scenes taken in a closed interval."""
        start, end = first.timestamp() * 1000, last.timestamp() * 1000
        found: Mask = (self.scenes.time >= start) & (self.scenes.time <= end)
        return found

    def part(self, rows: Rows) -> Scenes:
        """Some of the scenes."""
        return Scenes(**{one.name: getattr(self.scenes, one.name)[rows] for one in fields(Scenes)})

    def ids(self, rows: Rows) -> list[str]:
        """The ids of some scenes."""
        return scene_ids(self.part(rows))

    def item(self, row: int) -> Json:
        """A scene's Item."""
        found: Json = orjson.loads(next(iter(items(self.part(np.array([row]))))))
        return found

    def newest(self, mask: Mask, most: int) -> dict[str, int]:
        """The ids and times (ms) of the scenes that are taken last among those that are meant, and all their equals."""
        rows = np.flatnonzero(mask)
        if len(rows) > most:
            times = self.scenes.time[rows]
            last = np.partition(times, len(rows) - most)[len(rows) - most]
            rows = rows[times >= last]
        return dict(zip(self.ids(rows), self.scenes.time[rows].tolist(), strict=True))

    def months(self, mask: Mask) -> dict[str, int]:
        """How many of the scenes that are meant were taken in each month: `2024-08`."""
        months, counts = np.unique(
            self.scenes.time[mask].astype("M8[ms]").astype("M8[M]"), return_counts=True
        )
        return dict(zip(map(str, months), counts.tolist(), strict=True))


def box(bounds: Iterable[float]) -> BaseGeometry:
    """A box from west, south, east, north."""
    return shapely.box(*bounds)
