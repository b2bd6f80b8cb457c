"""Whether everything that a record names is there, and whether it says where it was read."""

from collections import defaultdict
from collections.abc import Iterator, Set

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.model.acquisition import key as acquisition_key
from imgcat.model.acquisition import parse
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS

QUOTES_PER_REPORT = 3
"""The house limit of quotes from one report."""


def broken_ties(records: Records, unreadable: Set[str] = frozenset()) -> Iterator[Finding]:
    """References to records that are not in the catalog, and ids that contradict each other.

    A record whose file is there but `unreadable` is not missing: its own finding says what is wrong.
    """
    for reference in records.references.values():
        path = layout.item_path(REFERENCES, reference.id)
        ends = (
            ("ref:report", reference.report, records.reports, REPORTS),
            ("ref:location", reference.location, records.locations, LOCATIONS),
            ("ref:target_report", reference.target_report, records.reports, REPORTS),
        )
        for field, target, known, collection in ends:
            if target is None or layout.item_path(collection, target) in unreadable:
                continue
            if target not in known:
                said = (
                    records.no_location(target)
                    if collection == LOCATIONS
                    else f"There is no report {target!r} in the catalog."
                )
                yield Finding(path, f"/properties/{field}", Severity.ERROR, "dangling", said)
        picture = None if reference.deprecated else reference.picture
        for index, product_id in enumerate(picture.product_ids if picture else ()):
            pointer = f"/properties/ref:product_ids/{index}"
            product = parse(product_id)
            if product is None:
                said = f"{product_id!r} fits no grammar of product ids."
                yield Finding(path, pointer, Severity.WARNING, "unknown-id", said)
            elif acquisition_key(product) not in (None, picture and picture.acquisition):
                said = (
                    f"{product_id!r} is of another acquisition than the one that the record names."
                )
                yield Finding(path, pointer, Severity.ERROR, "acquisition", said)
    for location in records.locations.values():
        for index, tie in enumerate(location.related):
            if tie.location not in records.locations:
                said = records.no_location(tie.location)
                yield Finding(
                    layout.item_path(LOCATIONS, location.id),
                    f"/properties/ref:related/{index}/location",
                    Severity.ERROR,
                    "dangling",
                    said,
                )


def missing_evidence(records: Records) -> Iterator[Finding]:
    """Records without a source, reports that nothing ties to a place, and more quotes than the house allows."""
    for collection, known in ((LOCATIONS, records.locations), (REPORTS, records.reports)):
        for record_id, record in known.items():
            if not record.sources:
                said = "The record names no source: every record says where it was read."
                path = layout.item_path(collection, record_id)
                yield Finding(path, "/properties/ref:sources", Severity.ERROR, "no-source", said)
    quotes: dict[str, int] = defaultdict(int)
    reporting = set()
    for reference in records.references.values():
        # What was quoted and then withdrawn is still there to be read.
        if not reference.deprecated:
            reporting.add(reference.report)
        quotes[reference.report] += reference.quote is not None
    for report_id, count in quotes.items():
        if count > QUOTES_PER_REPORT:
            said = f"{count} quotes are taken from this report; the limit is {QUOTES_PER_REPORT}."
            yield Finding(layout.item_path(REPORTS, report_id), "", Severity.ERROR, "quotes", said)
    for report_id in records.reports.keys() - reporting:
        said = "No reference says what this report is about."
        yield Finding(layout.item_path(REPORTS, report_id), "", Severity.WARNING, "untied", said)
