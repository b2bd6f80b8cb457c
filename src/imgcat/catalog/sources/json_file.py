"""A JSON file of Items and Collections: one object a line, or one document."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from imgcat.catalog.sources import document
from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.item_text import ItemText, item_text
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of
from imgcat.catalog.sources.source import Source, plain_name
from imgcat.catalog.sources.stream import BROKEN, stream
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.model.overflow import may_overflow

_LINE_SUFFIXES = frozenset({".ndjson", ".jsonl", ".ndgeojson", ".geojsonl", ".geojsons"})


def is_lines(source: Source) -> bool:
    """Whether a file is read line by line: by its name, or as its first line is a whole object with others after it."""
    if plain_name(source).suffix in _LINE_SUFFIXES:
        return True
    try:
        with stream(source) as file:
            first = file.readline(document.LARGEST)
            if not file.readline(1):
                return False
        return isinstance(document.parse(first).value, dict)
    except (InvalidRecord, *BROKEN):
        return False


def read_whole(source: Source) -> Iterator[SourceRecord | Finding]:
    """Read a file as one document."""
    reader = LineReader(source)
    try:
        with stream(source) as file:
            read = document.read_from(file)
    except (InvalidRecord, *BROKEN) as error:
        yield Finding(str(source), "", Severity.ERROR, "unreadable", str(error))
        return
    yield from reader.document(read, str(source))


class LineReader:
    """Reads the lines of a source. An Item without a collection is put into one with the name of the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._nearest = plain_name(source).stem
        self._admission = Admission()

    def read(
        self, file: BinaryIO, number: int = 1, end: int | None = None
    ) -> Iterator[SourceRecord | Finding]:
        """The records in the lines of a file from where it stands up to byte `end`; the first has the number given."""
        while (end is None or file.tell() < end) and (line := file.readline(document.LARGEST + 1)):
            origin = f"{self._source}:{number}"
            number += 1
            if len(line) > document.LARGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(document.LARGEST)
                yield _too_long(origin)
            elif line.strip():
                yield from self._text(line, origin)

    def read_text(self, text: bytes, number: int) -> Iterator[SourceRecord | ItemText | Finding]:
        """The records in lines, the first of which has the number; Items as text where nothing in them is changed."""
        unsure, start = may_overflow(text), 0
        while start < len(text):
            end = text.find(b"\n", start) + 1 or len(text)
            line = text[start:end]
            origin = f"{self._source}:{number}"
            found = None if unsure and not _is_json(line) else item_text(line, origin)
            if found is not None:
                yield found
            elif len(line) > document.LARGEST:
                yield _too_long(origin)
            elif line.strip():
                yield from self._text(line, origin)
            start, number = end, number + 1

    def _text(self, text: bytes, origin: str) -> Iterator[SourceRecord | Finding]:
        try:
            read = document.parse(text)
        except InvalidRecord as error:
            yield Finding(origin, "", Severity.ERROR, "unreadable", str(error))
            return
        yield from self.document(read, origin)

    def document(self, read: document.Document, origin: str) -> Iterator[SourceRecord | Finding]:
        """The records in a document."""
        if read.remark:
            yield Finding(origin, "", Severity.WARNING, "lenient", read.remark)
        yield from read_object(read.value, origin, self._admission, self._nearest)


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _too_long(origin: str) -> Finding:
    message = f"The line is longer than {document.LARGEST:,} bytes."
    return Finding(origin, "", Severity.ERROR, "unreadable", message)


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
