"""Whether a record tells more than the ethics policy lets it (docs/ethics.md)."""

from collections.abc import Iterator

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.model.change import Change
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.sensitivity import at_least, is_lower
from imgcat.model.vocabulary import Sensitivity

COARSE_M = 1_000
"""A vulnerable place is not shown closer than this, in metres."""


def tells_position(change: Change) -> bool:
    """Whether what stood there before a change says where the place is."""
    return change.before is not None and (change.field or "").startswith("positions")


def too_telling(records: Records) -> Iterator[Finding]:
    """Vulnerable places with a closer position than the policy allows, restricted ones with any."""
    for location in records.locations.values():
        path = layout.item_path(LOCATIONS, location.id)
        needed = at_least(assertion.value for assertion in location.types)
        if is_lower(location.sensitivity, needed):
            said = f"A place of its type is at least {needed}, but the record says {location.sensitivity}."
            yield Finding(path, "/properties/ref:sensitivity", Severity.ERROR, "sensitivity", said)
        if location.sensitivity is Sensitivity.RESTRICTED and location.positions:
            said = "A restricted place has no position in the catalog."
            yield Finding(path, "/properties/ref:positions", Severity.ERROR, "sensitivity", said)
        if is_lower(Sensitivity.CIVILIAN, location.sensitivity):
            for index, change in enumerate(location.changes):
                if tells_position(change):
                    said = "The history of a place that is vulnerable or restricted keeps no earlier position."
                    pointer = f"/properties/ref:changes/{index}/before"
                    yield Finding(path, pointer, Severity.ERROR, "sensitivity", said)
        if location.sensitivity is not Sensitivity.VULNERABLE:
            continue
        for index, position in enumerate(location.positions):
            close = (position.uncertainty_m or 0) < COARSE_M
            if close or position.coarsened is None or position.as_printed is not None:
                said = (
                    f"The place is vulnerable: its position must be coarsened to {COARSE_M} m or more, "
                    "and not be given as printed."
                )
                pointer = f"/properties/ref:positions/{index}"
                yield Finding(path, pointer, Severity.ERROR, "sensitivity", said)
