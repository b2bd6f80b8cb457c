"""The map of a place's surroundings without script."""

import re

import pytest
import shapely

from imgcat.web.basemap import basemap
from imgcat.web.locator_map import HEIGHT, WIDTH, locator

NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")

SINO_RI = (125.355288, 39.644929)


def test_the_place_is_in_the_middle_and_towns_lie_around_it() -> None:
    made = locator(basemap(), *SINO_RI, 500)
    assert (made.x, made.y) == (WIDTH / 2, HEIGHT / 2)
    towns = {town.name: town for town in made.towns}
    assert towns["Pyongyang"].y > made.y
    assert towns["Sinuiju"].x < made.x


def test_the_circle_is_as_wide_as_the_uncertainty() -> None:
    made = locator(basemap(), *SINO_RI, 50_000)
    assert made.radius == pytest.approx(50_000 * made.bar_length / (made.bar * 1000), rel=0.01)
    assert locator(basemap(), *SINO_RI, None).radius == 0


@pytest.mark.parametrize(
    "place",
    [SINO_RI, (179.9, -16.5), (-180.0, 66.0), (0.0, 89.9), (0.0, -90.0), (-175.2, -21.1)],
)
@pytest.mark.parametrize("uncertainty", [None, 500.0, 300_000.0, 20_000_000.0])
def test_all_is_drawn_within_the_frame(
    place: tuple[float, float], uncertainty: float | None
) -> None:
    made = locator(basemap(), *place, uncertainty)
    for drawn in (made.land, made.rivers, made.borders, made.disputed):
        numbers = [float(each) for each in NUMBER.findall(drawn)]
        assert all(-1 <= x <= WIDTH + 1 for x in numbers[::2])
        assert all(-1 <= y <= HEIGHT + 1 for y in numbers[1::2])
    assert all(0 <= town.x <= WIDTH and 0 <= town.y <= HEIGHT for town in made.towns)


def test_land_goes_on_beyond_the_antimeridian() -> None:
    made = locator(basemap(), 180.0, -16.8, None)  # Taveuni in Fiji lies on it
    numbers = [float(each) for each in NUMBER.findall(made.land)]
    assert any(x < WIDTH / 2 for x in numbers[::2])
    assert any(x > WIDTH / 2 for x in numbers[::2])


def test_the_basemap_tells_settled_from_disputed_borders() -> None:
    korea = (126.5, 37.7, 128.5, 38.7)
    west, south, east, north = shapely.union_all(list(basemap().within("disputed", korea))).bounds
    assert (west, east) == pytest.approx((126.6, 128.4), abs=0.1)
    assert (south, north) == pytest.approx((37.8, 38.6), abs=0.1)
    assert not list(basemap().within("borders", korea))


def test_the_drawing_is_small() -> None:
    made = locator(basemap(), *SINO_RI, 500)
    assert len(made.land + made.rivers + made.borders + made.disputed) < 12_000
