"""Sources cut into parts that can be read side by side, in other processes too."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from imgcat.catalog.sources import document
from imgcat.catalog.sources.item_text import ItemText
from imgcat.catalog.sources.json_file import LineReader
from imgcat.catalog.sources.record import SourceRecord
from imgcat.catalog.sources.source import Source
from imgcat.catalog.sources.stream import BROKEN, pass_over, stream
from imgcat.model.finding import Finding, Severity

_SIZE = 2**22
"""Bytes of the lines that are read at a time, apart from the others."""

Place = tuple[int, int]
"""How far a source has been read: a position in it, and the number of the line or row that comes next, from 1."""
START: Place = (0, 1)


class SourcePart(Protocol):
    """Some of the records of a source."""

    @property
    def end(self) -> Place:
        """How far the source has been read after it."""

    def read(self) -> Iterator[SourceRecord | ItemText | Finding]:
        """Its records, and what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file, where the file is."""

    path: Path
    start: Place
    end: Place

    def read(self) -> Iterator[SourceRecord | ItemText | Finding]:
        """The records in the lines, Items as text where nothing in them has to be changed."""
        reader = LineReader(self.path)
        with self.path.open("rb") as file:
            file.seek(self.start[0])
            if self.end[0] - self.start[0] > document.LARGEST:
                yield from reader.read(file, self.start[1], self.end[0])
                return
            text = file.read(self.end[0] - self.start[0])
        yield from reader.read_text(text, self.start[1])


@dataclass(frozen=True, slots=True)
class Text:
    """Some lines that have been read already, as their source can only be read from its start; or why it breaks off."""

    source: Source
    text: bytes
    start: Place
    end: Place
    broken: Finding | None = None

    def read(self) -> Iterator[SourceRecord | ItemText | Finding]:
        """The records in the lines, Items as text where nothing in them has to be changed."""
        yield from LineReader(self.source).read_text(self.text, self.start[1])
        yield from self._broken()

    def records(self) -> Iterator[SourceRecord | Finding]:
        """The same, with no Item as text."""
        yield from LineReader(self.source).read(io.BytesIO(self.text), self.start[1])
        yield from self._broken()

    def _broken(self) -> Iterator[Finding]:
        if self.broken is not None:
            yield self.broken


def lines(path: Path, after: Place = START, size: int = _SIZE) -> Iterator[Lines]:
    """The lines of a file from a place on, about `size` bytes at a time."""
    with path.open("rb") as file:
        file.seek(after[0])
        # Read into the same memory each time: fresh pages cost more than looking at what is in them.
        block = bytearray(size)
        while count := file.readinto(block):
            while (line := file.readline(size)) and not line.endswith(b"\n"):
                pass
            number = after[1] + block.count(b"\n", 0, count) + line.count(b"\n")
            yield Lines(path, after, after := (file.tell(), number))


def texts(source: Source, after: Place = START, size: int = _SIZE) -> Iterator[Text]:
    """The lines of any source from a place on, about `size` bytes at a time."""
    with stream(source) as file:
        pass_over(file, after[0])
        start, broken = after, None
        while broken is None:
            some: list[bytes] = []
            try:
                length = 0
                for line in _lines(file):
                    some.append(line)
                    length += len(line)
                    if length >= size:
                        break
            except BROKEN as error:
                reason = str(error).rstrip(".") or type(error).__name__
                message = (
                    f"The file cannot be read beyond line {start[1] + len(some) - 1}: {reason}."
                )
                broken = Finding(str(source), "", Severity.ERROR, "unreadable", message)
            if not some and broken is None:
                return
            end = (file.tell(), start[1] + len(some))
            yield Text(source, b"".join(some), start, end, broken)
            start = end


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much that this can be told."""
    while line := file.readline(document.LARGEST + 1):
        if len(line) > document.LARGEST:
            while (rest := file.readline(document.LARGEST)) and not rest.endswith(b"\n"):
                pass
            line += b"\n"
        yield line
