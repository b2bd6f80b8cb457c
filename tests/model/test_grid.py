"""The Sentinel-2 and WRS-2 grids: cells found by name and by point."""

import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from imgcat.model.grid import (
    Grid,
    sentinel2_grid,
    sentinel2_tile,
    sentinel2_tiles_at,
    wrs2_frame,
    wrs2_frames_at,
    wrs2_grid,
)
from tests.shared_data import shared

SITES = [
    ("Yongbyon", 39.797, 125.755, "51TYE, 52TBK", "117/032"),
    ("Sino-ri", 39.65, 125.36, "51SXD, 51SYD, 51TXE, 51TYE", "117/032, 117/033"),
    ("Punggye-ri", 41.28, 129.086, "52TDL, 52TEL", "115/031"),
    ("Bucha", 50.55, 30.21, "35UQS, 36UUB", "181/025, 182/025"),
    ("Madre de Dios", -12.9, -70.0, "19LCF", "003/069"),
    ("Yanomami", 2.8, -63.5, "20NMJ", "001/058"),
]


Index = tuple[Grid, shapely.STRtree, list[str]]


@pytest.fixture(scope="module")
def indexes() -> list[Index]:
    grids = (sentinel2_grid(), wrs2_grid())
    return [(grid, shapely.STRtree([grid.cell(n) for n in grid]), list(grid)) for grid in grids]


def frames(lon: float, lat: float) -> str:
    return ", ".join(f"{path:03}/{row:03}" for path, row in wrs2_frames_at(lon, lat))


@pytest.mark.parametrize(("site", "lat", "lon", "tiles", "rows"), SITES)
def test_cells_over_a_site(site: str, lat: float, lon: float, tiles: str, rows: str) -> None:
    assert ", ".join(sentinel2_tiles_at(lon, lat)) == tiles, site
    assert frames(lon, lat) == rows, site


def test_cells_over_every_site_that_was_computed_independently() -> None:
    text = shared("../scenes.md").read_text()
    table = text.split("### Sites and the cells over them")[1].split("Corrections to tile ids")[0]
    rows = re.findall(
        r"^\| ([^|]+) \| (-?[\d.]+), (-?[\d.]+) \| ([^|]+) \| ([^|]+) \|$", table, re.M
    )
    assert len(rows) == 44
    for site, lat, lon, tiles, path_rows in rows:
        assert set(sentinel2_tiles_at(float(lon), float(lat))) == set(tiles.split(", ")), site
        assert frames(float(lon), float(lat)) == path_rows, site


def test_the_grids_are_whole() -> None:
    assert (len(sentinel2_grid()), len(wrs2_grid())) == (56_686, 28_892)


@pytest.mark.parametrize(
    "tile", ["51SYE", "52SBK", "", "36RX", "36RXVV", "36RXV\0", "36RXé", "36rxv"]
)
def test_a_tile_that_is_not_in_the_grid_is_not_made_up(tile: str) -> None:
    assert sentinel2_tile(tile) is None


@pytest.mark.parametrize(("path", "row"), [(117, 200), (0, 1), (234, 1), (1234, 567)])
def test_a_frame_that_is_not_in_the_table_is_not_made_up(path: int, row: int) -> None:
    assert wrs2_frame(path, row) is None


def test_a_tile_is_110_km_wide_and_counter_clockwise() -> None:
    tile = sentinel2_tile("36RXV")
    assert tile is not None
    assert tile.bounds == pytest.approx((34.044, 30.626, 35.212, 31.631), abs=0.001)
    assert tile.exterior.is_ccw


@pytest.mark.parametrize(
    "cell", [sentinel2_tile("01CCV"), wrs2_frame(98, 8)], ids=["tile", "frame"]
)
def test_a_cell_across_the_antimeridian_is_split_there(cell: shapely.MultiPolygon) -> None:
    west, east = sorted(cell.geoms, key=lambda part: part.bounds[0])
    assert west.bounds[0] == -180
    assert east.bounds[2] == 180
    assert west.bounds[2] - west.bounds[0] + east.bounds[2] - east.bounds[0] < 15


def test_both_sides_of_the_antimeridian_are_one_place() -> None:
    assert sentinel2_tiles_at(180, -72.5) == sentinel2_tiles_at(-180, -72.5)
    assert "01CCV" in sentinel2_tiles_at(180, -72.5)


def test_no_cell_is_where_there_is_no_place() -> None:
    assert sentinel2_tiles_at(0, 90) == ()
    assert sentinel2_tiles_at(float("nan"), 0) == ()
    assert wrs2_frames_at(500, 0) == ()


@pytest.mark.slow
@given(lon=st.floats(-180, 180), lat=st.floats(-84, 84))
@settings(deadline=None)
def test_looking_up_a_point_agrees_with_trying_every_cell(
    indexes: list[Index], lon: float, lat: float
) -> None:
    point = shapely.Point(lon, lat)
    for grid, tree, names in indexes:
        expected = {names[index] for index in tree.query(point, predicate="intersects")}
        found = set(grid.cells_at(lon, lat))
        assert found == expected if abs(lon) < 180 else found >= expected


def test_every_cell_is_found_again_at_a_point_within_it() -> None:
    for name in list(sentinel2_grid())[::997]:
        inside = shapely.point_on_surface(sentinel2_tile(name))
        assert name in sentinel2_tiles_at(inside.x, inside.y)
    for name in list(wrs2_grid())[::997]:
        path, row = int(name[:3]), int(name[3:])
        inside = shapely.point_on_surface(wrs2_frame(path, row))
        assert (path, row) in wrs2_frames_at(inside.x, inside.y)


@pytest.mark.slow
def test_every_cell_is_a_valid_geometry() -> None:
    for grid in (sentinel2_grid(), wrs2_grid()):
        cells = [grid.cell(name) for name in grid]
        assert shapely.is_valid(cells).all()
