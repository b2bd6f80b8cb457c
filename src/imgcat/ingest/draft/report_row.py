"""The row of the report itself."""

from collections.abc import Sequence

from imgcat.ingest.documents.document import Document
from imgcat.ingest.draft.known import most_common
from imgcat.ingest.draft.row import UNDECIDED, Named, Row, stated
from imgcat.model.report import Report
from imgcat.model.vocabulary import ReportKind


def report_row(document: Document, siblings: Sequence[Report], report: Named, page: Named) -> Row:
    """What the document states of itself. `siblings` are the reports of its publisher in the catalog."""
    row = Row("reports", comments=["The report."])
    row.put("id", report, "Proposed; the rows below take it over when you change it.")
    if document.title:
        row.put("title", document.title.value, stated(document.title))
    else:
        row.put("title", UNDECIDED)
    kinds = ", ".join(ReportKind)
    kind = most_common(each.kind for each in siblings)
    if kind:
        same = sum(each.kind == kind for each in siblings)
        row.put(
            "kind",
            str(kind),
            f"{same} of {len(siblings)} reports of this publisher are; else: {kinds}",
        )
    else:
        row.put("kind", UNDECIDED, f"One of: {kinds}")
    if document.authors:
        row.put("authors", [each.value for each in document.authors], stated(document.authors[0]))
    else:
        row.put("authors", [], "None is stated where it was looked for.")
    _publisher(row, document, siblings)
    if document.published:
        row.put("published", document.published.value, stated(document.published))
    else:
        row.put(
            "published",
            UNDECIDED,
            "Not found. YYYY-MM-DD, YYYY-MM or YYYY as the report says; null if it does not.",
        )
    language = document.language
    row.put(
        "language", language.value if language else None, stated(language) if language else None
    )
    row.put(
        "url",
        page if document.url else None,
        stated(document.url) if document.url else "Its public address.",
    )
    if document.doi:
        row.put("doi", document.doi.value, stated(document.doi))
    row.put("summary", None, "What it says, in your own words.")
    row.put(
        "source_url",
        page,
        None if document.url else "The public page that you read; the rows below take it over.",
    )
    return row


def _publisher(row: Row, document: Document, siblings: Sequence[Report]) -> None:
    usual = most_common(each.publisher for each in siblings)
    said = stated(document.publisher) if document.publisher else None
    if usual:
        row.put("publisher", usual, f"As in the catalog ({len(siblings)} reports).", said)
    elif document.publisher:
        row.put("publisher", document.publisher.value, said)
    else:
        row.put("publisher", UNDECIDED, "Who published it.")
