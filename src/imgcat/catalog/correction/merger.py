"""Making one location of two that are one place."""

from collections.abc import Iterable
from typing import Any, TypeVar

from imgcat.catalog.correction.burial import bury, living
from imgcat.catalog.correction.renaming import demoted
from imgcat.catalog.correction.signature import Signature
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRequest
from imgcat.model.change import Change
from imgcat.model.location import Location, Name, PlaceLink
from imgcat.model.position import Coarsening, Position, coarsen
from imgcat.model.sensitivity import COARSE_REASON, at_least, highest, is_lower
from imgcat.model.source import Source
from imgcat.model.vocabulary import ChangeKind, Sensitivity

T = TypeVar("T")

RESTRICTED = "The place is restricted: the catalog tells no position of it."


def merge(records: Records, old: str, new: str, signed: Signature) -> None:
    """Make the location `old` a part of `new`: names, positions, types, ties, sources and references move there.

    What both say stays as `new` says it; what only `old` says of it is kept in the change. The higher sensitivity
    holds, and what either makes coarse is coarse. Raises NotFound, and InvalidRequest when both are one or one of them
    is a tombstone.
    """
    if old == new:
        raise InvalidRequest(f"The location {old!r} cannot be merged into itself.")
    one, other = living(records, old), living(records, new)
    change = signed.change(ChangeKind.MERGED, other=old, before=_overruled(one, other))
    left = signed.change(ChangeKind.MERGED, other=new)
    together = _together(other, one)
    merged = {**together, "changes": (*together["changes"], change)}
    records.locations[new] = Location.from_json(merged, f"Location {new!r}")
    if is_lower(Sensitivity.CIVILIAN, merged["sensitivity"]):
        one = one.model_copy(update={"changes": tuple(_untold(one.changes))})
    bury(records, one, new, left)


def _together(kept: Location, gone: Location) -> dict[str, Any]:
    """The fields of the location that both become; `kept` goes first."""
    types = _union(kept.types, gone.types)
    sensitivity = highest(
        (kept.sensitivity, gone.sensitivity, at_least(each.value for each in types))
    )
    positions = _positions(kept, gone, sensitivity)
    protected = is_lower(Sensitivity.CIVILIAN, sensitivity)
    between = [
        tie
        for place, end in ((kept, gone), (gone, kept))
        for tie in place.related
        if tie.location == end.id
    ]
    return {
        "id": kept.id,
        "created": kept.created,
        "names": _names(kept, gone),
        "positions": positions,
        "geometry_reason": None
        if positions
        else kept.geometry_reason or gone.geometry_reason or RESTRICTED,
        "country": kept.country or gone.country,
        "admin": kept.admin or gone.admin,
        "disputed": kept.disputed or gone.disputed,
        "types": types,
        "related": _ties(kept, gone),
        "sensitivity": sensitivity,
        "note": " ".join(_union(filter(None, (kept.note,)), filter(None, (gone.note,)))) or None,
        "sources": _sources(kept, gone, between),
        "changes": tuple(_untold(kept.changes)) if protected else kept.changes,
    }


def _positions(kept: Location, gone: Location, sensitivity: Sensitivity) -> tuple[Position, ...]:
    """The positions of both; where one of them was made coarse, or must be, all of them are as coarse."""
    if sensitivity is Sensitivity.RESTRICTED:
        return ()
    positions = _union(kept.positions, gone.positions)
    coarse = [each.coarsened for each in positions if each.coarsened]
    if sensitivity is not Sensitivity.VULNERABLE and not coarse:
        return positions
    policy = Coarsening(decimals=2, reason=COARSE_REASON)
    wanted = min(coarse, key=lambda each: each.decimals, default=policy)
    return tuple(
        each
        if each.coarsened and each.coarsened.decimals <= wanted.decimals
        else coarsen(each, wanted.decimals, wanted.reason)
        for each in positions
    )


def _names(kept: Location, gone: Location) -> tuple[Name, ...]:
    """The names of both; one that differs only in what it is to the place is that of `kept`."""
    others = (
        name
        for name in map(demoted, gone.names)
        if not any(name.model_copy(update={"kind": own.kind}) == own for own in kept.names)
    )
    return (*kept.names, *others)


def _ties(kept: Location, gone: Location) -> tuple[PlaceLink, ...]:
    both = {kept.id, gone.id}
    return tuple(tie for tie in _union(kept.related, gone.related) if tie.location not in both)


def _sources(kept: Location, gone: Location, between: Iterable[PlaceLink]) -> tuple[Source, ...]:
    """The sources of both, and those of the ties between them, which go."""
    return _union(_union(kept.sources, gone.sources), (tie.source for tie in between))


def _overruled(gone: Location, kept: Location) -> dict[str, str] | None:
    """What `gone` says otherwise in fields of which there is one only, or why it had no position."""
    fields = ["country", "admin"]
    if not kept.geometry_reason or gone.geometry_reason != kept.geometry_reason:
        fields.append("geometry_reason")
    pairs = {name: (getattr(gone, name), getattr(kept, name)) for name in fields}
    found = {
        name: str(one)
        for name, (one, other) in pairs.items()
        if one and one != other and (other or name == "geometry_reason")
    }
    return found or None


def _untold(changes: Iterable[Change]) -> Iterable[Change]:
    """The changes, without positions that were closer than the place may be shown."""
    for change in changes:
        told = (change.field or "").startswith("positions")
        yield change.model_copy(update={"before": None}) if told else change


def _union(one: Iterable[T], other: Iterable[T]) -> tuple[T, ...]:
    """All of one, and of the other what is not among them."""
    found = list(one)
    for each in other:
        if each not in found:
            found.append(each)
    return tuple(found)
