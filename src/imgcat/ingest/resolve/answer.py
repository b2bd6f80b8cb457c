"""What a search for the scene of a caption came to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from imgcat.ingest.resolve.candidate import Candidate
from imgcat.ingest.resolve.question import Question
from imgcat.ingest.resolve.search import Found
from imgcat.model.when import Window, timestamp

UNIQUE, PROBABLE = 85, 65
"""The least scores of the classes of these names."""

APART = 5
"""Points by which the best must be ahead of the next, or several are as good."""


class MatchClass(StrEnum):
    """How sure the scene is, the surest first. None of them is a decision: that is for a person."""

    STATED = "stated"
    UNIQUE = "unique"
    PROBABLE = "probable"
    SEVERAL = "several"
    NONE_PUBLIC = "none-public"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Searched:
    """One catalog that was asked: how many scenes over the place it gave, or why it failed."""

    name: str
    windows: tuple[Window, ...]
    scenes: int
    failure: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The search as JSON values."""
        failed = {"failure": self.failure} if self.failure else {}
        windows = [[timestamp(moment) for moment in window] for window in self.windows]
        return {"name": self.name, "windows": windows, "scenes": self.scenes, **failed}


@dataclass(frozen=True, slots=True)
class Answer:
    """The class, why it is no better where it can be said, and the candidates, the best first.

    Where the picture is commercial the candidates are the nearest public scenes, none of which is the picture.
    """

    question: Question
    kind: MatchClass
    reason: str | None = None
    candidates: tuple[Candidate, ...] = ()
    searched: tuple[Searched, ...] = ()

    def to_json(self, link: Callable[[Found], str | None]) -> dict[str, Any]:
        """The answer as JSON values; `link` gives the address of a scene."""
        position = self.question.position
        lon = position.point()[0] if position else None
        told = {"reason": self.reason} if self.reason else {}
        return {
            "parsed": self.question.caption.to_json(),
            "class": self.kind,
            **told,
            "candidates": [each.to_json(lon, link) for each in self.candidates],
            "searched": [each.to_json() for each in self.searched],
        }


def kind_of(found: list[Candidate]) -> MatchClass:
    """The class of the candidates for one picture, the best first."""
    if not found:
        return MatchClass.UNKNOWN
    best, *others = found
    if others and best.score - others[0].score < APART:
        return MatchClass.SEVERAL
    if best.score >= UNIQUE:
        return MatchClass.UNIQUE
    if best.score >= PROBABLE:
        return MatchClass.PROBABLE
    return MatchClass.SEVERAL if others else MatchClass.UNKNOWN


def weakest(kinds: Iterable[MatchClass]) -> MatchClass:
    """The class of a caption of several pictures."""
    return max(kinds, key=list(MatchClass).index)
