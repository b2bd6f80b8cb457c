"""Many places at once, and which of them footprints cover."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.coverage import Area, Coverage
from imgcat.model.share import Geometries, shares


@dataclass(frozen=True, slots=True)
class Tie:
    """That the footprint with this number covers a place, how, and what share of where the place may lie."""

    footprint: int
    place: str
    coverage: Coverage
    share: float


class Places:
    """Places, each by its id. Which of them a footprint covers is found without trying them all."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._ids = list(areas)
        self._extents = np.array([area.extent for area in areas.values()], dtype=object)
        self._points = np.array([area.point for area in areas.values()], dtype=object)
        self._tree = shapely.STRtree(self._extents)

    def covered(self, footprint: BaseGeometry | None) -> dict[str, Coverage]:
        """The places that a footprint covers at least in part, and how."""
        if footprint is None:
            return {}
        return {tie.place: tie.coverage for tie in self.ties(np.array([footprint]))}

    def ties(self, footprints: Geometries) -> Iterator[Tie]:
        """What each of many footprints covers, in order of the footprints; None among them covers nothing."""
        numbers, places = self._tree.query(footprints, predicate="intersects")
        if not numbers.size:
            return
        shapely.prepare(footprints)
        covering, extents = footprints[numbers], self._extents[places]
        measured = shares(covering, extents)
        whole = shapely.covers(covering, extents)
        point = shapely.covers(covering, self._points[places])
        hows = np.where(whole, 0, np.where(point, 1, 2))
        ways = list(Coverage)
        found = zip(
            numbers.tolist(), places.tolist(), hows.tolist(), measured.tolist(), strict=True
        )
        for number, place, how, part in sorted(found):
            yield Tie(number, self._ids[place], ways[how], part)
