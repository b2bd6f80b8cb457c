"""Country outlines: points known to be inside, outside and near, and the map's hard places."""

import math

import numpy as np
import orjson
import pytest

from imgcat.errors import InvalidRequest, NotFound
from imgcat.model.country import country_names, distance_to_country_km, is_country
from tests.shared_data import shared

EARTH_RADIUS_KM = 6371.0


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Sino-ri", 125.355288, 39.644929, "PRK"),
        ("Beirut", 35.5018, 33.8938, "LBN"),
        ("Rafah", 34.25, 31.29, "PSE"),
        ("Mariupol", 37.55, 47.1, "UKR"),
        ("Kashgar", 75.99, 39.47, "CHN"),
        ("El Fasher", 25.35, 13.63, "SDN"),
        ("Pristina", 21.166, 42.667, "XKX"),
        ("Nicosia, north", 33.36, 35.25, "CYP"),
        ("Hargeisa", 44.065, 9.56, "SOM"),
        ("Cayenne", -52.33, 4.92, "GUF"),
        ("Anadyr, beyond the antimeridian", -175.0, 66.5, "RUS"),
        ("Vanua Levu", 179.2, -16.6, "FJI"),
        ("South Pole", 0.0, -90.0, "ATA"),
        ("inland Antarctica", 120.0, -88.0, "ATA"),
    ],
)
def test_a_place_is_inside_its_country(place: str, lon: float, lat: float, country: str) -> None:
    assert distance_to_country_km(lon, lat, country) == 0, place


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country", "least", "most"),
    [
        ("Fiery Cross Reef", 112.89, 9.55, "CHN", 700, 1100),
        ("Sino-ri", 125.355288, 39.644929, "KOR", 100, 250),
        ("Sino-ri", 125.355288, 39.644929, "CHN", 40, 120),
        ("Rafah", 34.25, 31.29, "LBN", 190, 260),
        ("Greenwich", 0.0, 51.48, "FJI", 15_000, 17_000),
        ("North Pole", 0.0, 90.0, "GRL", 650, 780),
        ("the other side", 10.0, 0.0, "KIR", 15_000, 20_015),
    ],
)
def test_a_place_is_so_far_from_another_country(
    place: str, lon: float, lat: float, country: str, least: float, most: float
) -> None:
    assert least < distance_to_country_km(lon, lat, country) < most, place


def test_whole_turns_of_longitude_do_not_matter() -> None:
    west = distance_to_country_km(-170.0, 60.0, "RUS")
    assert distance_to_country_km(190.0, 60.0, "RUS") == pytest.approx(west)
    assert distance_to_country_km(125.355288 + 360, 39.644929, "PRK") == 0


def test_distance_near_the_antimeridian_does_not_go_round_the_world() -> None:
    assert distance_to_country_km(-179.5, -17.0, "FJI") < 100


def test_distance_is_the_great_circle_s_for_an_island() -> None:
    """Nauru is 6 km wide, so its distance is that of its middle to that much."""
    lon, lat = 166.93, -0.53
    generator = np.random.default_rng(7)
    for west, south in generator.uniform((-180, -90), (180, 90), (50, 2)):
        one, other = math.radians(south), math.radians(lat)
        apart = math.radians(west - lon)
        cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(apart)
        expected = EARTH_RADIUS_KM * math.acos(cosine)
        assert distance_to_country_km(west, south, "NRU") == pytest.approx(expected, abs=5)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country", "inside"),
    [
        ("Maseru, in a hole of South Africa", 27.7, -29.5, "ZAF", False),
        ("Maseru", 27.7, -29.5, "LSO", True),
        ("south of the 49th parallel", -110.0, 48.95, "USA", True),
        ("south of the 49th parallel", -110.0, 48.95, "CAN", False),
        ("the antipode of inland China", -75.0, -35.0, "CHN", False),
    ],
)
def test_holes_parallels_and_antipodes_do_not_deceive(
    place: str, lon: float, lat: float, country: str, inside: bool
) -> None:
    assert (distance_to_country_km(lon, lat, country) == 0) is inside, place


def test_every_country_has_a_name_and_an_outline() -> None:
    assert len(country_names()) == 250
    for code in country_names():
        assert 0 <= distance_to_country_km(0.0, 0.0, code) < 20_016


def test_names_are_those_in_use() -> None:
    names = country_names()
    assert (names["PRK"], names["MMR"], names["PSE"]) == ("North Korea", "Myanmar", "Palestine")


def test_codes_are_told_from_other_text() -> None:
    assert is_country("PRK")
    assert not is_country("prk")
    assert not is_country("KP")
    with pytest.raises(NotFound, match="'ZZZ' is not a country code"):
        distance_to_country_km(0, 0, "ZZZ")


@pytest.mark.parametrize(("lon", "lat"), [(0, 91), (math.nan, 0), (0, math.nan), (math.inf, 0)])
def test_a_point_that_is_none_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(InvalidRequest, match="lon, lat"):
        distance_to_country_km(lon, lat, "PRK")


def test_real_locations_are_near_their_country() -> None:
    lines = shared("reports/locations.ndjson").read_bytes().splitlines()
    places = [place for place in map(orjson.loads, lines) if place["lat"] and place["country"]]
    far = {
        place["id"]: distance_to_country_km(place["lon"], place["lat"], place["country"])
        for place in places
    }
    outside = {name: km for name, km in far.items() if km > 30}
    assert len(outside) < len(places) / 10
    assert far["prk-sino-ri"] == 0
