"""The bytes of a source from the first to the last, wherever it is, and not compressed any more."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from imgcat.catalog.sources.remote_file import RemoteFile
from imgcat.catalog.sources.source import Address, Source

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BUFFER = 2**20

BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
"""What is raised where compressed bytes break off or are damaged."""


def opened(source: Source) -> BinaryIO:
    """The bytes of a source as they are, from any place on."""
    if isinstance(source, Address):
        return io.BufferedReader(RemoteFile(source), _BUFFER)
    return source.open("rb", _BUFFER)


def is_plain(source: Source) -> bool:
    """Whether a source is a file on this machine that is not compressed."""
    if not isinstance(source, Path):
        return False
    with source.open("rb") as file:
        return not file.read(len(_ZSTD)).startswith((_GZIP, _ZSTD))


@contextmanager
def stream(source: Source) -> Iterator[BinaryIO]:
    """The bytes of a source; those that gzip or zstd has compressed are not any more."""
    with ExitStack() as closing:
        raw = closing.enter_context(opened(source))
        start = cast(io.BufferedReader, raw).peek(len(_ZSTD))
        if start.startswith(_GZIP):
            yield cast(BinaryIO, closing.enter_context(gzip.GzipFile(fileobj=raw)))
        elif start.startswith(_ZSTD):
            plain = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            yield closing.enter_context(io.BufferedReader(cast(io.RawIOBase, plain), _BUFFER))
        else:
            yield raw


def pass_over(file: BinaryIO, size: int) -> None:
    """Go on `size` bytes from the start of a stream."""
    if file.seekable():
        file.seek(size)
        return
    while size and (passed := len(file.read(min(size, _BUFFER)))):
        size -= passed
