"""`imgcat add`: a draft that a person has reviewed becomes records, or nothing of it does."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from imgcat.catalog.check import check_before_writing, check_records
from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.ingest.draft.review import review_of
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.model.finding import Finding, Severity
from imgcat.model.web_address import page_key


def enter(path: Path, folder: Path, records: Records, moment: datetime) -> Outcome:
    """Read the rows of a draft into `records`; the files of `folder` are not touched.

    The outcome has failed, and the records are not to be written, where the draft is not reviewed or not decided, a row
    is refused, or the catalog would get an error that it did not have. `moment` is now (UTC). Raises ImgcatError where
    the file is no draft.
    """
    review, findings = review_of(path)
    if review.reviewed_by is None or findings:
        return Outcome(findings=findings)
    before = set(check_records(records))
    reports = set(records.reports)
    why = f"Read from {review.source} (SHA-256 {review.sha256}) by a program, and reviewed."
    signature = Signature(review.reviewed_by, why, moment)
    created = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    outcome = import_tables([path], records, created, review=signature)
    if outcome.failed:
        return outcome
    outcome.findings += _twice(records, records.reports.keys() - reports)
    outcome.findings += sorted(set(check_before_writing(folder, records)) - before)
    return outcome


def _twice(records: Records, added: set[str]) -> Iterator[Finding]:
    """Reports that came in although the catalog has one of the same address or DOI."""
    for report_id in sorted(added):
        report = records.reports[report_id]
        for other in records.reports.values():
            if other.id == report_id:
                continue
            same_page = report.url and other.url and page_key(report.url) == page_key(other.url)
            same_doi = report.doi and other.doi and report.doi.casefold() == other.doi.casefold()
            if same_page or same_doi:
                what = "address" if same_page else "DOI"
                said = f"The catalog has a report of this {what}: {other.id!r}. Are they two?"
                path = f"reports/{report_id}.json"
                yield Finding(path, "", Severity.WARNING, "duplicate-report", said)
