"""Geometries as they are found in published records."""

from contextlib import suppress
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRecord
from imgcat.model.bbox import bbox_geometry, parse_bbox, rfc7946_bbox
from imgcat.model.footprint import footprint


def polygon(*ring: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring]]}


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return polygon((west, south), (east, south), (east, north), (west, north), (west, south))


CROSSING = ((170.0, -10.0), (-170.0, -11.0), (-170.0, 10.0), (170.0, 11.0))
CAP = tuple((float(lon), 80.0) for lon in range(-175, 180, 30))


def read(geometry: dict[str, Any]) -> shapely.Geometry:
    found = footprint(geometry)
    assert found is not None
    assert found.is_valid
    west, south, east, north = found.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90
    return found


@pytest.mark.parametrize("ring", [CROSSING, CROSSING[::-1], (*CROSSING, CROSSING[0])])
def test_an_unsplit_polygon_is_split_at_the_antimeridian(ring: Any) -> None:
    found = read(polygon(*ring))
    assert rfc7946_bbox(found) == (170, -11, -170, 11)
    assert found.contains(shapely.Point(175, 0))
    assert found.contains(shapely.Point(-175, 0))
    assert not found.intersects(shapely.Point(0, 0))


@pytest.mark.parametrize("ring", [CAP, CAP[::-1]])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_ring_around_a_pole_holds_the_pole(ring: Any, sign: int) -> None:
    found = read(polygon(*((lon, sign * lat) for lon, lat in ring)))
    assert found.contains(shapely.Point(12, sign * 89))
    assert not found.intersects(shapely.Point(12, sign * 79))
    assert found.area == pytest.approx(360 * 10)


def test_a_swath_over_both_hemispheres_is_the_smaller_side_of_its_ring() -> None:
    ring = [
        (100.0, -60.0),
        (160.0, 0.0),
        (-150.0, 60.0),
        (-130.0, 60.0),
        (-170.0, 0.0),
        (120.0, -60.0),
    ]
    assert read(polygon(*ring)).area < 10_000


@pytest.mark.parametrize(
    ("west", "east", "bbox"),
    [
        (-180, 180, (-180, -50, 180, 60)),
        (-170, 170, (-170, -50, 170, 60)),
        (-179.98, 179.98, (-179.98, -50, 179.98, 60)),
        (0, 360, (-180, -50, 180, 60)),
        (0, 358.5, (0, -50, -1.5, 60)),
        (233.5, 297.5, (-126.5, -50, -62.5, 60)),
        (-182.5, -170, (177.5, -50, -170, 60)),
    ],
)
def test_boxes_are_taken_as_they_are_written(west: float, east: float, bbox: Any) -> None:
    found = read(rectangle(west, -50, east, 60))
    assert rfc7946_bbox(found) == pytest.approx(bbox)
    assert found.area == pytest.approx(min(east - west, 360) * 110)


@pytest.mark.parametrize(
    ("positions", "bbox"),
    [
        ([[0.0, 0.0], [-181, 0.0]], (0, 0, 179, 0)),
        ([[170.0, 1.0], [-191.0, 1.0], [-170.0, 1.0]], (169, 1, -170, 1)),
        ([[170.0, 1.0], [-170.0, 1.0]], (170, 1, -170, 1)),
    ],
)
def test_a_line_takes_the_short_way_round(positions: Any, bbox: Any) -> None:
    assert rfc7946_bbox(read({"type": "LineString", "coordinates": positions})) == bbox


def test_longitudes_from_0_to_360_are_brought_home() -> None:
    assert read({"type": "Point", "coordinates": [190, 5]}).equals(shapely.Point(-170, 5))
    assert rfc7946_bbox(read(polygon((170, 0), (190, 1), (180, 5)))) == (170, 0, -170, 5)
    assert rfc7946_bbox(read({"type": "LineString", "coordinates": [[170, 0], [190, 0]]})) == (
        170,
        0,
        -170,
        0,
    )
    assert rfc7946_bbox(read({"type": "LineString", "coordinates": [[170, 0], [-170, 0]]})) == (
        170,
        0,
        -170,
        0,
    )


def test_a_split_multipolygon_stays_as_it_is() -> None:
    split = shapely.MultiPolygon([shapely.box(179, -5, 180, 5), shapely.box(-180, -5, -178, 5)])
    assert read(dict(split.__geo_interface__)).equals(split)
    assert rfc7946_bbox(split) == (179, -5, -178, 5)


def test_rings_that_cross_themselves_are_repaired() -> None:
    assert read(polygon((0, 0), (1, 1), (1, 0), (0, 1))).area == pytest.approx(0.5)


