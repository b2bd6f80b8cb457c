"""Spatial conditions as SQL: boxes are compared first, the exact test runs on the footprints of the rest."""

import math
from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store.sql.shape_test import ShapeTest
from imgcat.store.sql.sql import Sql, fill, param, some

LOCATED, UNLOCATED = Sql("item.west IS NOT NULL"), Sql("item.west IS NULL")
SCALE = 46_000
"""The boxes of items are kept in units of 1/46,000 of a degree, rounded outward: such numbers take three bytes."""
_MOST_PARTS = 64
# An item across the antimeridian has its west east of its east, and so meets a box by either side of it.
_MEETS = (
    "(item.east >= {}) + (item.west <= {}) + (item.west > item.east) >= 2"
    " AND item.north >= {} AND item.south <= {}"
)
_INSIDE = "item.west > {} AND item.east < {} AND item.west <= item.east AND item.south > {} AND item.north < {}"
_EXACT = "shape_test({}, (SELECT outline FROM footprint WHERE footprint.num = item.num))"


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
    parts = shapely.get_parts(geometry)
    if len(parts) > _MOST_PARTS:
        return bbox_parts(rfc7946_bbox(geometry))
    return [part.bounds for part in parts if not part.is_empty]


class Shapes:
    """The exact tests that one query makes; SQL refers to them by number."""

    def __init__(self) -> None:
        self.tests: list[ShapeTest] = []

    def in_bbox(self, bbox: Bbox) -> Sql:
        """Footprints that intersect a bbox; those wholly inside need no exact test."""
        test = self._add("intersects", bbox_geometry(*bbox))
        tests = {part: fill("({} OR {})", _box(_INSIDE, part), test) for part in bbox_parts(bbox)}
        return _candidates(tests)

    def related(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """True relations, all of which need the bboxes to meet."""
        test = self._add(predicate, geometry)
        return _candidates(dict.fromkeys(bbox_parts(rfc7946_bbox(geometry)), test))

    def unrelated(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """Footprints that do not; of what has none, the test says nothing."""
        return fill("NOT {}", self._add(predicate, geometry))

    def _add(self, predicate: str, geometry: BaseGeometry) -> Sql:
        return fill(_EXACT, param(self._number(predicate, geometry)))

    def _number(self, predicate: str, geometry: BaseGeometry) -> int:
        # A copy, because preparing changes a geometry that other threads may be using.
        prepared = shapely.from_wkb(shapely.to_wkb(geometry))
        shapely.prepare(prepared)
        self.tests.append(ShapeTest(predicate, prepared))
        return len(self.tests) - 1


def _box(template: str, bbox: Bbox) -> Sql:
    west, south, east, north = (degrees * SCALE for degrees in bbox)
    return fill(template, *map(param, (west, east, south, north)))


def _candidates(tests: Mapping[Bbox, Sql]) -> Sql:
    """Items of which the box meets one of these, and that pass its test."""
    return some(fill("({} AND {})", _box(_MEETS, part), test) for part, test in tests.items())
