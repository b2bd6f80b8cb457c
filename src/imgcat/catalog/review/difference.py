"""What differs between two states of a catalog, in what people write; what is derived is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from imgcat.catalog.changes import Changed
from imgcat.catalog.records import Records
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.reference import Reference
from imgcat.model.tombstone import Tombstone

Path = tuple[str, ...]


class Fate(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that is another: at which path of the record, what went, what came. None for nothing."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not what it was."""

    collection: str
    record_id: str
    before: Changed | None
    after: Changed | None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.after is None:
            return Fate.REMOVED
        if isinstance(self.after, Tombstone) and not isinstance(self.before, Tombstone):
            return Fate.MOVED
        withdrawn = isinstance(self.after, Reference) and self.after.deprecated
        if withdrawn and not (isinstance(self.before, Reference) and self.before.deprecated):
            return Fate.WITHDRAWN
        return Fate.ADDED if self.before is None else Fate.CHANGED

    def edits(self) -> list[Edit]:
        """The values that differ, of a record that there was and is."""
        if self.before is None or self.after is None or type(self.before) is not type(self.after):
            return []
        return list(_edits((), self.before.to_json(), self.after.to_json()))


def differences(old: Records, new: Records) -> list[Difference]:
    """The locations, reports and references that differ, by collection and id."""
    found = []
    before, after = _by_collection(old), _by_collection(new)
    for collection, one in before.items():
        other = after[collection]
        for record_id in sorted(one.keys() | other.keys()):
            was, now = one.get(record_id), other.get(record_id)
            if was != now:
                found.append(Difference(collection, record_id, was, now))
    return found


def _by_collection(records: Records) -> Mapping[str, Mapping[str, Changed]]:
    return {
        LOCATIONS: {**records.locations, **records.tombstones},
        REPORTS: records.reports,
        REFERENCES: records.references,
    }


def _edits(path: Path, before: Any, after: Any) -> Iterator[Edit]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            yield from _edits((*path, name), before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and _is_of_objects(before, after):
        gone = [each for each in before if each not in after]
        come = [each for each in after if each not in before]
        if len(gone) == len(come) == 1:
            yield from _edits((*path, str(after.index(come[0]))), gone[0], come[0])
            return
        yield from (Edit(path, each, None) for each in gone)
        yield from (Edit(path, None, each) for each in come)
        if not gone and not come:
            yield Edit((*path, "order"), len(before), len(after))
    else:
        yield Edit(path, before, after)


def _is_of_objects(*lists: list[Any]) -> bool:
    """Whether they hold objects or texts, and not the coordinates of a geometry."""
    return all(isinstance(each, dict | str) for values in lists for each in values)
