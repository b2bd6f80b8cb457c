"""Canonical bytes, and files that are replaced whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Mapping
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
    replace_together({path: content})


def replace_together(
    files: Mapping[Path, bytes], progress: Callable[[], None] | None = None
) -> None:
    """Write several files, none of which is replaced before all are written beside it.

    What is interrupted, or finds the disk full, leaves all of them as they were. `progress` is called for each file.
    """
    written: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written.append((temporary, path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            if progress:
                progress()
        for temporary, path in written:
            Path(temporary).replace(path)
        written.clear()
    finally:
        for temporary, _ in written:
            Path(temporary).unlink(missing_ok=True)
