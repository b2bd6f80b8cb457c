"""What a search for the scene of a caption came to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from imgcat.ingest.resolve.candidate import Candidate
from imgcat.ingest.resolve.question import Question
from imgcat.model.when import Window

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
