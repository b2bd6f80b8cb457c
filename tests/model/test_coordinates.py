"""Points in running text, in the notations that reports use, and the same notations written."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.coordinates import Notation, decimal, dms, find_coordinates, mgrs
from imgcat.model.sphere import distance_m

LONS = st.floats(-180, 180, allow_nan=False)
LATS = st.floats(-90, 90, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "resolution_m"),
    [
        ("the base (38.318369 N, 126.432360 E) is", 38.318369, 126.43236, 0.11),
        ("coordinate: 1.05497 ° N, 74.26465 ° W. Data: Planet", 1.05497, -74.26465, 1.1),
        ("at 38.584698°, 126.107945° in", 38.584698, 126.107945, 0.11),
        ("approximately at 40.113, 108.104.", 40.113, 108.104, 111),
        ("33.694458, -84.332762", 33.694458, -84.332762, 0.11),
        ("(−21.05497°, −44.26465°)", -21.05497, -44.26465, 1.1),
        ("39°38′41.7″N 125°21′19.0″E", 39.644917, 125.355278, 3.1),
        ("39° 38' 41\" N, 125° 21' 19\" E", 39.644722, 125.355278, 31),
        ("39º38’41”N, 125º21’19”E", 39.644722, 125.355278, 31),
        ("39°38''41''''N", None, None, None),
        ("39°38'41''N 125°21'19''E", 39.644722, 125.355278, 31),
        ("N39°38.695' E125°21.317'", 39.644917, 125.355283, 1.9),
        ("E 125.355288, N 39.644929", 39.644929, 125.355288, 0.11),
        ("북위 39도 38분 41초, 동경 125도 21분 19초", 39.644722, 125.355278, 31),
        ("北纬39°38′41″ 东经125°21′19″", 39.644722, 125.355278, 31),
        ("latitud: 4° 35′ 56″ N, longitud: 74° 4′ 51″ O", 4.598889, -74.080833, 31),
        ("1,05497° N; 74,26465° O", 1.05497, -74.26465, 1.1),
        ("39.6449 с.ш., 125.3553 в.д.", 39.6449, 125.3553, 11),
        ("Lat: 39.64, Lon: -125.35", 39.64, -125.35, 1112),
        ("latitude 39.6449 north and longitude 125.3553 east", 39.6449, 125.3553, 11),
        ("38° N, 126° E", 38, 126, 111_195),
        ("MGRS 52S BH 75528 44259.", 38.31837, 126.432359, 1),
        ("52SBH75524425", 38.31837, 126.432359, 10),
    ],
)
def test_a_printed_point_is_read(
    text: str, lat: float | None, lon: float | None, resolution_m: float | None
) -> None:
    found = find_coordinates(text)
    if lat is None or lon is None:
        assert found == []
        return
    (point,) = found
    assert distance_m((point.lon, point.lat), (lon, lat)) < max(1.0, point.resolution_m)
    assert point.resolution_m == pytest.approx(resolution_m, rel=0.05)
    assert point.as_printed == text[point.start : point.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "rates of 12.345, 67.891 tons",
        "p-values of 0.045, 0.123",
        "between 38.123–39.456 and",
        "from 20 °C, 30 °C",
        "the 38th parallel north, 126 kilometres east",
        "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        "LC08_L2SP_116034_20240829_02_T1",
        "91.1234 N, 126.1234 E",
        "39°61′41″N 125°21′19″E",
        "38.12345 N of 126.12345 N",
        "version 10.1234.5678, 20.1234.5",
        "99X AA 1234 5678",
        "call 12 ABC 123",
        "1,234.567, 2,345.678",
    ],
)
def test_what_is_no_point_is_not_read(text: str) -> None:
    assert find_coordinates(text) == []


def test_o_is_west_but_east_in_german() -> None:
    text = "39°38′41″ N, 125°21′19″ O"
    assert find_coordinates(text, "es")[0].lon < 0 < find_coordinates(text, "de")[0].lon


def test_several_points_come_in_order_and_do_not_share_a_number() -> None:
    text = "39.1234 N, 125.1234 E; 39.2234 N, 125.2234 E and 39.3234 N, 125.3234 E"
    assert [round(point.lat, 1) for point in find_coordinates(text)] == [39.1, 39.2, 39.3]


@given(LONS, LATS, st.integers(0, 7))
def test_decimal_degrees_are_read_as_they_are_written(lon: float, lat: float, digits: int) -> None:
    (point,) = find_coordinates(f"at {decimal(lon, lat, digits)}.")
    assert point.notation is Notation.DECIMAL
    assert abs(point.lon - lon) <= 0.5000001 * 10**-digits
    assert abs(point.lat - lat) <= 0.5000001 * 10**-digits


@given(LONS, LATS, st.integers(0, 4))
def test_minutes_and_seconds_are_read_as_they_are_written(
    lon: float, lat: float, digits: int
) -> None:
    (point,) = find_coordinates(f"at {dms(lon, lat, digits)}.")
    assert point.notation is Notation.SEXAGESIMAL
    assert abs(point.lon - lon) * 3600 <= 0.5001 * 10**-digits
    assert abs(point.lat - lat) * 3600 <= 0.5001 * 10**-digits


# Less than a millimetre south of the equator the package that writes the grid names a row that is not there.
@given(LONS, st.floats(-79.9, 83.9).filter(lambda lat: not -1e-8 < lat < 0), st.integers(2, 5))
def test_the_military_grid_is_read_as_it_is_written(lon: float, lat: float, digits: int) -> None:
    (point,) = find_coordinates(f"at {mgrs(lon, lat, digits)}.")
    assert point.notation is Notation.MGRS
    assert point.resolution_m == 10 ** (5 - digits)
    # The square's middle is read; squares are measured on the ellipsoid, and a sphere is 0.6 % off.
    assert (
        distance_m((point.lon, point.lat), (lon, lat))
        <= point.resolution_m * math.sqrt(0.5) * 1.02 + 1
    )


@given(st.text())
def test_any_text_is_read_without_failing(text: str) -> None:
    for point in find_coordinates(text):
        assert -180 <= point.lon <= 180
        assert -90 <= point.lat <= 90
        assert text[point.start : point.end].strip() == point.as_printed


@given(st.text(alphabet="0123456789.,°′″'\"NSEWO -–52SBH \n북위도분초", max_size=200))
def test_text_full_of_numbers_is_read_without_failing(text: str) -> None:
    find_coordinates(text)
