"""What a second reviewer has to look at: what may harm, and what takes something away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imgcat.catalog.review.difference import Difference, Fate
from imgcat.model.location import Location
from imgcat.model.position import Position
from imgcat.model.sensitivity import is_lower
from imgcat.model.tombstone import Tombstone
from imgcat.model.vocabulary import Sensitivity

_DEGREE_M = 111_320.0
_NUMBER = re.compile(r"\d+(?:\.(\d+))?\s*(°|º|['’′]{2}|[\"”″]|['’′])?")
_UNITS_M = {"°": 1.0, "º": 1.0, "'": 60.0, "’": 60.0, "′": 60.0}


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in a record that needs a second pair of eyes, as a sentence."""

    collection: str
    record_id: str
    why: str


def flags(changes: Iterable[Difference]) -> list[Flag]:
    """What needs a second reviewer in these differences."""
    return [
        Flag(each.collection, each.record_id, why) for each in changes for why in _reasons(each)
    ]


def _reasons(change: Difference) -> Iterator[str]:
    before, after = change.before, change.after
    if change.fate is Fate.REMOVED:
        yield "The record is deleted, and not withdrawn: its id leads nowhere now."
    if change.fate is Fate.WITHDRAWN and after is not None:
        yield f"It is withdrawn: {after.changes[-1].why if after.changes else 'nobody says why'}"
    if change.fate is Fate.MOVED and isinstance(after, Tombstone):
        last = after.changes[-1]
        yield f"It is {last.kind} and recorded as {after.replaced_by} now: {last.why}"
    if before is not None and after is not None and change.fate is not Fate.MOVED:
        kept = after.changes[: len(before.changes)]
        if kept != before.changes:
            yield "Its history was rewritten; lines are only added to it."
    if isinstance(after, Location):
        yield from _sensitive(before if isinstance(before, Location) else None, after)
        yield from _closer(before if isinstance(before, Location) else None, after)


def _sensitive(before: Location | None, after: Location) -> Iterator[str]:
    if after.sensitivity is not Sensitivity.OPEN:
        yield f"The place is {after.sensitivity}."
    if before is None:
        return
    if is_lower(after.sensitivity, before.sensitivity):
        yield f"Its sensitivity is lowered from {before.sensitivity} to {after.sensitivity}."
    coarse = [position.coarsened for position in before.positions]
    if any(coarse) and after.positions and not all(each.coarsened for each in after.positions):
        yield "A position of it was coarsened, and one is not now."


def _closer(before: Location | None, after: Location) -> Iterator[str]:
    was = before.position.uncertainty_m if before and before.position else None
    now = after.position.uncertainty_m if after.position else None
    if was is not None and now is not None and now < was:
        yield f"Its position is given to {now:g} m, where it was {was:g} m."
    known = before.positions if before else ()
    for position in after.positions:
        stated = stated_to_m(position)
        if position in known or stated is None or position.uncertainty_m is None:
            continue
        if position.uncertainty_m < stated:
            yield (
                f"A position is given to {position.uncertainty_m:g} m, but its source prints "
                f"“{position.as_printed}”, which is good to {stated:.0f} m at best."
            )


def stated_to_m(position: Position) -> float | None:
    """To how many metres the printed form of a position can be good: half of its last digit.

    None for a form that is not of degrees.
    """
    steps = []
    for found in _NUMBER.finditer(position.as_printed or ""):
        decimals, unit = len(found[1] or ""), found[2]
        if unit is None and not decimals:
            continue
        parts = (
            3600.0 if unit and (len(unit) == 2 or unit in '"”″') else _UNITS_M.get(unit or "°", 1.0)
        )
        steps.append(_DEGREE_M / parts / 10**decimals)
    return min(steps) / 2 if steps else None
