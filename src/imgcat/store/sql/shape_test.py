"""The exact test of one footprint against a geometry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRequest


def copied(geometry: BaseGeometry) -> BaseGeometry:
    """The same geometry as an object of its own."""
    return shapely.from_wkb(shapely.to_wkb(geometry))


_INVERSE = {"contains": "within", "within": "contains"}


@dataclass(frozen=True)
class ShapeTest:
    """Whether a footprint stands in a relation to a geometry: `predicate(footprint, geometry)`.

    `predicate` is one of shapely's; they are asked the other way round, of the geometry that `made` makes. It is
    prepared for that when the first footprint comes, and so must not be one that other threads may be using. Used by
    one thread at a time.
    """

    predicate: str
    made: Callable[[], BaseGeometry]

    @cached_property
    def _prepared(self) -> BaseGeometry:
        geometry = self.made()
        shapely.prepare(geometry)
        return geometry

    @cached_property
    def _relation(self) -> Callable[[Any], Any]:
        # A method of the geometry takes a quarter of the time of shapely's function, which takes arrays too.
        relation: Callable[[Any], Any] = getattr(self._prepared, self._inverse)
        return relation

    def holds(self, footprint: BaseGeometry) -> bool:
        """The answer for a footprint. Raises InvalidRequest where the geometries do not allow the question."""
        return bool(self._ask(self._relation, footprint))

    def hold(self, footprints: Any) -> Any:
        """The answers for an array of footprints. Raises InvalidRequest."""
        return self._ask(partial(getattr(shapely, self._inverse), self._prepared), footprints)

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
