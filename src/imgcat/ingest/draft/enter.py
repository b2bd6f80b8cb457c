"""`imgcat add`: a draft that a person has reviewed becomes records, or nothing of it does."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from imgcat.catalog import layout
from imgcat.catalog.check import check_before_writing, check_records
from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.catalog.review.duplicates import suspected
from imgcat.ingest.draft.review import review_of
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.model.finding import Finding, Severity


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
    why = f"Read from {review.source} (SHA-256 {review.sha256}) by a program, and reviewed."
    signature = Signature(review.reviewed_by, why, moment)
    created = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    outcome = import_tables([path], records, created, review=signature)
    if outcome.failed:
        return outcome
    outcome.findings += _twice(records, outcome)
    outcome.findings += sorted(set(check_before_writing(folder, records)) - before)
    return outcome


def _twice(records: Records, outcome: Outcome) -> Iterator[Finding]:
    """What came in although the catalog may have it: a place, a report or a picture under another id."""
    added = {record_id for ids in outcome.added.values() for record_id in ids}
    for suspicion in suspected(records):
        new = added.intersection(suspicion.ids)
        if new:
            path = layout.item_path(suspicion.collection, min(new))
            said = f"{' and '.join(suspicion.ids)} may be one: {suspicion.why}."
            yield Finding(path, "", Severity.WARNING, "duplicate", said)
