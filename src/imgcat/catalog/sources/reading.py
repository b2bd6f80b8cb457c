"""Tell what a source is by looking at it, and read it."""

import stat
from collections.abc import Iterator
from pathlib import Path

from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.folder import CatalogFolder
from imgcat.catalog.sources.geoparquet import RowGroup, read_geoparquet, row_groups
from imgcat.catalog.sources.json_file import LineReader, is_lines, read_whole
from imgcat.catalog.sources.parts import START, Place, SourcePart, lines, texts
from imgcat.catalog.sources.record import SourceRecord
from imgcat.catalog.sources.source import Source, plain_name
from imgcat.catalog.sources.stream import is_plain, opened, stream
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding

_PARQUET_MAGIC = b"PAR1"
_PARQUET_SUFFIXES = {".parquet", ".geoparquet"}
_LARGEST_GROUP = 10_000
"""Rows of a group that another process can hold; larger ones are read a few rows at a time."""


def read_in_parts(source: Source, after: Place = START) -> Iterator[SourcePart] | None:
    """The parts of a source, from a place on, that can be read side by side; None of one that has no such parts.

    Those are files of lines, and parquet files whose groups of rows are not too large.
    """
    if isinstance(source, Path) and not source.is_file():
        return None
    if _is_parquet(source):
        groups = row_groups(source, _LARGEST_GROUP)
        return _groups(source, groups, after) if groups else None
    if not is_lines(source):
        return None
    if isinstance(source, Path) and is_plain(source):
        return lines(source, after)
    return texts(source, after)


def _groups(source: Source, groups: list[int], after: Place) -> Iterator[RowGroup]:
    row = after[1]
    for at in range(after[0], len(groups)):
        yield RowGroup(source, (at, row), (at + 1, row := row + groups[at]))


def _is_parquet(source: Source) -> bool:
    with opened(source) as file:
        return file.read(4) == _PARQUET_MAGIC or Path(source.name).suffix in _PARQUET_SUFFIXES


def read_source(source: Source) -> Iterator[SourceRecord | Finding]:
    """Items and Collections of a source as they are read, and findings about what is bad; a bad one stops nothing.

    A source is a folder with a static STAC catalog, a stac-geoparquet file, or a JSON file: one object a line, one
    Item or Collection, or a FeatureCollection; JSON may be compressed by gzip or zstd. Which of them is told by the
    bytes, not by the name. Files may be at an address; nothing that they link to is ever fetched from the network.
    In a folder a Collection comes before the Items below it.

    Raises ImgcatError when there is nothing that could be read, and when a connection is lost for good.
    """
    try:
        if isinstance(source, Path):
            mode = source.stat().st_mode
            if stat.S_ISDIR(mode):
                next(source.iterdir(), None)
                return CatalogFolder(source).read()
            if not stat.S_ISREG(mode):
                raise ImgcatError(
                    f"{source} is neither a file nor a folder, so it cannot be a source."
                )
        is_parquet = _is_parquet(source)
    except OSError as error:
        raise ImgcatError(f"The source {source} cannot be read: {error.strerror}.") from error
    if is_parquet:
        return read_geoparquet(source, Admission(), plain_name(source).stem)
    return _lines(source) if is_lines(source) else read_whole(source)


def _lines(source: Source) -> Iterator[SourceRecord | Finding]:
    if isinstance(source, Path) and is_plain(source):
        with stream(source) as file:
            yield from LineReader(source).read(file)
        return
    for part in texts(source):
        yield from part.records()
