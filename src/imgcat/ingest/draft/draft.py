"""A document -> the rows that a person is to decide on. Pure: the same document and catalog make the same draft."""

from dataclasses import dataclass, field
from itertools import count

from imgcat.catalog.records import Records
from imgcat.ingest.documents.document import Document
from imgcat.ingest.draft.captions import picture_captions
from imgcat.ingest.draft.dateline import dated
from imgcat.ingest.draft.identifier import report_id
from imgcat.ingest.draft.known import of_publisher, same_report
from imgcat.ingest.draft.picture_rows import image_rows
from imgcat.ingest.draft.place_rows import (
    location_row,
    place_references,
    report_references,
)
from imgcat.ingest.draft.places import find_places
from imgcat.ingest.draft.report_row import report_row
from imgcat.ingest.draft.row import UNDECIDED, Cell, Named, Row
from imgcat.model.names import Mentions
from imgcat.model.reference import Reference


@dataclass
class Draft:
    """Rows, and what a person should know before reading them. `report` is the id that the report has or is to have."""

    report: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def draft(document: Document, records: Records, mentions: Mentions) -> Draft:
    """Propose rows for a document; `mentions` finds the names of the catalog's places.

    Of a report that is in the catalog already, only what the catalog does not hold yet is proposed.
    """
    document = dated(document)
    places = find_places(document, records, mentions)
    siblings = of_publisher(document, records)
    same = same_report(document, records)
    subjects = [place.location for place in places.about()]
    subject = subjects[0] if len(subjects) == 1 else None
    name = same[0].id if same else report_id(document, siblings, subject, records.reports)
    made = Draft(name, remarks=list(document.remarks))
    report = Named("report", name)
    page = Named("page", document.url.value if document.url else UNDECIDED)
    if same:
        known = f"The report is in the catalog as {name}: {same[1]}. Only what is new is proposed."
        made.remarks.append(known)
    else:
        made.rows.append(report_row(document, siblings, report, page))
    made.rows += [
        location_row(place, number, records, page) for number, place in enumerate(places.new, 1)
    ]
    references = place_references(places, report)
    references += report_references(document, records, name, report)
    images = image_rows(document, picture_captions(document), places, report)
    held = [each for each in records.references.values() if each.report == name]
    for start, rows in (("ref", references), ("img", images)):
        ids = (f"{start}-{name}-{number:02}" for number in count(1))
        free = (row_id for row_id in ids if row_id not in records.references)
        for row in rows:
            if not _is_held(row, held):
                row.cells = {"id": Cell(next(free)), **row.cells}
                made.rows.append(row)
    for row in made.rows:
        row.cells.setdefault("source_url", Cell(page))
    return made


def _is_held(row: Row, held: list[Reference]) -> bool:
    """Whether the catalog holds what the row says of its report: the same target, or a picture of the same day."""
    values = {column: cell.value for column, cell in row.cells.items()}
    if row.kind == "references":
        return any(
            values["target"] in (each.location, each.target_report)
            for each in held
            if not each.picture
        )
    return any(
        each.picture is not None
        and each.location == values["location"]
        and each.picture.taken.value == values["acquired"]
        for each in held
    )
