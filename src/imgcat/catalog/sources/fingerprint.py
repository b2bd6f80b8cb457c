"""A cheap mark of a source's files, to see whether they changed."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from imgcat.catalog.sources.remote_file import RemoteFile
from imgcat.catalog.sources.source import Address, Source
from imgcat.errors import ImgcatError


def fingerprint(sources: Iterable[Source]) -> str:
    """A hex digest over the relative names, sizes and modification times of all files of the sources.

    Of an address it is what the server says of the file: its size, its time of modification, and its tag.

    Not over their content: a parquet file may have gigabytes, and the question is asked at every start. So the same
    content copied anew has another fingerprint, which costs one needless rebuild and nothing else. Hidden files and
    folders do not count, symbolic links to folders are not followed. Raises ImgcatError for a path that is not there.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"source {source.name}\n".encode(errors="surrogateescape"))
        if isinstance(source, Address):
            digest.update(_published(source))
            continue
        for line in sorted(_files(source)):
            digest.update(line)
    return digest.hexdigest()


def _published(address: Address) -> bytes:
    with RemoteFile(address) as file:
        known: list[object] = [file.size, file.date, file.tag]
    if known[1:] == [None, None]:
        # It may be another file each time.
        known.append(time.time())
    return "\0".join(map(str, known)).encode()


def _files(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_dir():
            yield _line(path.name, path.stat())
            return
        yield from _below(str(path))
    except OSError as error:
        raise ImgcatError(f"{path} cannot be read: {error.strerror}.") from error


def _below(top: str) -> Iterator[bytes]:
    waiting = [(top, "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    # A dangling symbolic link is no file, but its coming and going is a change.
                    status = entry.stat(follow_symlinks=entry.is_file())
                    yield _line(prefix + entry.name, status)


def _line(name: str, status: os.stat_result) -> bytes:
    return f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape")
