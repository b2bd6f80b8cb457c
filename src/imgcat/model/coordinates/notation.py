"""A point written down: decimal degrees, degrees with minutes and seconds, the military grid.

All take lon, lat in degrees (WGS84), and round to the digits that are asked for.
"""

from mgrs import MGRS

_GRID = MGRS()


def decimal(lon: float, lat: float, decimals: int = 6) -> str:
    """`38.318369° N, 126.432360° E`."""
    written = ((lat, "N", "S"), (lon, "E", "W"))
    return ", ".join(
        f"{abs(value):.{decimals}f}° {minus if value < 0 else plus}"
        for value, plus, minus in written
    )


def dms(lon: float, lat: float, decimals: int = 1) -> str:
    """`38°19′06.1″ N, 126°25′56.5″ E`, with so many decimals of a second."""
    written = ((lat, "N", "S"), (lon, "E", "W"))
    return ", ".join(
        f"{_sexagesimal(abs(value), decimals)} {minus if value < 0 else plus}"
        for value, plus, minus in written
    )


def mgrs(lon: float, lat: float, digits: int = 5) -> str:
    """`52S BH 75528 44259`: the square of 10 ** (5 - digits) metres in which the point lies; polar squares too."""
    reference = str(_GRID.toMGRS(lat, lon, MGRSPrecision=digits))
    head, numbers = (
        reference[: len(reference) - 2 * digits],
        reference[len(reference) - 2 * digits :],
    )
    parts = (head[:-2], head[-2:], numbers[:digits], numbers[digits:])
    return " ".join(filter(None, parts))


def _sexagesimal(degrees: float, decimals: int) -> str:
    # Counted in the smallest unit, so that 59.99 seconds never become 60.
    units = round(degrees * 3600 * 10**decimals)
    minutes, seconds = divmod(units, 60 * 10**decimals)
    width = decimals + 3 if decimals else 2
    return f"{minutes // 60}°{minutes % 60:02}′{seconds / 10**decimals:0{width}.{decimals}f}″"
