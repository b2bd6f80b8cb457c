"""The exact test of one footprint against a geometry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRequest

_INVERSE = {"contains": "within", "within": "contains"}


@dataclass(frozen=True, slots=True)
class ShapeTest:
    """Whether a footprint stands in a relation to a geometry: `predicate(footprint, geometry)`.

    `predicate` is one of shapely's; they are asked the other way round, of the geometry, which is prepared.
    """

    predicate: str
    geometry: BaseGeometry

    def holds(self, wkb: bytes) -> bool:
        """The answer for a footprint. Raises InvalidRequest where the geometries do not allow the question."""
        inverse = _INVERSE.get(self.predicate, self.predicate)
        ask: Callable[[BaseGeometry, BaseGeometry], Any] = getattr(shapely, inverse)
        try:
            return bool(ask(self.geometry, shapely.from_wkb(wkb)))
        except shapely.errors.GEOSException as error:
            raise InvalidRequest(
                f"'s_{self.predicate}' cannot be answered here: {error}."
            ) from error
