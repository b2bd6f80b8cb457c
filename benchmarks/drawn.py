"""Questions' parameters, drawn at random around scenes that are there."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.ask import Ask, Expected, Found, Search
from benchmarks.records import Records
from benchmarks.scenes import COLLECTION
from benchmarks.truth import Mask, Truth

LIMIT = 10
START, END = dt.datetime(2017, 1, 1, tzinfo=dt.UTC), dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
NEWEST_FIRST = [{"field": "datetime", "direction": "desc"}]

Drawn = tuple[Ask, Expected]


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws questions about scenes and records."""

    truth: Truth
    records: Records
    random: random.Random

    def row(self) -> int:
        return self.random.randrange(len(self.truth))

    def spot(self) -> tuple[float, float]:
        """A point, lon/lat, near the middle of some scene."""
        (ring,) = self.truth.part(np.array([self.row()])).ring
        x, y = ring.mean(axis=0).tolist()
        return round(x + self.random.uniform(-0.1, 0.1), 4), round(
            y + self.random.uniform(-0.1, 0.1), 4
        )

    def bounds(self, smallest: float, largest: float) -> list[float]:
        """A box around a spot, its sides in degrees; within the world."""
        x, y = self.spot()
        wide, high = (self.random.uniform(smallest, largest) / 2 for _ in range(2))
        west, east = max(x - wide, -180.0), min(x + wide, 180.0)
        return [
            round(value, 4) for value in (west, max(y - high, -90.0), east, min(y + high, 90.0))
        ]

    def place(self) -> tuple[str, tuple[float, float]]:
        """The id and the point of one of the places."""
        place = self.random.choice(self.records.places)
        if place.position is None:
            raise ValueError(f"{place.id} has no position.")
        return place.id, place.position.point()

    def time(self) -> dt.datetime:
        return START + (END - START) * self.random.random()

    def search(self, mask: Mask, limit: int = LIMIT, pages: int = 1, **body: Any) -> Drawn:
        """A search of the scenes, newest first, that has to find those that are meant."""
        asked = {"collections": [COLLECTION], **body, "limit": limit, "sortby": NEWEST_FIRST}
        found = self.truth.newest(mask, limit * pages)
        return Search(asked, pages), Found(int(mask.sum()), frozenset(found), found)
