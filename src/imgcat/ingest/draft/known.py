"""What the catalog holds already of a document: the report itself, its publisher, the reports that it links to."""

from collections import Counter
from collections.abc import Iterable

from imgcat.catalog.records import Records
from imgcat.ingest.documents.document import Document, Link
from imgcat.model.names import compact
from imgcat.model.report import Report
from imgcat.model.web_address import host_of, page_key


def same_report(document: Document, records: Records) -> tuple[Report, str] | None:
    """The report in the catalog that the document is, and why it is taken for it."""
    url = page_key(document.url.value) if document.url else None
    doi = document.doi.value.casefold() if document.doi else None
    for report in records.reports.values():
        if url and report.url and page_key(report.url) == url:
            return report, "it has the same address"
        if doi and report.doi and report.doi.casefold() == doi:
            return report, "it has the same DOI"
    if document.title is None:
        return None
    title = compact(document.title.value)
    host = host_of(document.url.value) if document.url else None
    publisher = compact(document.publisher.value) if document.publisher else None
    for report in records.reports.values():
        if report.title_described or compact(report.title) != title:
            continue
        same_house = publisher and report.publisher and compact(report.publisher) == publisher
        if same_house or (host and report.url and host_of(report.url) == host):
            return report, "it has the same title and publisher"
        if document.published and report.published.value == document.published.value:
            return report, "it has the same title and date"
    return None


def of_publisher(document: Document, records: Records) -> list[Report]:
    """The reports of the document's publisher: those of its site, else those of its name."""
    host = host_of(document.url.value) if document.url else None
    if host and (
        found := [r for r in records.reports.values() if r.url and host_of(r.url) == host]
    ):
        return found
    if document.publisher is None:
        return []
    name = compact(document.publisher.value)
    return [r for r in records.reports.values() if r.publisher and compact(r.publisher) == name]


def most_common(values: Iterable[str | None]) -> str | None:
    """The value that occurs most often; of several the first in the alphabet; None where there is none."""
    counts = Counter(filter(None, values))
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def linked_reports(document: Document, records: Records) -> dict[str, Link]:
    """The reports of the catalog that the document links to, by id, each with its first link."""
    by_page: dict[str, str] = {}
    shared: set[str] = set()
    for report in records.reports.values():
        for url in filter(None, (report.url, report.doi and f"https://doi.org/{report.doi}")):
            key = page_key(url)
            if key in by_page:
                # A listing page that several records name is no report.
                shared.add(key)
            by_page[key] = report.id
    found: dict[str, Link] = {}
    for link in document.links:
        key = page_key(link.url)
        if key in by_page and key not in shared:
            found.setdefault(by_page[key], link)
    return found
