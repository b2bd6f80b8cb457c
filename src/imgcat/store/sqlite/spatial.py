"""Spatial conditions as SQL: boxes are compared first, the exact test runs on the footprints of the rest."""

import math
from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store.cql2.expression import Shape, Spatial
from imgcat.store.sqlite.functions import ShapeTest
from imgcat.store.sqlite.sql import ALWAYS, NEVER, Sql, fill, param, some

FOOTPRINT = Sql("item.west IS NOT NULL")
"""Items that have a footprint."""
_OF_ITSELF = ("contains", "equals", "intersects", "within")
"""Relations in which every geometry stands to itself."""
_SWAPPED = {"contains": "within", "within": "contains"}
SCALE = 46_000
"""The boxes of items are kept in units of 1/46,000 of a degree, rounded outward: such numbers take three bytes."""
_MOST_PARTS = 64
# An item across the antimeridian has its west east of its east, and so meets a box by either side of it.
_MEETS = (
    "(item.east >= ?) + (item.west <= ?) + (item.west > item.east) >= 2"
    " AND item.north >= ? AND item.south <= ?"
)
_INSIDE = "item.west > ? AND item.east < ? AND item.west <= item.east AND item.south > ? AND item.north < ?"
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
        # Nobody else has this geometry, so that it can be prepared as it is.
        test = self._prepared("intersects", bbox_geometry(*bbox))
        tests = {part: fill("({} OR {})", _box(_INSIDE, part), test) for part in bbox_parts(bbox)}
        return _candidates(tests)

    def intersecting(self, geometry: BaseGeometry) -> Sql:
        """Footprints that intersect a geometry."""
        return self._related("intersects", geometry)

    def spatial(self, node: Spatial, wanted: bool) -> Sql:
        """A spatial predicate of CQL2; unknown without a footprint."""
        predicate = node.op.removeprefix("s_")
        match node.left, node.right:
            case Shape(left), Shape(right):
                return (
                    ALWAYS
                    if ShapeTest(predicate, right).holds(shapely.to_wkb(left)) == wanted
                    else NEVER
                )
            case Shape(geometry), _:
                predicate = _SWAPPED.get(predicate, predicate)
            case _, Shape(geometry):
                pass
            case _:
                return FOOTPRINT if (predicate in _OF_ITSELF) == wanted else NEVER
        if predicate == "disjoint":
            predicate, wanted = "intersects", not wanted
        find = self._related if wanted else self._unrelated
        return find(predicate, geometry)

    def _related(self, predicate: str, geometry: BaseGeometry) -> Sql:
        """True relations, all of which need the bboxes to meet."""
        test = self._add(predicate, geometry)
        return _candidates(dict.fromkeys(bbox_parts(rfc7946_bbox(geometry)), test))

    def _unrelated(self, predicate: str, geometry: BaseGeometry) -> Sql:
        return fill("NOT {}", self._add(predicate, geometry))

    def _add(self, predicate: str, geometry: BaseGeometry) -> Sql:
        # A copy, because preparing changes a geometry that other threads may be using.
        return self._prepared(predicate, shapely.from_wkb(shapely.to_wkb(geometry)))

    def _prepared(self, predicate: str, geometry: BaseGeometry) -> Sql:
        shapely.prepare(geometry)
        self.tests.append(ShapeTest(predicate, geometry))
        return fill(_EXACT, param(len(self.tests) - 1))


def _box(template: str, bbox: Bbox) -> Sql:
    west, south, east, north = bbox
    return Sql(template, (west * SCALE, east * SCALE, south * SCALE, north * SCALE))


def _candidates(tests: Mapping[Bbox, Sql]) -> Sql:
    """Items of which the box meets one of these, and that pass its test."""
    return some(fill("({} AND {})", _box(_MEETS, part), test) for part, test in tests.items())
