"""Canonical bytes, and files that are replaced whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
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
    temporary = _beside(path, chunks)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def replace_together(
    files: Mapping[Path, bytes], progress: Callable[[], None] | None = None
) -> None:
    """Write several files, none of which is replaced before all are written beside it.

    What is interrupted, or finds the disk full, leaves all of them as they were. `progress` is called for each file.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            written.append((_beside(path, [content]), path))
            if progress:
                progress()
        for temporary, path in written:
            temporary.replace(path)
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def _beside(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write what a file is to hold to a temporary one in the same folder, which is gone again when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