def test_collections_and_heights() -> None:
    point = {"type": "Point", "coordinates": [1, 2, 300]}
    found = read({"type": "GeometryCollection", "geometries": [point, rectangle(0, 0, 1, 1)]})
    assert not found.has_z
    assert found.bounds == (0, 0, 1, 2)


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Polygon", "coordinates": []}])
def test_nothing_is_no_footprint(geometry: Any) -> None:
    assert footprint(geometry) is None


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (polygon((0, 0), (1, 1), (0, 0)), "at least three different positions"),
        ({"type": "Point", "coordinates": [4512000, 1000]}, "projected or swapped"),
        ({"type": "Point", "coordinates": [39.0, 125.5]}, "projected or swapped"),
        ({"type": "Point", "coordinates": [float("nan"), 0]}, "a longitude and a latitude"),
        ({"type": "Point", "coordinates": [0, float("inf")]}, "a longitude and a latitude"),
        ({"type": "Point", "coordinates": [10**400, 0]}, "a longitude and a latitude"),
        ({"type": "Point", "coordinates": ["1", "2"]}, "a longitude and a latitude"),
        ({"type": "Polygon", "coordinates": [[[[0, 0], [1, 1]]]]}, "a longitude and a latitude"),
        ({"type": "Polygon", "coordinates": 5}, "nested arrays"),
        ({"type": "LineString", "coordinates": [[0, 0]]}, "at least two positions"),
        ({"type": "Circle", "coordinates": [0, 0]}, "not a GeoJSON geometry type"),
        ({"coordinates": [0, 0]}, "not a GeoJSON geometry type"),
        ({"type": "GeometryCollection"}, "an array of geometries"),
        ("POINT (1 2)", "is an object"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(geometry: Any, reason: str) -> None:
    with pytest.raises(InvalidRecord, match=reason):
        footprint(geometry)


def test_collections_that_nest_without_end_are_refused() -> None:
    nested: dict[str, Any] = {"type": "Point", "coordinates": [0, 0]}
    for _ in range(500):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    with pytest.raises(InvalidRecord, match="nested deeply"):
        footprint(nested)


degrees = st.floats(-1e6, 1e6) | st.integers(-400, 400) | st.sampled_from([180, -180, 90, -90, 0])


@given(
    st.lists(st.lists(degrees, min_size=1, max_size=3), max_size=6),
    st.sampled_from(["Polygon", "LineString"]),
)
def test_any_coordinates_give_a_valid_footprint_or_a_reason(
    positions: list[list[float]], kind: str
) -> None:
    coordinates: Any = [positions] if kind == "Polygon" else positions
    try:
        found = footprint({"type": kind, "coordinates": coordinates})
    except InvalidRecord:
        return
    assert found is None or (
        found.is_valid and abs(found.bounds[0]) <= 180 and abs(found.bounds[3]) <= 90
    )


def test_a_bbox_has_four_or_six_numbers() -> None:
    assert parse_bbox([1, 2, 3, 4]) == (1, 2, 3, 4)
    assert parse_bbox([1, 2, -50, 3, 4, 9000]) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("bbox", "reason"),
    [
        ([0, 10, 1, 5], "lies north of its north"),
        ([0, 0, 1], "four or six numbers; this one has 3"),
        ([0, 0, 200, 1], "east of a bbox lies between"),
        ([0, float("nan"), 1, 1], "south of a bbox lies between"),
        ([0, 0, float("inf"), 1], "east of a bbox lies between"),
        ([0, 0, 1, "5"], "is made of numbers"),
    ],
)
def test_a_bad_bbox_is_refused_with_a_sentence(bbox: Any, reason: str) -> None:
    with pytest.raises(InvalidRecord, match=reason):
        parse_bbox(bbox)


def test_a_bbox_across_the_antimeridian_has_two_parts() -> None:
    area = bbox_geometry(170, -10, -170, 10)
    assert area.area == pytest.approx(400)
    assert rfc7946_bbox(area) == (170, -10, -170, 10)


@pytest.mark.parametrize("bbox", [(5, 5, 5, 5), (5, 5, 5, 9), (5, 5, 9, 5), (180, -5, -180, 5)])
def test_a_bbox_without_area_still_meets_what_it_touches(bbox: Any) -> None:
    west, south, _, _ = bbox
    assert bbox_geometry(*bbox).intersects(shapely.Point(west, south))


nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=30,
)


@given(
    st.sampled_from(
        ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
    ),
    nonsense,
)
def test_any_nonsense_is_a_footprint_or_refused(kind: str, coordinates: Any) -> None:
    with suppress(InvalidRecord):
        found = footprint({"type": kind, "coordinates": coordinates})
        assert found is None or found.is_valid


@pytest.mark.parametrize("coordinates", [[[]], [[], []], [[[]], []]])
def test_a_multipolygon_of_nothing_is_nothing(coordinates: Any) -> None:
    assert footprint({"type": "MultiPolygon", "coordinates": coordinates}) is None


def test_a_truth_value_is_no_degree() -> None:
    with pytest.raises(InvalidRecord, match="longitude and a latitude"):
        footprint({"type": "Point", "coordinates": [1.5, True]})
