"""References as pages show them: who says what of which place or report, and which picture it cites."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from imgcat.model.identifiers import LOCATIONS, REPORTS
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.model.vocabulary import TO_LOCATION
from imgcat.model.when import FIRST_SATELLITE, Window
from imgcat.store.protocol import Store
from imgcat.web import addresses, dates, phrases
from imgcat.web.lines import (
    PlaceLine,
    ReportLine,
    missing_place,
    missing_report,
    place_line,
    report_line,
)
from imgcat.web.reading import items_by_id, text, texts


@dataclass(frozen=True, slots=True)
class Statement:
    """One reference: the report that makes it, what it says, and the place or report it says it of."""

    reference: Reference
    report: ReportLine
    target: PlaceLine | ReportLine
    href: str

    @property
    def phrase(self) -> str:
        """What the report does: `is about`, `reports on`."""
        return phrases.RELATION[self.reference.relation]

    @property
    def order(self) -> tuple[tuple[bool, str, bool, str], str]:
        """By the date of the report."""
        return self.report.order, self.reference.id


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture that a report cites: the bounds of its time in UTC, the public scenes it is tied to (id and record)."""

    statement: Statement
    window: tuple[str, str] | None
    zone_known: bool
    resolution: str
    scenes: tuple[tuple[str, str], ...]
    start: datetime

    @property
    def reference(self) -> Reference:
        """The reference that cites the picture."""
        return self.statement.reference


def lines_of(
    store: Store, references: Iterable[Reference]
) -> tuple[dict[str, PlaceLine], dict[str, ReportLine]]:
    """The lines of every place and report that references name, by id; those that are missing say so."""
    references = list(references)
    places = {each.location for each in references if each.location}
    reports = {each.report for each in references}
    reports |= {each.target_report for each in references if each.target_report}
    found_places = {each["id"]: place_line(each) for each in items_by_id(store, LOCATIONS, places)}
    found_reports = {each["id"]: report_line(each) for each in items_by_id(store, REPORTS, reports)}
    return (
        {key: found_places.get(key) or missing_place(key) for key in sorted(places)},
        {key: found_reports.get(key) or missing_report(key) for key in sorted(reports)},
    )


def statements(
    references: Iterable[Reference],
    places: Mapping[str, PlaceLine],
    reports: Mapping[str, ReportLine],
) -> list[Statement]:
    """The references with the lines of what they name, by date of the report."""
    made = (
        Statement(
            reference=each,
            report=reports[each.report],
            target=places[each.location or ""]
            if each.relation in TO_LOCATION
            else reports[each.target_report or ""],
            href=addresses.reference(each.id),
        )
        for each in references
    )
    return sorted(made, key=lambda statement: statement.order)


def pictures(made: Iterable[Statement], properties: Mapping[str, Json]) -> Iterator[PictureLine]:
    """The pictures among statements, earliest first, those without a date last."""
    yield from sorted(
        (
            _picture(each, properties[each.reference.id])
            for each in made
            if each.reference.picture is not None
        ),
        key=lambda line: (line.window is None, line.start, line.reference.id),
    )


def _picture(statement: Statement, about: Json) -> PictureLine:
    picture = statement.reference.picture
    taken: Window | None = picture.taken.window() if picture else None
    resolution = text(about.get("ref:resolution")) or "unresolved"
    return PictureLine(
        statement=statement,
        window=dates.bounds(taken) if taken else None,
        zone_known=bool(picture and picture.taken.zone),
        resolution=phrases.RESOLUTION.get(resolution, phrases.label(resolution)),
        scenes=tuple(
            (path.partition("/")[2], addresses.scene(path))
            for path in texts(about.get("ref:scenes"))
        ),
        start=taken[0] if taken else FIRST_SATELLITE,
    )
