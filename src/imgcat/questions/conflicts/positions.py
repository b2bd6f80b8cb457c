"""Positions of one place that are farther apart than they may be off, and distances that coordinates contradict."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from imgcat.catalog.check.distances import Named, disagreements
from imgcat.model.location import Location
from imgcat.model.position import Position
from imgcat.model.sphere import distance_m
from imgcat.questions.conflicts.conflict import Conflict, Kind, Said

_PAIR = re.compile(r"(?<![\d.,])(-?\d{1,2}\.\d{2,}), ?(-?\d{1,3}\.\d{2,})(?!\.?\d)")
"""A latitude and a longitude in decimal degrees, as a text gives them."""

NOTE, REASON = "note", "geometry_reason"
"""The texts of a record that may tell of coordinates, or of distances."""


def positions(location: Location) -> Iterator[Conflict]:
    """The first position that is known against each other one; those that the record's texts tell of come last."""
    stated = [_Stated.by(each) for each in location.positions]
    told = [*_told(location.note, NOTE), *_told(location.geometry_reason, REASON)]
    if not (known := [*stated, *told]):
        return
    first = known[0]
    for other in known[1:]:
        away = distance_m(first.point, other.point)
        if away > first.slack_m + other.slack_m:
            yield Conflict(Kind.POSITION, (first.said, other.said), _apart(away))


def distances(location: Location, text: str | None, where: str, named: Named) -> Iterator[Conflict]:
    """Distances that a text gives from the place to another one, which their coordinates contradict."""
    position = location.position
    for found in disagreements(location, text, named):
        stated = Said(found.stated.km, None, {"in": where, "verbatim": found.stated.words})
        computed = Said(round(found.km, 1), position.source if position else None)
        yield Conflict(Kind.DISTANCE, (stated, computed), {"to": found.stated.place})


def _told(text: str | None, where: str) -> Iterator["_Stated"]:
    """The coordinates in a text of the record; nothing says how far they may be off."""
    for found in _PAIR.finditer(text or ""):
        lat, lon = float(found[1]), float(found[2])
        if abs(lat) <= 90 and abs(lon) <= 180:
            said = Said([lon, lat], None, {"in": where, "verbatim": text})
            yield _Stated((lon, lat), 0, said)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A lon/lat, how far it may be off, and who says so."""

    point: tuple[float, float]
    slack_m: float
    said: Said

    @classmethod
    def by(cls, position: Position) -> Self:
        more = {"uncertainty_m": position.uncertainty_m, "method": position.method}
        kept = {key: value for key, value in more.items() if value is not None}
        point = position.point()
        said = Said(list(point), position.source, kept)
        return cls(point, position.uncertainty_m or 0, said)


def _apart(metres: float) -> dict[str, float]:
    return {"distance_km": round(metres / 1000, 1)}
