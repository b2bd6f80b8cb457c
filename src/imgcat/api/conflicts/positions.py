"""Positions of one place that are farther apart than they may be off, and distances that coordinates contradict."""

import re
from collections.abc import Iterator

from imgcat.api.conflicts.conflict import Conflict, Kind, Said
from imgcat.catalog.check.distances import Named, disagreements
from imgcat.model.location import Location
from imgcat.model.position import Position
from imgcat.model.sphere import distance_m

_PAIR = re.compile(r"(?<![\d.,])(-?\d{1,2}\.\d{2,}), ?(-?\d{1,3}\.\d{2,})(?!\.?\d)")
"""A latitude and a longitude in decimal degrees, as a text gives them."""

NOTE = "note"


def positions(location: Location) -> Iterator[Conflict]:
    """The position that is shown against each other one, and against coordinates that the record's note tells of."""
    shown = location.position
    if shown is None:
        return
    for other in location.positions[1:]:
        away = distance_m(shown.point(), other.point())
        if away > _slack(shown) + _slack(other):
            yield Conflict(Kind.POSITION, (_said(shown), _said(other)), _apart(away))
    for found in _PAIR.finditer(location.note or ""):
        lat, lon = float(found[1]), float(found[2])
        if abs(lat) > 90 or abs(lon) > 180:
            continue
        away = distance_m(shown.point(), (lon, lat))
        if away > _slack(shown):
            told = Said([lon, lat], None, {"in": NOTE, "verbatim": location.note})
            yield Conflict(Kind.POSITION, (_said(shown), told), _apart(away))


def distances(location: Location, text: str | None, where: str, named: Named) -> Iterator[Conflict]:
    """Distances that a text gives from the place to another one, which their coordinates contradict."""
    position = location.position
    for found in disagreements(location, text, named):
        stated = Said(found.stated.km, None, {"in": where, "verbatim": found.stated.words})
        computed = Said(round(found.km, 1), position.source if position else None)
        yield Conflict(Kind.DISTANCE, (stated, computed), {"to": found.stated.place})


def _apart(metres: float) -> dict[str, float]:
    return {"distance_km": round(metres / 1000, 1)}


def _slack(position: Position) -> float:
    return position.uncertainty_m or 0


def _said(position: Position) -> Said:
    more = {"uncertainty_m": position.uncertainty_m, "method": position.method}
    return Said(
        list(position.point()),
        position.source,
        {key: value for key, value in more.items() if value is not None},
    )
