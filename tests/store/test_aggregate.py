"""Aggregations: each compared with counting over every item that matches."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
import shapely

from imgcat.errors import InvalidRequest, QueryTimeout
from imgcat.model.interval import moment
from imgcat.store.aggregation import (
    Bucket,
    Cells,
    Count,
    Dates,
    Distribution,
    Earliest,
    Grid,
    Latest,
    Ranges,
    Step,
    Terms,
)
from imgcat.store.protocol import Query
from tests.engines import Opened, reopened
from tests.store.brute_force import BruteForce
from tests.store.conftest import MakeIndex
from tests.store.filter_oracle import extent, times
from tests.store.items import item, point
from tests.store.synthetic import Synthetic

PROPERTIES = ("platform", "eo:cloud_cover", "size", "flag", "keywords", "bands", "collection")
ANSWERED = tuple[Opened, BruteForce]


@pytest.fixture(scope="module")
def synthetic(make_index: MakeIndex) -> ANSWERED:
    items = Synthetic(1975).items(300)
    return make_index(items)[0], BruteForce(items)


def matching(reference: BruteForce, query: Query) -> list[Mapping[str, Any]]:
    keys = set(reference.search(query))
    return [one for one in reference.items if (one["collection"], one["id"]) in keys]


def counted(distribution: Any) -> dict[Any, int]:
    assert isinstance(distribution, Distribution)
    # A number and a boolean of the same value are two keys.
    found = {(type(b.key) is bool, b.key): b.count for b in distribution.buckets}
    assert len(found) == len(distribution.buckets)
    return found


def value_of(one: Mapping[str, Any], name: str) -> Any:
    return one[name] if name == "collection" else one["properties"].get(name)


def scalars(value: Any) -> set[Any]:
    members = value if isinstance(value, list) else [value]
    return {
        (type(member) is bool, float(member) if isinstance(member, int) else member)
        for member in members
        if isinstance(member, str | int | float)
    }


def tally(members: Iterable[set[Any]]) -> tuple[dict[Any, int], int]:
    sets = list(members)
    return Counter(member for found in sets for member in found), sum(not found for found in sets)


def middle(properties: Mapping[str, Any]) -> dt.datetime | None:
    instant, whole = times(properties, "datetime"), extent(properties)
    if instant:
        return moment(instant[0])
    return moment(int(sum(whole) / 2)) if whole else None


@pytest.mark.parametrize("seed", range(4))
def test_every_aggregation_agrees_with_counting(synthetic: ANSWERED, seed: int) -> None:
    store, reference = synthetic
    source = Synthetic(seed)
    for _ in range(30):
        query = source.query()
        found = matching(reference, query)
        spans = [span for one in found if (span := extent(one["properties"]))]
        count, first, last = store.aggregate(query, [Count(), Earliest(), Latest()])
        assert count == len(found)
        assert first == (moment(min(start for start, _ in spans)) if spans else None)
        assert last == (moment(max(end for _, end in spans)) if spans else None)
        for name, result in zip(
            PROPERTIES, store.aggregate(query, [Terms(n) for n in PROPERTIES]), strict=True
        ):
            assert isinstance(result, Distribution)
            expected = tally(scalars(value_of(one, name)) for one in found)
            assert (counted(result), result.overflow) == expected, (name, query)
        check_dates(store, query, [middle(one["properties"]) for one in found])
        check_ranges(store, query, [one["properties"].get("size") for one in found])


def check_dates(store: Opened, query: Query, moments: list[dt.datetime | None]) -> None:
    for step, shown in zip(Step, (4, 7, 10, 13), strict=True):
        (result,) = store.aggregate(query, [Dates(step)])
        assert isinstance(result, Distribution)
        told = {str(bucket.key)[:shown]: bucket.count for bucket in result.buckets}
        assert told == Counter(m.isoformat()[:shown] for m in moments if m)
        assert [bucket.key for bucket in result.buckets] == sorted(told_keys(result))
        assert result.overflow == moments.count(None)


def told_keys(result: Distribution) -> list[str]:
    return [str(bucket.key) for bucket in result.buckets]


def check_ranges(store: Opened, query: Query, values: list[Any]) -> None:
    (result,) = store.aggregate(query, [Ranges("size", 5)])
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    assert isinstance(result, Distribution)
    assert {b.key: b.count for b in result.buckets} == Counter(float(v) // 5 * 5 for v in numbers)
    assert result.overflow == len(values) - len(numbers)


LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"


def halve(low: float, high: float, value: float) -> tuple[int, float, float]:
    middle = (low + high) / 2
    return (1, middle, high) if value >= middle else (0, low, middle)


def geohash(lon: float, lat: float, length: int) -> str:
    """By halving the Earth again and again, as geohashes are defined."""
    west, east, south, north, name = -180.0, 180.0, -90.0, 90.0, ""
    for letter in range(length):
        code = 0
        for bit in range(5):
            if (letter * 5 + bit) % 2 == 0:
                half, west, east = halve(west, east, lon)
            else:
                half, south, north = halve(south, north, lat)
            code = code << 1 | half
        name += LETTERS[code]
    return name


def tile(lon: float, lat: float, zoom: int) -> str:
    """As the OpenStreetMap wiki defines the names of tiles."""
    size, bound = 2**zoom, math.radians(max(-85.0511287798066, min(85.0511287798066, lat)))
    x = int((lon + 180) / 360 * size)
    y = int((1 - math.asinh(math.tan(bound)) / math.pi) / 2 * size)
    return f"{zoom}/{min(x, size - 1)}/{max(0, min(y, size - 1))}"


@pytest.mark.parametrize(
    ("lon", "lat", "length", "name"),
    [
        (10.40744, 57.64911, 11, "u4pruydqqvj"),
        (-5.6, 42.6, 5, "ezs42"),
    ],
)
def test_known_geohashes(
    make_index: MakeIndex, lon: float, lat: float, length: int, name: str
) -> None:
    store, _ = make_index([item("a", point(lon, lat))])
    for whole in (False, True):
        (found,) = store.aggregate(Query(), [Cells(Grid.GEOHASH, length, whole)])
        assert found == Distribution([Bucket(name[:length], 1)], 0)
    assert geohash(lon, lat, length) == name


@pytest.mark.parametrize(("grid", "precision"), [("geohash", 2), ("geohash", 3), ("geotile", 4)])
def test_points_lie_in_one_cell(make_index: MakeIndex, grid: Grid, precision: int) -> None:
    source = Synthetic(4)
    places = [source.lon_lat() for _ in range(200)]
    store, _ = make_index([item(f"p{at}", point(*place)) for at, place in enumerate(places)])
    name = geohash if grid == "geohash" else tile
    expected = Counter(name(lon, lat, precision) for lon, lat in places)
    for whole in (False, True):
        (found,) = store.aggregate(Query(), [Cells(Grid(grid), precision, whole)])
        assert isinstance(found, Distribution)
        assert {bucket.key: bucket.count for bucket in found.buckets} == expected
        assert [b.count for b in found.buckets] == sorted(expected.values(), reverse=True)


def cells(length: int) -> dict[str, Any]:
    """Every geohash cell of an even length, closed on all sides, around its middle."""
    side = 2 ** (5 * length // 2)
    wide, tall = 360 / side, 180 / side
    found = {}
    for column in range(side):
        for row in range(side):
            west, south = column * wide - 180, row * tall - 90
            name = geohash(west + wide / 2, south + tall / 2, length)
            found[name] = shapely.box(west, south, west + wide, south + tall)
    return found


def test_footprints_count_in_every_cell_they_touch(synthetic: ANSWERED) -> None:
    store, reference = synthetic
    (found,) = store.aggregate(Query(), [Cells(Grid.GEOHASH, 2, whole=True)])
    assert isinstance(found, Distribution)
    told = {bucket.key: bucket.count for bucket in found.buckets}
    shapes = [shape for shape in reference.shapes if shape is not None]
    assert found.overflow == len(reference.items) - len(shapes)
    for name, cell in cells(2).items():
        touching = sum(map(bool, shapely.intersects(cell, shapes)))
        overlapping = sum(map(bool, shapely.intersects(cell.buffer(-1e-9), shapes)))
        # A footprint that only meets the cell's east or north edge belongs to the next cell.
        assert overlapping <= told.get(name, 0) <= touching, name


def test_the_middle_of_a_footprint_across_the_antimeridian(make_index: MakeIndex) -> None:
    split = shapely.union(shapely.box(179, -17, 180, -16), shapely.box(-180, -17, -179.5, -16))
    store, _ = make_index([item("fiji", dict(split.__geo_interface__))])
    centre, whole = store.aggregate(
        Query(), [Cells(Grid.GEOHASH, 3), Cells(Grid.GEOHASH, 2, whole=True)]
    )
    assert centre == Distribution([Bucket(geohash(179.75, -16.5, 3), 1)], 0)
    assert isinstance(whole, Distribution)
    assert {b.key for b in whole.buckets} == {
        geohash(lon, lat, 2) for lon in (179, -179.5) for lat in (-17, -16)
    }


@pytest.mark.parametrize(
    ("days", "step"), [(1, Step.HOUR), (30, Step.DAY), (700, Step.MONTH), (9000, Step.YEAR)]
)
def test_dates_take_a_step_that_suits_their_span(
    make_index: MakeIndex, days: int, step: Step
) -> None:
    start = dt.datetime(1969, 12, 31, 23, 59, 59, 999_999, dt.UTC)
    moments = (start, start + dt.timedelta(days))
    store, _ = make_index(
        [item(f"i{at}", datetime=each.isoformat()) for at, each in enumerate(moments)]
    )
    (found,) = store.aggregate(Query(), [Dates()])
    assert isinstance(found, Distribution)
    assert found.step is step
    assert str(found.buckets[0].key).startswith("1969-")


def test_a_day_whose_zone_is_not_known_counts_as_that_day(make_index: MakeIndex) -> None:
    window: dict[str, Any] = {
        "datetime": None,
        "start_datetime": "2018-12-31T10:00:00Z",
        "end_datetime": "2019-01-02T11:59:59Z",
    }
    store, _ = make_index([item("new-year", **window)])
    (found,) = store.aggregate(Query(), [Dates(Step.DAY)])
    assert found == Distribution([Bucket("2019-01-01T00:00:00Z", 1)], 0, Step.DAY)


def test_what_cannot_be_answered_is_refused(synthetic: ANSWERED) -> None:
    store, _ = synthetic
    for precision in (0, 13):
        with pytest.raises(InvalidRequest, match="from 1 to 12"):
            store.aggregate(Query(), [Cells(Grid.GEOHASH, precision)])
    with pytest.raises(InvalidRequest, match="lower the precision"):
        store.aggregate(Query(), [Cells(Grid.GEOHASH, 8, whole=True)])


def test_an_aggregation_can_take_too_long(synthetic: ANSWERED) -> None:
    hurried = reopened(synthetic[0], time_limit=0)
    try:
        with pytest.raises(QueryTimeout):
            hurried.aggregate(Query(), [Terms("size")])
    finally:
        hurried.close()
