"""A row of a draft: values, each with the words it was read from."""

from dataclasses import dataclass, field
from typing import Any

from imgcat.ingest.documents.document import Passage, Stated

UNDECIDED = "TODO"
"""What stands where only a person can decide; a draft that still holds it is not entered."""

LONGEST_QUOTE = 300
"""Characters of a source that a comment quotes: the house limit of quotes."""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that several rows share: written once under a name, so that a person changes it once."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the comments above it: where it was read and in which words, and what to look at."""

    value: Any
    comments: tuple[str, ...] = ()


@dataclass
class Row:
    """A row of one kind; `comments` stand above it."""

    kind: str
    cells: dict[str, Cell] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)

    def put(self, column: str, value: Any, *comments: str | None) -> None:
        """Set a cell; comments that are None are left out."""
        self.cells[column] = Cell(value, tuple(filter(None, comments)))


def quoted(text: str, where: str, at: int = 0, end: int | None = None) -> str:
    """A comment that quotes a text, cut around the span that matters: `page 3: "… Sino-ri …"`."""
    end = at if end is None else end
    room = max(0, LONGEST_QUOTE - 10 - (end - at))
    start = max(0, min(at - room // 2, len(text) - (end - at) - room))
    stop = min(len(text), start + room + (end - at), start + LONGEST_QUOTE - 10)
    cut = " ".join(text[start:stop].split())
    before, after = ("… " if start else ""), (" …" if stop < len(text) else "")
    return f'{where}: "{before}{cut}{after}"'


def from_passage(passage: Passage, at: int = 0, end: int | None = None) -> str:
    """The comment that quotes a passage around a span."""
    return quoted(passage.text, passage.where, at, end)


def stated(value: Stated) -> str:
    """The comment that quotes where a document states a value."""
    at = max(0, value.text.find(value.value))
    return quoted(
        value.text, value.where, at, at + len(value.value) if len(value.value) < 200 else at
    )
