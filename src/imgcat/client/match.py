"""A place that a name may mean."""

from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Match:
    """A place, how well its name fits (0 to 100) and how (`exact`, `korean`, `near`), and the name with its source."""

    location: str
    title: str
    country: str | None
    score: int
    kind: str
    name: dict[str, Any] = field(repr=False)

    @classmethod
    def from_json(cls, match: dict[str, Any]) -> Self:
        return cls(**{key: match[key] for key in cls.__slots__})
