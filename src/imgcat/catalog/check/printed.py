"""Whether a position agrees with the coordinates that its source prints, and claims no more than they do."""

from collections.abc import Iterator

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.model.coordinates import find_coordinates
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.position import Position
from imgcat.model.sphere import distance_m

ROUNDING_M = 20.0
"""How far a point may be from the printed one beyond what the digits leave open, as it was rounded on the way."""


def misprinted(records: Records) -> Iterator[Finding]:
    """Points that are not where their source prints them, or that are said to be closer than its digits are."""
    for location in records.locations.values():
        path = layout.item_path(LOCATIONS, location.id)
        for index, position in enumerate(location.positions):
            for said in _disagreements(position):
                pointer = f"/properties/ref:positions/{index}/as_printed"
                yield Finding(path, pointer, Severity.ERROR, "as-printed", said)


def _disagreements(position: Position) -> Iterator[str]:
    if position.as_printed is None or position.geometry["type"] != "Point":
        return
    points = find_coordinates(position.as_printed)
    if len(points) != 1:
        # In words, or in a notation that is not read: for a person.
        return
    (printed,) = points
    away = distance_m(position.point(), (printed.lon, printed.lat))
    if away > printed.resolution_m + ROUNDING_M:
        yield f"The point is {away:.0f} m from the printed coordinates {printed.as_printed!r}."
    if position.uncertainty_m is not None and position.uncertainty_m < printed.resolution_m / 2:
        yield (
            f"The position is said to be good to {position.uncertainty_m:g} m, but the digits that its source prints "
            f"({printed.as_printed!r}) say only {printed.resolution_m:.2g} m."
        )
