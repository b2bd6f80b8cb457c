"""Canonical bytes, and files that are replaced whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson


def canonical(record: Mapping[str, Any]) -> bytes:
    """The one way to write a record: UTF-8, keys sorted, two spaces, a newline at the end."""
    return orjson.dumps(
        record, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new one, never a part."""
    replace_by(path, [content])


def replace_by(path: Path, chunks: Iterable[bytes]) -> None:
    """The same for content that comes a chunk at a time; whatever stops it leaves the old file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
