"""Distances that a text names, compared with the coordinates where both are given."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.model.country import country_names, distance_to_country_km
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.location import Location
from imgcat.model.sphere import distance_m
from imgcat.model.vocabulary import Relation

KM = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mi": 1.609344, "mile": 1.609344}

_NAMED = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[ -]?(?P<unit>km|kilomet(?:er|re)s?|mi(?:les?)?)\b\s*"
    r"(?:\([^)]{1,30}\)\s*)?"
    r"(?:(?:due |to the )?(?:north|south|east|west|[NSEW]{1,3})[a-z-]*\s+)?(?:of|from)\s+"
    r"(?P<place>(?:the )?[A-Z][\w'’-]*(?:[ -](?:d['’]|[ae]l-)?[A-Z][\w'’-]*)*)"
)
SLACK = 0.1
"""How much a text may round a distance: a tenth of it, and at least `ROUNDING_KM`."""

ROUNDING_KM = 3.0


@dataclass(frozen=True, slots=True)
class Stated:
    """A distance that a text names: kilometres, to a place of that name."""

    km: float
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A distance that a text names, and how many kilometres it is by the coordinates."""

    stated: Stated
    km: float


Named = Callable[[str], Location | None]
"""The one place of a name; None where there is none or are several."""


def stated_distances(text: str) -> Iterator[Stated]:
    """The distances in a text: `77 km northwest of Pyongyang`, `13 miles from Panghyon`."""
    for match in _NAMED.finditer(text):
        unit = match["unit"].rstrip("s")
        yield Stated(
            float(match["number"].replace(",", "")) * KM[unit],
            match["place"].removeprefix("the "),
            match[0],
        )


def disagreeing(records: Records) -> Iterator[Finding]:
    """Notes, quotes and summaries whose distances contradict the position of the place they speak of."""
    names = _names(records)
    subjects: dict[str, set[str]] = {}
    for reference in records.standing():
        if reference.relation is Relation.ABOUT and reference.location:
            subjects.setdefault(reference.report, set()).add(reference.location)
    for location in records.locations.values():
        path = layout.item_path(LOCATIONS, location.id)
        yield from _compare(location, location.note, path, "/properties/ref:note", names)
    for report in records.reports.values():
        places = subjects.get(report.id, set())
        if len(places) == 1:
            only = records.locations.get(next(iter(places)))
            path = layout.item_path(REPORTS, report.id)
            if only is not None:
                yield from _compare(only, report.summary, path, "/properties/description", names)
                yield from _compare(only, report.note, path, "/properties/ref:note", names)
    for reference in records.standing():
        place = records.locations.get(reference.location or "")
        path = layout.item_path(REFERENCES, reference.id)
        if place is not None:
            yield from _compare(place, reference.quote, path, "/properties/ref:quote", names)
            yield from _compare(place, reference.note, path, "/properties/ref:note", names)


def _compare(
    location: Location, text: str | None, path: str, pointer: str, names: Mapping[str, Location]
) -> Iterator[Finding]:
    for found in disagreements(location, text, names.get):
        said = (
            f"The text says “{found.stated.words}”, but by the coordinates it is {found.km:.0f} km."
        )
        yield Finding(path, pointer, Severity.WARNING, "distance", said)


def disagreements(location: Location, text: str | None, named: Named) -> Iterator[Disagreement]:
    """The distances in a text about a place that its position contradicts; `named` finds other places by name."""
    position = location.position
    if text is None or position is None:
        return
    here = position.point()
    for stated in stated_distances(text):
        target = named(stated.place)
        if target is not None and target.id == location.id:
            continue
        slack = max(ROUNDING_KM, SLACK * stated.km) + (position.uncertainty_m or 0) / 1000
        if target is not None and target.position is not None:
            actual = distance_m(here, target.position.point()) / 1000
            slack += (target.position.uncertainty_m or 0) / 1000
        elif stated.place in _countries():
            actual = distance_to_country_km(*here, _countries()[stated.place])
        elif stated.place in _capitals():
            actual = distance_m(here, _capitals()[stated.place]) / 1000
        else:
            continue
        if abs(actual - stated.km) > slack:
            yield Disagreement(stated, actual)


def _names(records: Records) -> dict[str, Location]:
    """Each name that stands for one place only."""
    found: dict[str, Location | None] = {}
    for location in records.locations.values():
        for text in {name.text for name in location.names}:
            found[text] = None if text in found else location
    return {text: location for text, location in found.items() if location is not None}


@cache
def _capitals() -> Mapping[str, tuple[float, float]]:
    table = orjson.loads(files("imgcat").joinpath("data/capitals/capitals.json").read_bytes())
    return {name: (lon, lat) for name, (lon, lat) in table.items()}


@cache
def _countries() -> Mapping[str, str]:
    return {name: code for code, name in country_names().items()}
