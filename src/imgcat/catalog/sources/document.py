"""JSON as it is found in the wild: read where its meaning is certain, refused with a sentence where not."""

import json
import re
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from imgcat.errors import InvalidRecord
from imgcat.model.long_integer import has_long_integer

LARGEST = 256 * 2**20
"""Bytes of the largest JSON document that is read; it is held in memory whole."""

_NOT_A_NUMBER = re.compile(rb"\bNaN\b|\bInfinity\b")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed JSON document; `remark` is a sentence on what had to be read with lenience, or empty."""

    value: Any
    remark: str = ""


def read_document(path: Path) -> Document:
    """Read a JSON file. Raises InvalidRecord."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InvalidRecord("This is not a regular file.")
        if status.st_size > LARGEST:
            raise InvalidRecord(
                f"The file has {status.st_size:,} bytes; a JSON document may have {LARGEST:,}."
            )
        return parse(path.read_bytes())
    except OSError as error:
        raise InvalidRecord(f"The file cannot be read: {error.strerror}.") from error


def read_from(file: BinaryIO) -> Document:
    """Read JSON from a stream. Raises InvalidRecord."""
    text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise InvalidRecord(f"A JSON document may have {LARGEST:,} bytes; this one has more.")
    return parse(text)


def parse(text: bytes) -> Document:
    """Parse JSON text. Raises InvalidRecord.

    A byte order mark is dropped, UTF-16 with one is understood, and the literals NaN and Infinity, which JSON does not
    have but many writers write, are read as null. Integers keep all their digits.
    """
    text = _utf8(text)
    if not text.strip():
        raise InvalidRecord("The file is empty; expected a JSON object.")
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if _NOT_A_NUMBER.search(text) is None:
            raise InvalidRecord(f"This is not JSON: {error}.") from error
        return Document(_with_null_for_nan(text), "NaN and Infinity are not JSON; read as null.")
    return Document(json.loads(text) if has_long_integer(text) else value)


def _utf8(text: bytes) -> bytes:
    if text.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            return text.decode("utf-16").encode()
        except UnicodeError as error:
            raise InvalidRecord(
                f"The text is not the UTF-16 that it claims to be: {error}."
            ) from error
    text = text.removeprefix(BOM_UTF8)
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise InvalidRecord(
            f"The text is not UTF-8: byte 0x{text[error.start]:02x} at offset {error.start}."
        ) from error
    return text


def _with_null_for_nan(text: bytes) -> Any:
    try:
        value = json.loads(text, parse_constant=lambda _: None)
        # The standard library lets pass what cannot be written again, such as half a surrogate pair.
        orjson.loads(json.dumps(value))
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"This is not JSON: {error}.") from error
    return value
