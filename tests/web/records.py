"""Small records to make catalogs of in tests."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from imgcat.catalog.records import Records
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = {"url": "https://example.org/page"}
POSITION = {
    "geometry": {"type": "Point", "coordinates": [125.355288, 39.644929]},
    "uncertainty_m": 500,
    "method": "stated-in-source",
    "source": SOURCE,
}


def location(location_id: str, **fields: Any) -> Location:
    """A location; its name is its id unless names are given."""
    names = [{"text": location_id, "kind": "preferred", "script": "Latn", "source": SOURCE}]
    found = {"id": location_id, "created": NOW, "names": names, "country": "PRK", **fields}
    if not found.get("positions"):
        found.setdefault("geometry_reason", "No coordinates on the page.")
    return Location.model_validate(found)


def report(report_id: str, published: str | None = "2019-01-21", **fields: Any) -> Report:
    """A report; its title is its id unless one is given."""
    when = {"value": published} if published else {"reason": "The page has no date."}
    found = {"title": report_id, "kind": "analysis", "publisher": "Publisher", **fields}
    return Report.model_validate({"id": report_id, "created": NOW, "published": when, **found})


def reference(report_id: str, relation: str, target: str, **fields: Any) -> Reference:
    """A reference of a report to a place, for relations to places, or else to a report."""
    kind = (
        "location"
        if relation in {"about", "mentions", "compares", "cites-image"}
        else "target_report"
    )
    found = {"report": report_id, "relation": relation, kind: target, "source": SOURCE, **fields}
    name = f"{report_id}-{relation}-{target}"
    return Reference.model_validate({"id": name, "created": NOW, **found})


def catalog(records: Iterable[Location | Report | Reference]) -> Records:
    """The records as a catalog."""
    made = Records()
    for record in records:
        if isinstance(record, Location):
            made.locations[record.id] = record
        elif isinstance(record, Report):
            made.reports[record.id] = record
        else:
            made.references[record.id] = record
    return made
