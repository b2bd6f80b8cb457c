"""All conflicts about one place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imgcat.catalog.check.distances import Named
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.questions.conflicts.conflict import Conflict, Kind
from imgcat.questions.conflicts.names import spellings
from imgcat.questions.conflicts.pictures import Speaks, picture_dates
from imgcat.questions.conflicts.positions import NOTE, distances, positions
from imgcat.questions.conflicts.types import types


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a place: its record, the pictures of it, the reports on it alone, who speaks of whom."""

    location: Location
    pictures: Sequence[Reference]
    only_about: Sequence[Report]
    speaks: Speaks
    named: Named


def conflicts(known: Evidence, kinds: frozenset[Kind]) -> Iterator[Conflict]:
    """The conflicts of these kinds."""
    if Kind.SPELLING in kinds:
        yield from spellings(known.location)
    if Kind.POSITION in kinds:
        yield from positions(known.location)
    if Kind.DISTANCE in kinds:
        yield from distances(known.location, known.location.note, NOTE, known.named)
        for report in known.only_about:
            yield from distances(known.location, report.summary, report.id, known.named)
    if Kind.TYPE in kinds:
        yield from types(known.location)
    if Kind.PICTURE_DATE in kinds:
        yield from picture_dates(known.pictures, known.speaks)
