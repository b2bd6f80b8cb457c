"""Spatial conditions as SQL: the R*Tree finds candidates, the exact test runs on their footprints only."""

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store.sql.shape_test import ShapeTest
from imgcat.store.sql.sql import Sql, fill, param

LOCATED = Sql("item.num IN (SELECT num FROM footprint)")
UNLOCATED = Sql("item.num NOT IN (SELECT num FROM footprint)")
_MEETS = "east >= {} AND north >= {} AND west <= {} AND south <= {}"
_INSIDE = "west >= {} AND south >= {} AND east <= {} AND north <= {}"
_EXACT = "shape_test({}, (SELECT wkb FROM footprint WHERE footprint.num = extent.num >> 1))"


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
        """Footprints in no such relation."""
        test = "item.num IN (SELECT num FROM footprint WHERE NOT shape_test({}, wkb))"
        return fill(test, param(self._number(predicate, geometry)))

    def _add(self, predicate: str, geometry: BaseGeometry) -> Sql:
        return fill(_EXACT, param(self._number(predicate, geometry)))

    def _number(self, predicate: str, geometry: BaseGeometry) -> int:
        # A copy, because preparing changes a geometry that other threads may be using.
        prepared = shapely.from_wkb(shapely.to_wkb(geometry))
        shapely.prepare(prepared)
        self.tests.append(ShapeTest(predicate, prepared))
        return len(self.tests) - 1


def _box(template: str, bbox: Bbox) -> Sql:
    return fill(template, *(param(degrees) for degrees in bbox))


def _candidates(tests: Mapping[Bbox, Sql]) -> Sql:
    """Items of which a box meets one of these, and that pass its test."""
    searches = [
        fill("SELECT num >> 1 FROM extent WHERE {} AND {}", _box(_MEETS, part), test)
        for part, test in tests.items()
    ]
    return fill("item.num IN (" + " UNION ".join(["{}"] * len(searches)) + ")", *searches)
