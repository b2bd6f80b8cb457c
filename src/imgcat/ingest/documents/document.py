"""A document as it was read: what its head says, and its passages with the places where they stand."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_BYTES = 50_000_000
"""Larger files are not read."""


class PassageKind(StrEnum):
    """What a passage is in its document; a caption belongs to a figure, a credit names whose picture it is."""

    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text, white space run together, and its place: `page 3`, `paragraph 12`, `caption 2`."""

    text: str
    where: str
    kind: PassageKind = PassageKind.TEXT


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a document states of itself, and the words and place it was read from."""

    value: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the document points at, and the words that point."""

    url: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report, as far as a program can read it. What the document does not state is None or empty.

    `published` is a civil date; `language` BCP 47; `url` the address that the document gives for itself. `remarks` are
    sentences about what a reader should know: that pages hold no text, that a date is only that of the file.
    """

    passages: tuple[Passage, ...]
    title: Stated | None = None
    authors: tuple[Stated, ...] = ()
    publisher: Stated | None = None
    published: Stated | None = None
    language: Stated | None = None
    url: Stated | None = None
    doi: Stated | None = None
    links: tuple[Link, ...] = ()
    remarks: tuple[str, ...] = ()

    def text(self) -> str:
        """All passages, one a line."""
        return "\n".join(passage.text for passage in self.passages)
