"""The page of a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imgcat.model.identifiers import REFERENCES, REPORTS
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.thread import CONTRADICTION
from imgcat.model.vocabulary import TO_LOCATION
from imgcat.web import addresses
from imgcat.web.kind import page
from imgcat.web.lines import ReportLine, report_line
from imgcat.web.linked_data import linked_data
from imgcat.web.listing import records_of
from imgcat.web.reading import items_where, parsed, record_id, records
from imgcat.web.site import Site
from imgcat.web.statements import PictureLine, Statement, lines_of, pictures, statements
from imgcat.web.take_away import TakeAway, take_away


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that the page of a report shows, in the order in which it shows it."""

    report: Report
    line: ReportLine
    contradictions: tuple[Statement, ...]
    places: tuple[Statement, ...]
    pictures: tuple[PictureLine, ...]
    refers_to: tuple[Statement, ...]
    referred_to_by: tuple[Statement, ...]
    refused: tuple[str, ...]
    beside: str
    linked: dict[str, Any]
    take: TakeAway


def report_page(site: Site, report_id: str) -> ReportPage:
    """Put the page of a report together. Raises NotFound, and InvalidRecord when the Item is no report."""
    store = site.store
    stored = store.item(REPORTS, report_id)
    item = parsed(stored)
    report = Report.from_item(item)
    made, refused = records(
        items_where(store, REFERENCES, "ref:report", [report_id]), Reference.from_item
    )
    received, also_refused = records(
        items_where(store, REFERENCES, "ref:target_report", [report_id]), Reference.from_item
    )
    own, others = [each for each, _ in made], [each for each, _ in received]
    places, reports = lines_of(store, [*own, *others])
    says = statements(own, places, reports)
    said_of_it = tuple(statements(others, places, reports))
    properties = {reference.id: about for reference, about in made}
    return ReportPage(
        report=report,
        line=report_line(item),
        contradictions=tuple(
            each for each in said_of_it if each.reference.relation in CONTRADICTION
        ),
        places=tuple(_about_places(says)),
        pictures=tuple(pictures(says, properties)),
        refers_to=tuple(each for each in says if each.reference.target_report),
        referred_to_by=said_of_it,
        refused=(*refused, *also_refused),
        beside=addresses.report(report_id),
        linked=linked_data(site, stored),
        take=take_away(site, stored),
    )


def _about_places(says: list[Statement]) -> Iterator[Statement]:
    """What the report says of places, its pictures aside: they have a list of their own."""
    for each in says:
        if each.reference.relation in TO_LOCATION and each.reference.picture is None:
            yield each


KIND = page(
    "reports/{id}.html",
    "report.html",
    lambda site, values: report_page(site, record_id(values)),
    lambda site: records_of(site, REPORTS),
    scripts=("copy.js",),
)
