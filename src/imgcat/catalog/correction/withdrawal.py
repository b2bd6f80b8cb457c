"""Taking a reference back, with or without another one in its place."""

from imgcat.catalog.correction.signature import Signature
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRequest, NotFound
from imgcat.model.reference import Reference
from imgcat.model.vocabulary import ChangeKind


def withdraw(records: Records, reference_id: str, signed: Signature) -> None:
    """Take a reference back: it stays to be read, and counts for nothing.

    Raises NotFound, and InvalidRequest for one that was withdrawn before.
    """
    reference = _standing(records, reference_id)
    _put(records, reference, signed, ChangeKind.WITHDRAWN, None)


def supersede(records: Records, old: str, new: str, signed: Signature) -> None:
    """Put the reference `new` in the place of `old`, which is withdrawn.

    Raises NotFound, and InvalidRequest when one of them was withdrawn before, or both are one.
    """
    if old == new:
        raise InvalidRequest(f"The reference {old!r} cannot take its own place.")
    reference = _standing(records, old)
    _standing(records, new)
    _put(records, reference, signed, ChangeKind.SUPERSEDED, new)


def _standing(records: Records, reference_id: str) -> Reference:
    reference = records.references.get(reference_id)
    if reference is None:
        raise NotFound(f"There is no reference {reference_id!r} in the catalog.")
    if reference.deprecated:
        last = reference.changes[-1] if reference.changes else None
        when = f" on {last.at:%Y-%m-%d} by {last.by}" if last else ""
        raise InvalidRequest(f"The reference {reference_id!r} was withdrawn before{when}.")
    return reference


def _put(
    records: Records, reference: Reference, signed: Signature, kind: ChangeKind, other: str | None
) -> None:
    change = signed.change(kind, other=other)
    update = {
        "deprecated": True,
        "replaced_by": other,
        "changes": (*reference.changes, change),
    }
    records.references[reference.id] = reference.model_copy(update=update)
