"""What stays of a record when its row is read again: all that the row has no column for."""

from collections.abc import Mapping
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.ingest.columns import Row
from imgcat.ingest.places import NO_POINT, is_listed
from imgcat.model.location import Location, Name
from imgcat.model.position import Position, coarsen
from imgcat.model.record import Record
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.sensitivity import COARSE_REASON, at_least, is_lower
from imgcat.model.vocabulary import NameKind, Sensitivity
from imgcat.model.when import When

Entered = Location | Report | Reference
Columns = Mapping[str, str]
"""Which columns give a field."""

_LOCATION: Columns = {"country": "country", "admin": "admin", "note": "notes"}
_REPORT: Columns = {
    "title": "title",
    "title_described": "title_descriptive",
    "kind": "kind",
    "authors": "authors",
    "publisher": "publisher",
    "series": "series",
    "language": "language",
    "url": "url",
    "doi": "doi",
    "rights": "licence",
    "summary": "summary",
    "note": "notes",
}
_REFERENCE: Columns = {
    "report": "report",
    "relation": "relation location",
    "location": "target location",
    "target_report": "target",
    "locator": "where locator",
    "quote": "quote",
    "note": "notes provider",
    "source": "source_url",
}
_PICTURE: Columns = {
    "provider": "provider",
    "credit": "credit_as_printed",
    "sensor": "satellite",
    "missions": "satellite",
    "modality": "satellite credit_as_printed",
    "access": "public_archive",
    "product_ids": "product_id",
}
_WHEN: Columns = {
    "end": "acquired_end",
    "time": "acquired_time_utc",
    "zone": "acquired_time_utc",
    "basis": "date_basis",
    "reason": "notes",
}


def merged(before: Entered, after: Entered, row: Row) -> Entered:
    """The record `before` with what the row, read as `after`, says. Raises InvalidRecord when they do not fit."""
    fields: dict[str, Any] = {}
    match before, after:
        case Location(), Location():
            fields = _location(before, after, row)
        case Report(), Report():
            fields = _taken(after, _REPORT, row) | {
                "published": _when(before.published, after.published, row),
                "sources": after.sources[:1] + before.sources[1:],
            }
        case Reference(), Reference():
            picture = _picture(before.picture, after.picture, row)
            fields = _taken(after, _REFERENCE, row) | {"picture": picture}
    known = {field: getattr(before, field) for field in type(before).model_fields}
    return type(before).from_json(known | fields, f"{type(before).__name__} {before.id!r}")


def _taken(after: Record, columns: Columns, row: Row) -> dict[str, Any]:
    """The fields that the row has a column for."""
    return {
        field: getattr(after, field)
        for field, names in columns.items()
        if not row.keys().isdisjoint(names.split())
    }


def _location(before: Location, after: Location, row: Row) -> dict[str, Any]:
    types = after.types[:1] + before.types[1:] if after.types else before.types
    # Who set a place higher than its type knew why; a table does not.
    sensitivity = at_least(each.value for each in types)
    by_hand = at_least(each.value for each in before.types) is not before.sensitivity
    if by_hand and is_lower(sensitivity, before.sensitivity):
        sensitivity = before.sensitivity
    positions = before.positions
    if {"lat", "lon"} & row.keys():
        positions = _positions(before, after)
    if sensitivity is Sensitivity.VULNERABLE:
        positions = tuple(
            each if each.coarsened else coarsen(each, 2, COARSE_REASON) for each in positions
        )
    reason = None
    if not positions:
        reason = after.geometry_reason if "notes" in row else before.geometry_reason
        reason = reason or after.geometry_reason or NO_POINT
    return _taken(after, _LOCATION, row) | {
        "names": _names(before.names, after.names, row),
        "types": types,
        "sensitivity": sensitivity,
        "positions": positions,
        "geometry_reason": reason,
        "sources": after.sources[:1] + before.sources[1:],
    }


def _positions(before: Location, after: Location) -> tuple[Position, ...]:
    """The row's point in the place of the first position, whose note stays."""
    shown, others = before.position, before.positions[1:]
    noted = [
        each.model_copy(update={"note": shown.note if shown else None}) for each in after.positions
    ]
    return (*noted, *others)


def _names(before: tuple[Name, ...], after: tuple[Name, ...], row: Row) -> tuple[Name, ...]:
    """The names that were there, without those that only an earlier form of the row gave; then the new ones."""
    title, *listed = after
    known = {name.text: name for name in before}
    first = title
    if title.text in known:
        update = {"kind": title.kind, "source": title.source}
        first = known[title.text].model_copy(update=update)
    said = {name.text: name for name in listed}
    kept = [
        said.get(name.text, name) if is_listed(name) else name
        for name in before
        if name.text != title.text
        and name.kind is not NameKind.PREFERRED
        and (name.text in said or "alt_names" not in row or not is_listed(name))
    ]
    return (first, *kept, *(name for name in listed if name.text not in known))


def _picture(before: Picture | None, after: Picture | None, row: Row) -> Picture | None:
    if before is None or after is None:
        return after
    fields = _taken(after, _PICTURE, row) | {"taken": _when(before.taken, after.taken, row)}
    if before.decision is not None:
        _is_as_decided(before, after)
    elif "product_id" in row and (before.product_ids or after.product_ids):
        fields["acquisition"] = after.acquisition
    return before.model_copy(update=fields)


def _is_as_decided(before: Picture, after: Picture) -> None:
    """A person's decision stays. Raises InvalidRecord where the row prints the id of another picture."""
    if before.decision and after.acquisition not in (None, before.acquisition):
        decided = before.acquisition or "no public scene"
        raise InvalidRecord(
            f"The row prints an id of {after.acquisition}, but {before.decision.by} decided for {decided}: "
            "reopen that decision first."
        )


def _when(before: When, after: When, row: Row) -> When:
    """What was added to a date belongs to that date: it goes when the date is another."""
    if before.value != after.value:
        return after
    fields = before.model_dump() | _taken(after, _WHEN, row)
    return When.from_json(fields, "The date")
