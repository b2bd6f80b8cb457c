"""A conflict: one thing, and what each source says of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from imgcat.model.item import Json
from imgcat.model.source import Source


class Kind(StrEnum):
    """What sources give differently.

    `spelling` a name of the place in one script; `position` where it is, farther apart than their uncertainties
    allow; `distance` how far it is from elsewhere, against its coordinates; `type` what it is; `picture-date` when a
    picture was taken that one report has from another.
    """

    SPELLING = "spelling"
    POSITION = "position"
    DISTANCE = "distance"
    TYPE = "type"
    PICTURE_DATE = "picture-date"


@dataclass(frozen=True, slots=True)
class Said:
    """One value, and who gives it: the source, or the record's own text where it names none."""

    value: Any
    source: Source | None = None
    more: Json = field(default_factory=dict)

    def to_json(self) -> Json:
        stated = {"source": self.source.to_json()} if self.source else {}
        return {"value": self.value, **self.more, **stated}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one thing that cannot all hold, or are not all written alike."""

    kind: Kind
    said: tuple[Said, ...]
    more: Json = field(default_factory=dict)

    def to_json(self) -> Json:
        return {"kind": self.kind, **self.more, "said": [each.to_json() for each in self.said]}
