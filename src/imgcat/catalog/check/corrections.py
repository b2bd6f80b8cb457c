"""Whether what was withdrawn, superseded or moved says who did it, and leads to where it should."""

from collections.abc import Iterator

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.vocabulary import ChangeKind

TAKEN_BACK = frozenset({ChangeKind.WITHDRAWN, ChangeKind.SUPERSEDED})
"""Changes after which a reference no longer counts."""


def unaccounted(records: Records) -> Iterator[Finding]:
    """Withdrawn references of which nobody says why, and records that lead nowhere or in a circle."""
    for reference in records.references.values():
        path = layout.item_path(REFERENCES, reference.id)
        kinds = {change.kind for change in reference.changes}
        if reference.deprecated and not kinds & TAKEN_BACK:
            said = "The reference is deprecated, but no change of it says who withdrew it and why."
            yield Finding(path, "/properties/ref:changes", Severity.ERROR, "unaccounted", said)
        if not reference.deprecated and kinds & TAKEN_BACK:
            said = "A change says that the reference was withdrawn, but it is not deprecated."
            yield Finding(path, "/properties/deprecated", Severity.ERROR, "unaccounted", said)
        successor = reference.replaced_by
        if successor is None:
            continue
        if successor not in records.references:
            yield _leads(path, f"There is no reference {successor!r} in the catalog.")
        elif _circles(records.latest_reference(reference.id), records):
            yield _leads(path, "The references that replace it replace each other in a circle.")
    for left in records.tombstones.values():
        path = layout.item_path(LOCATIONS, left.id)
        latest = records.latest_location(left.id)
        if latest in records.tombstones:
            end = records.tombstones[latest].replaced_by
            circle = f"{left.id!r} leads in a circle: {latest!r} leads back to {end!r}."
            yield _leads(path, circle)
        elif latest not in records.locations:
            yield _leads(path, f"There is no location {latest!r} in the catalog.")


def _circles(latest: str, records: Records) -> bool:
    end = records.references.get(latest)
    return end is not None and end.replaced_by is not None and end.replaced_by in records.references


def _leads(path: str, said: str) -> Finding:
    return Finding(path, "/properties/ref:replaced_by", Severity.ERROR, "dangling", said)
