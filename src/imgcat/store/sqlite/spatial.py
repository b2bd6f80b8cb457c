"""Spatial conditions as SQL: the R*Tree finds candidates, the exact test runs on their footprints only."""

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.model.bbox import Bbox, bbox_geometry, bbox_parts, rfc7946_bbox
from imgcat.store.cql2.expression import Shape, Spatial
from imgcat.store.sql.sql import ALWAYS, NEVER, Sql, fill, param
from imgcat.store.sqlite.functions import ShapeTest

FOOTPRINT = Sql("item.num IN (SELECT num FROM footprint)")
"""Items that have a footprint."""
_OF_ITSELF = ("contains", "equals", "intersects", "within")
"""Relations in which every geometry stands to itself."""
_SWAPPED = {"contains": "within", "within": "contains"}
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
