"""Coordinates in words."""


def decimal(lon: float, lat: float) -> str:
    """Latitude, longitude in degrees: `39.644929° N, 125.355288° E`."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{degrees(abs(lat))}° {north}, {degrees(abs(lon))}° {east}"


def degrees(value: float) -> str:
    """Six decimals (about 0.1 m) at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
