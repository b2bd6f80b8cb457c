"""A point as a text prints it."""

from dataclasses import dataclass
from enum import StrEnum


class Notation(StrEnum):
    """How a point is written: degrees with decimals, degrees with minutes, or a reference of the military grid."""

    DECIMAL = "decimal"
    SEXAGESIMAL = "sexagesimal"
    MGRS = "mgrs"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A point in lon, lat degrees (WGS84 is taken for granted), and the text it was read from.

    `start` and `end` are offsets into that text. `resolution_m` is what one unit of the last printed digit measures on
    the ground, in metres: nothing can be known more closely from the digits alone. How closely the point is really
    known, hardly any text says.
    """

    lon: float
    lat: float
    as_printed: str
    start: int
    end: int
    resolution_m: float
    notation: Notation
