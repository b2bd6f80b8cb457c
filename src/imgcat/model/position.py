"""Where a place is said to be, how closely, and by whom; and how a position is made coarse."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.model.record import Record, Text
from imgcat.model.source import Source
from imgcat.model.vocabulary import PositionMethod, PositionRole, Precision

_UNREADABLE = (
    InvalidRecord,
    ShapelyError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OverflowError,
)
"""What a geometry that is none raises: null in a collection, rings without positions, and the like."""

_CLASSES = (
    (10, Precision.EXACT),
    (100, Precision.VICINITY),
    (1_000, Precision.LOCALITY),
    (10_000, Precision.AREA),
)

COARSENING_M = {0: 157_000, 1: 15_700, 2: 1_570, 3: 157}
"""What rounding to so many decimals of a degree adds to the uncertainty, in metres (Chapman 2020)."""


class Coarsening(Record):
    """That a position was made coarse on purpose: to how many decimals of a degree, and why."""

    decimals: Literal[0, 1, 2, 3]
    reason: Text


class Position(Record):
    """One geometry of a place as one source gives it.

    `geometry` is GeoJSON, lon/lat in WGS84 degrees. `uncertainty_m` says how far, in metres, the geometry may be from
    what is meant. `as_printed` is the source's own notation.
    """

    geometry: dict[str, Any]
    role: PositionRole = PositionRole.REPRESENTATIVE
    uncertainty_m: Annotated[float, Field(ge=0, le=20_040_000)] | None = None
    method: PositionMethod | None = None
    as_printed: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    coarsened: Coarsening | None = None
    note: Text | None = None
    source: Source

    @field_validator("geometry")
    @classmethod
    def _is_on_earth(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        try:
            if footprint(value) is None:
                raise ValueError("it has no coordinates")
            west, south, east, north = shape(value).bounds
        except _UNREADABLE as error:
            raise ValueError(f"the geometry cannot be read: {error}") from None
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError(
                "the geometry is not within 180 degrees of longitude and 90 of latitude"
            )
        return dict(value)

    @property
    def precision(self) -> Precision | None:
        """The class of `uncertainty_m`; None when no uncertainty is known."""
        return precision_of(self.uncertainty_m)

    def point(self) -> tuple[float, float]:
        """A lon, lat that stands for the geometry and lies in it."""
        spot = shape(self.geometry).representative_point()
        return spot.x, spot.y


def precision_of(uncertainty_m: float | None) -> Precision | None:
    """The precision class of an uncertainty in metres."""
    if uncertainty_m is None:
        return None
    return next((name for limit, name in _CLASSES if uncertainty_m <= limit), Precision.REGION)


def coarsen(position: Position, decimals: Literal[0, 1, 2, 3], reason: str) -> Position:
    """The position as a point rounded to so many decimals, its uncertainty grown and its printed form dropped."""
    lon, lat = position.point()
    rounded = mapping(
        shape({"type": "Point", "coordinates": [round(lon, decimals), round(lat, decimals)]})
    )
    return position.model_copy(
        update={
            "geometry": {"type": "Point", "coordinates": list(rounded["coordinates"])},
            "uncertainty_m": (position.uncertainty_m or 0.0) + COARSENING_M[decimals],
            "as_printed": None,
            "coarsened": Coarsening(decimals=decimals, reason=reason),
        }
    )
