"""Whether what the records say can be true together."""

import re
from collections.abc import Iterator
from datetime import date

from imgcat.catalog import layout
from imgcat.catalog.check.distances import disagreeing
from imgcat.catalog.check.pictures import contradicting, decided
from imgcat.catalog.records import Records, Ties
from imgcat.model.country import distance_to_country_km, is_country
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.vocabulary import Relation
from imgcat.model.when import When, last_day

BORDER_KM = 2.0
"""How far generalised outlines may be off, in kilometres."""

LATER = frozenset(Relation) - {
    Relation.CITES_IMAGE,
    Relation.ABOUT,
    Relation.MENTIONS,
    Relation.COMPARES,
}
"""Relations by which a report refers to an earlier one."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

FIRST_PICTURES = {
    "sentinel-1": date(2014, 4, 3),
    "sentinel-2": date(2015, 6, 23),
    "sentinel-5p": date(2017, 10, 13),
    "landsat-5": date(1984, 3, 1),
    "landsat-7": date(1999, 4, 15),
    "landsat-8": date(2013, 2, 11),
    "landsat-9": date(2021, 9, 27),
    "aster": date(1999, 12, 18),
    "terra-modis": date(1999, 12, 18),
    "aqua-modis": date(2002, 5, 4),
}
"""The launch of a mission: no picture of it is older."""


def implausible(records: Records) -> Iterator[Finding]:
    """Points outside their country, dates out of order, distances that the coordinates contradict."""
    for location in records.locations.values():
        yield from _country(location)
    for reference in records.standing():
        yield from _taken_before_published(reference, records)
        yield from _launched(reference)
        yield from _written_after(reference, records)
        if reference.picture:
            path = layout.item_path(REFERENCES, reference.id)
            yield from _printed_otherwise(reference.picture.taken, path)
    for report in records.reports.values():
        yield from _printed_otherwise(report.published, layout.item_path(REPORTS, report.id))
    yield from contradicting(records)
    yield from decided(Ties(records))
    yield from disagreeing(records)


def _country(location: Location) -> Iterator[Finding]:
    path, pointer = layout.item_path(LOCATIONS, location.id), "/properties/ref:country"
    if location.country is None:
        return
    if not is_country(location.country):
        said = f"{location.country!r} is no ISO 3166-1 alpha-3 code."
        yield Finding(path, pointer, Severity.ERROR, "country", said)
        return
    if location.position is None:
        return
    away = distance_to_country_km(*location.position.point(), location.country)
    if away <= BORDER_KM + (location.position.uncertainty_m or 0) / 1000:
        return
    explained = location.disputed or location.position.note
    said = f"The point is {away:.0f} km outside {location.country}"
    if explained:
        said += ", which the record explains."
        yield Finding(path, pointer, Severity.NOTE, "point-outside-country", said)
    else:
        said += ": mend it, or say why in the position's note."
        yield Finding(path, pointer, Severity.ERROR, "point-outside-country", said)


def _taken_before_published(reference: Reference, records: Records) -> Iterator[Finding]:
    report = records.reports.get(reference.report)
    taken = reference.picture.taken.window() if reference.picture else None
    published = report.published.window() if report else None
    if taken and published and taken[0] > published[1] and report and reference.picture:
        said = (
            f"The picture is dated {reference.picture.taken.text()}, after the report that cites it "
            f"({report.published.text()})."
        )
        path = layout.item_path(REFERENCES, reference.id)
        yield Finding(path, "/properties/ref:when", Severity.ERROR, "dates", said)


def _printed_otherwise(when: When, path: str) -> Iterator[Finding]:
    """A date whose words as printed name years, but not its own."""
    years = set(_YEAR.findall(when.verbatim or ""))
    stated = {value[:4] for value in (when.value, when.end) if value}
    if years and stated and not years & stated:
        said = f"The date is {when.text()}, but it is printed as “{when.verbatim}”."
        yield Finding(path, "/properties/ref:when", Severity.WARNING, "dates", said)


def _launched(reference: Reference) -> Iterator[Finding]:
    picture = reference.picture
    if picture is None or picture.taken.value is None or not picture.missions:
        return
    # A satellite of a mission (`sentinel-2a`) is at least as young as the mission.
    firsts = [
        FIRST_PICTURES.get(mission.rstrip("abcd")) or FIRST_PICTURES.get(mission)
        for mission in picture.missions
    ]
    known = [first for first in firsts if first]
    if len(known) == len(firsts) and last_day(picture.taken.end or picture.taken.value) < min(
        known
    ):
        said = f"The picture is dated {picture.taken.text()}, before {picture.sensor} was launched."
        path = layout.item_path(REFERENCES, reference.id)
        yield Finding(path, "/properties/ref:when", Severity.ERROR, "dates", said)


def _written_after(reference: Reference, records: Records) -> Iterator[Finding]:
    later, earlier = (
        records.reports.get(report_id)
        for report_id in (reference.report, reference.target_report or "")
    )
    if later is None or earlier is None or reference.relation not in LATER:
        return
    one, other = later.published.window(), earlier.published.window()
    if one and other and one[1] < other[0]:
        said = (
            f"{later.id} ({later.published.text()}) {reference.relation} {earlier.id}, which was published later "
            f"({earlier.published.text()})."
        )
        path = layout.item_path(REFERENCES, reference.id)
        yield Finding(path, "/properties/ref:target_report", Severity.ERROR, "dates", said)
