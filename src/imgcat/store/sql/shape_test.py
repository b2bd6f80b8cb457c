"""The exact test of one footprint against a geometry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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

    def holds(self, footprint: BaseGeometry) -> bool:
        """The answer for a footprint. Raises InvalidRequest where the geometries do not allow the question."""
        # A method of the geometry takes a quarter of the time of shapely's function, which takes arrays too.
        return bool(self._ask(getattr(self.geometry, self._inverse), footprint))

    def hold(self, footprints: Any) -> Any:
        """The answers for an array of footprints. Raises InvalidRequest."""
        return self._ask(partial(getattr(shapely, self._inverse), self.geometry), footprints)

    @property
    def _inverse(self) -> str:
        return _INVERSE.get(self.predicate, self.predicate)

    def _ask(self, relation: Callable[[Any], Any], footprints: Any) -> Any:
        try:
            return relation(footprints)
        except shapely.errors.GEOSException as error:
            raise InvalidRequest(
                f"'s_{self.predicate}' cannot be answered here: {error}."
            ) from error
