"""Tell what a path is by looking at it, and read it."""

import stat
from collections.abc import Iterator
from pathlib import Path

from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.folder import CatalogFolder
from imgcat.catalog.sources.geoparquet import read_geoparquet
from imgcat.catalog.sources.json_file import Lines, is_lines, parts, read_json_file
from imgcat.catalog.sources.record import SourceRecord
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding

_PARQUET_MAGIC = b"PAR1"


def read_in_parts(path: Path) -> Iterator[Lines]:
    """The parts of a source that can be read side by side, which only a file of lines has; of any other none."""
    if path.is_file() and not _is_parquet(path) and is_lines(path):
        yield from parts(path)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == _PARQUET_MAGIC or path.suffix in {".parquet", ".geoparquet"}


def read_source(path: Path) -> Iterator[SourceRecord | Finding]:
    """Items and Collections of a source as they are read, and findings about what is bad; a bad one stops nothing.

    A source is a folder with a static STAC catalog, a stac-geoparquet file, or a JSON file: one object a line, one
    Item or Collection, or a FeatureCollection. Which of them is told by the bytes, not by the name. Nothing is ever
    fetched from the network. In a folder a Collection comes before the Items below it.

    Raises ImgcatError when there is nothing at the path that could be read.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)
            return CatalogFolder(path).read()
        if not stat.S_ISREG(mode):
            raise ImgcatError(f"{path} is neither a file nor a folder, so it cannot be a source.")
        is_parquet = _is_parquet(path)
    except OSError as error:
        raise ImgcatError(f"The source {path} cannot be read: {error.strerror}.") from error
    if is_parquet:
        return read_geoparquet(path, Admission(), path.stem)
    return read_json_file(path)
