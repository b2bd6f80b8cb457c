"""Spatial conditions as SQL: boxes are compared first, the exact test runs on the footprints of the rest."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store.sql.shape_test import ShapeTest, copied
from imgcat.store.sql.sql import Sql, some

LOCATED, UNLOCATED = Sql("item.west IS NOT NULL"), Sql("item.west IS NULL")
SCALE = 46_000
"""The boxes of items are kept in units of 1/46,000 of a degree, rounded outward: such numbers take three bytes."""
_MOST_PARTS = 64
# An item across the antimeridian has its west east of its east, and so meets a box by either side of it. Latitudes are
# compared first: that is the less work, and settles most items.
_MEETS = (
    "item.north >= ? AND item.south <= ?"
    " AND (item.east >= ?) + (item.west <= ?) + (item.west > item.east) >= 2"
)
_INSIDE = "item.south > ? AND item.north < ? AND item.west > ? AND item.east < ? AND item.west <= item.east"
_EXACT = "shape_test(?, (SELECT outline FROM footprint WHERE footprint.num = item.num))"
_RELATED = f"({_MEETS} AND {_EXACT})"
_IN_BBOX = f"({_MEETS} AND ({_INSIDE} OR {_EXACT}))"


def box_of(bbox: Bbox) -> tuple[int, int, int, int]:
    """A bbox as items keep it: west, south, east, north in units of the scale."""
    west, south, east, north = bbox
    box = (
        math.floor(west * SCALE),
        math.floor(south * SCALE),
        math.ceil(east * SCALE),
        math.ceil(north * SCALE),
    )
    if west > east and box[0] <= box[2]:
        return -180 * SCALE, box[1], 180 * SCALE, box[3]
    return box


def area_of(geometry: BaseGeometry) -> list[Bbox]:
    """Boxes around the parts of a geometry, none of which crosses the antimeridian."""
    parts = shapely.get_parts(geometry) if shapely.get_num_geometries(geometry) != 1 else [geometry]
    if len(parts) > _MOST_PARTS:
        return bbox_parts(rfc7946_bbox(geometry))
    return [part.bounds for part in parts if not part.is_empty]


class Shapes:
    """The exact tests that one query makes; SQL refers to them by number."""

    def __init__(self) -> None:
        self.tests: list[ShapeTest] = []
        self._undecided: dict[int, tuple[str, Sequence[Bbox]]] = {}

    @property
    def undecided(self) -> Mapping[int, Sql]:
        """For most tests, by their number, the items that need them: their boxes do not tell."""
        return {number: _any(text, parts) for number, (text, parts) in self._undecided.items()}

    def in_bbox(self, bbox: Bbox) -> Sql:
        """Footprints that intersect a bbox; those wholly inside need no exact test."""
        number, parts = self._tested("intersects", partial(bbox_geometry, *bbox)), bbox_parts(bbox)
        self._undecided[number] = f"({_MEETS} AND NOT ({_INSIDE}))", parts
        return _any(_IN_BBOX, parts, number)

    def related(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """True relations, all of which need the bboxes to meet."""
        number = self._tested(predicate, partial(copied, geometry))
        parts = bbox_parts(rfc7946_bbox(geometry))
        self._undecided[number] = f"({_MEETS})", parts
        return _any(_RELATED, parts, number)

    def unrelated(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """Footprints that do not; of what has none, the test says nothing."""
        return Sql(f"NOT {_EXACT}", (self._tested(predicate, partial(copied, geometry)),))

    def _tested(self, predicate: str, made: Callable[[], BaseGeometry]) -> int:
        self.tests.append(ShapeTest(predicate, made))
        return len(self.tests) - 1


def _any(text: str, parts: Iterable[Bbox], *more: int) -> Sql:
    """A condition on the edges of a box, once or twice in its text, for any of some boxes."""
    edges = [
        (south * SCALE, north * SCALE, west * SCALE, east * SCALE)
        for west, south, east, north in parts
    ]
    times = text.count("?") // 4
    return some(Sql(text, (*edge * times, *more)) for edge in edges)
