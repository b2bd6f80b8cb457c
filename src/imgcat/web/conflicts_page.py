"""The list of conflicts: what sources give differently of the same place. None of it is judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imgcat.errors import NotFound
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.source import Source
from imgcat.questions.conflicts import Conflict, Kind, Said, conflicts
from imgcat.questions.evidence import evidence
from imgcat.questions.records import readable_locations
from imgcat.store.reading import where
from imgcat.web import phrases
from imgcat.web.coordinates import decimal
from imgcat.web.kind import Values, page
from imgcat.web.lines import PlaceLine
from imgcat.web.lists import numbers, page_number
from imgcat.web.site import Site

EXAMINED = 200
"""How many places one page looks at: comparing all their names takes milliseconds each."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A value, what is told of it beside, and who gives it; None for the record's own text."""

    value: str
    more: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict about a place, in words."""

    place: PlaceLine
    about: str
    said: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """The conflicts about some places: from the first to the last of them by title."""

    lines: tuple[ConflictLine, ...]
    places: tuple[PlaceLine, ...]
    total: int
    page: int
    pages: int


_ABOUT = {
    Kind.SPELLING: "The name is spelled differently",
    Kind.POSITION: "The positions are farther apart than they may be off",
    Kind.DISTANCE: "A distance that is told does not fit the position",
    Kind.TYPE: "The place is called different things",
    Kind.PICTURE_DATE: "One picture has several dates",
}


def conflicts_page(site: Site, values: Values) -> ConflictsPage:
    """Put a page of the list together. Raises NotFound."""
    number = page_number(values)
    contents = site.contents
    if number > _pages(site):
        raise NotFound(f"The list has {_pages(site)} pages; there is no page {number}.")
    some = contents.places[(number - 1) * EXAMINED : number * EXAMINED]
    found = where(site.store, LOCATIONS, "id", (line.id for line in some))
    known = {
        each.location.id: each
        for each in evidence(site.store, contents.gazetteer, readable_locations(found))
    }
    lines = (
        _line(place, conflict)
        for place in some
        if place.id in known
        for conflict in conflicts(known[place.id], frozenset(Kind))
    )
    return ConflictsPage(tuple(lines), some, len(contents.places), number, _pages(site))


def _line(place: PlaceLine, conflict: Conflict) -> ConflictLine:
    about = _ABOUT[conflict.kind]
    if "distance_km" in conflict.more:
        about += f": {conflict.more['distance_km']} km"
    if "to" in conflict.more:
        about += f": to {conflict.more['to']}"
    return ConflictLine(place, about, tuple(_said(conflict.kind, said) for said in conflict.said))


def _said(kind: Kind, said: Said) -> SaidLine:
    value = phrases.label(said.value) if kind is Kind.TYPE else _value(said.value)
    return SaidLine(value, ", ".join(_more(said)) or None, said.source)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return decimal(*value)
    if isinstance(value, int | float):
        return f"{value:g} km"
    return value if isinstance(value, str) else "not known"


def _more(said: Said) -> Iterator[str]:
    if (off := said.more.get("uncertainty_m")) is not None:
        yield f"within about {phrases.distance(off)}"
    if said.more.get("suspected"):
        yield "suspected"
    if "verbatim" in said.more:
        yield f"told in the record’s {said.more['in']}: “{said.more['verbatim']}”"


def _pages(site: Site) -> int:
    return max(1, -(-len(site.contents.places) // EXAMINED))


KIND = page(
    "conflicts{page}.html",
    "conflicts.html",
    conflicts_page,
    lambda site: numbers(_pages(site)),
)
