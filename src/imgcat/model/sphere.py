"""The Earth as a sphere: good to 0.6 % of a distance on the WGS84 ellipsoid."""

from math import asin, cos, radians, sin

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG), in metres."""


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance between two lon/lat points, in metres, on a sphere (good to 0.5 %)."""
    (lon_a, lat_a), (lon_b, lat_b) = a, b
    half_lat = radians(lat_b - lat_a) / 2
    half_lon = radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, chord**0.5))
