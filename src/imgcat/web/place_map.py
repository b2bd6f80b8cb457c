"""The map on the page of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from imgcat.model.position import Position
from imgcat.web.basemap import basemap
from imgcat.web.locator_map import Locator, locator


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The drawing that stands without script, and the positions for the map that scripts put in its place (`data`)."""

    drawing: Locator
    data: str


def place_map(position: Position | None, all_positions: Sequence[Position]) -> PlaceMap | None:
    """The map around the position that stands for a place; None when it has none."""
    if position is None:
        return None
    first = [position, *(each for each in all_positions if each != position)]
    spots = [(*each.point(), each.uncertainty_m) for each in first]
    data = [{"lon": lon, "lat": lat, "radius": radius} for lon, lat, radius in spots]
    drawn = locator(basemap(), *position.point(), position.uncertainty_m)
    return PlaceMap(drawn, orjson.dumps(data).decode())
