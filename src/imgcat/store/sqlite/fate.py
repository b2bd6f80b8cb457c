"""What becomes of a record on its way into an index that may have its id already."""

from enum import StrEnum
from typing import Any

from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless
from imgcat.store.time_text import instant


class Fate(StrEnum):
    """Stored as new, stored in place of another, or left out."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older than what is there"


def fate(known: bytes, body: bytes) -> Fate:
    """What becomes of a body where there is one of its id.

    It is left out where it says the same, whatever the order of its members, and where both have an `updated` and its
    own is the earlier one: so sources can come in any order, and again.
    """
    if known == body:
        return Fate.UNCHANGED
    there, new = lossless.loads(known), lossless.loads(body)
    if lossless.canonical(there) == lossless.canonical(new):
        return Fate.UNCHANGED
    before, after = _updated(there), _updated(new)
    is_older = before is not None and after is not None and after < before
    return Fate.OLDER if is_older else Fate.CHANGED


def _updated(record: Any) -> int | None:
    """When a record was last changed: an Item says it in its properties, a Collection among its members."""
    properties = record.get("properties")
    return instant((properties if isinstance(properties, dict) else record).get("updated"))


def older(origin: str, what: str) -> Finding:
    """What is said of a record that is older than the one that is there."""
    message = f"{what} was updated later than this record says. It is left out."
    return Finding(origin, "/properties/updated", Severity.NOTE, "older", message)
