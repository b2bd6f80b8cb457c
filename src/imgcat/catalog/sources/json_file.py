"""A JSON file of Items and Collections: one object a line, or one document."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from imgcat.catalog.sources import document
from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.item_text import ItemText, item_text
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.model.overflow import may_overflow

_LINE_SUFFIXES = frozenset({".ndjson", ".jsonl", ".ndgeojson", ".geojsonl", ".geojsons"})

_PART = 2**22
"""Bytes of the lines that are read at a time, apart from the others."""


def read_json_file(path: Path) -> Iterator[SourceRecord | Finding]:
    """Read a file line by line when its first line is a whole object with others after it, else as one document.

    An Item without a collection is put into one with the file's name.
    """
    reader = _Reader(path)
    if is_lines(path):
        yield from reader.lines()
    else:
        yield from reader.whole()


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _first_line_is_whole(path: Path) -> bool:
    with path.open("rb") as stream:
        first = stream.readline(document.LARGEST)
        if not stream.readline(1):
            return False
    try:
        return isinstance(document.parse(first).value, dict)
    except InvalidRecord:
        return False


def is_lines(path: Path) -> bool:
    """Whether a file is read line by line."""
    return path.suffix in _LINE_SUFFIXES or _first_line_is_whole(path)


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file, read apart from the others: from byte `start` to `end`, the first of them numbered."""

    path: Path
    start: int
    end: int
    number: int

    def read(self) -> Iterator[SourceRecord | ItemText | Finding]:
        """The records in the lines, Items as text where nothing in them has to be changed."""
        return _Reader(self.path).part(self)


def parts(path: Path, size: int = _PART) -> Iterator[Lines]:
    """The lines of a file, about `size` bytes at a time."""
    start, number = 0, 1
    # Read into the same memory each time: fresh pages cost more than looking at what is in them.
    block = bytearray(size)
    with path.open("rb") as stream:
        while count := stream.readinto(block):
            while (line := stream.readline(size)) and not line.endswith(b"\n"):
                pass
            yield Lines(path, start, stream.tell(), number)
            lines = block.count(b"\n", 0, count) + line.count(b"\n")
            start, number = stream.tell(), number + lines


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._admission = Admission()

    def lines(self, part: Lines | None = None) -> Iterator[SourceRecord | Finding]:
        number = 0
        with self._path.open("rb") as stream:
            if part is not None:
                stream.seek(part.start)
                number = part.number - 1
            while (part is None or stream.tell() < part.end) and (
                line := stream.readline(document.LARGEST + 1)
            ):
                number += 1
                if len(line) > document.LARGEST:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(document.LARGEST)
                    message = f"The line is longer than {document.LARGEST:,} bytes."
                    origin = f"{self._path}:{number}"
                    yield Finding(origin, "", Severity.ERROR, "unreadable", message)
                elif line.strip():
                    yield from self._text(line, f"{self._path}:{number}")

    def part(self, part: Lines) -> Iterator[SourceRecord | ItemText | Finding]:
        if part.end - part.start > document.LARGEST:
            yield from self.lines(part)
            return
        with self._path.open("rb") as stream:
            stream.seek(part.start)
            text = stream.read(part.end - part.start)
        unsure, start, number = may_overflow(text), 0, part.number
        while start < len(text):
            end = text.find(b"\n", start) + 1 or len(text)
            line = text[start:end]
            origin = f"{self._path}:{number}"
            found = None if unsure and not _is_json(line) else item_text(line, origin)
            if found is not None:
                yield found
            elif line.strip():
                yield from self._text(line, origin)
            start, number = end, number + 1

    def whole(self) -> Iterator[SourceRecord | Finding]:
        try:
            read = document.read_document(self._path)
        except InvalidRecord as error:
            yield Finding(str(self._path), "", Severity.ERROR, "unreadable", str(error))
            return
        yield from self._document(read, str(self._path))

    def _text(self, text: bytes, origin: str) -> Iterator[SourceRecord | Finding]:
        try:
            read = document.parse(text)
        except InvalidRecord as error:
            yield Finding(origin, "", Severity.ERROR, "unreadable", str(error))
            return
        yield from self._document(read, origin)

    def _document(self, read: document.Document, origin: str) -> Iterator[SourceRecord | Finding]:
        if read.remark:
            yield Finding(origin, "", Severity.WARNING, "lenient", read.remark)
        yield from read_object(read.value, origin, self._admission, self._path.stem)


def read_object(
    value: Any, origin: str, admission: Admission, nearest: str
) -> Iterator[SourceRecord | Finding]:
    """The records in one JSON value: an Item, a Collection, or the features of a FeatureCollection."""
    match kind_of(value):
        case Kind.ITEM:
            yield from admission.item(value, origin, nearest)
        case Kind.COLLECTION:
            yield from admission.collection(value, origin)
        case Kind.ITEM_COLLECTION:
            features = value.get("features")
            for index, feature in enumerate(features if isinstance(features, list) else []):
                if kind_of(feature) is Kind.ITEM:
                    yield from admission.item(feature, origin, nearest)
                else:
                    yield _not_stac(origin, f"/features/{index}")
        case Kind.CATALOG:
            message = (
                "A Catalog holds no Items itself; the source to name is the folder that it is in."
            )
            yield Finding(origin, "", Severity.WARNING, "catalog-alone", message)
        case None:
            yield _not_stac(origin, "")


def _not_stac(origin: str, pointer: str) -> Finding:
    message = "This is neither a STAC Item nor a Collection nor a FeatureCollection of Items."
    return Finding(origin, pointer, Severity.ERROR, "not-stac", message)
