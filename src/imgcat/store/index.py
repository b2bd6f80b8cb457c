"""The index of a set of sources: kept in a cache folder, built anew when the sources change, deletable at any time."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imgcat.catalog.sources import SourceRecord, fingerprint, read_source
from imgcat.catalog.sources.record import Kind
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding
from imgcat.store.address import with_addresses
from imgcat.store.entry import Entry
from imgcat.store.sqlite import IndexUnusableError, SqliteStore, build

Progress = Callable[[int], None]
"""Told how many records have been read so far."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index file, and what was found wrong in the sources when it was built; None where it was there already."""

    path: Path
    findings: Sequence[Finding] | None


def ready(sources: Sequence[Path], cache: Path, progress: Progress | None = None) -> Index:
    """The index of the sources as their files are now: the one in `cache`, or one built there.

    Raises ImgcatError for a source that cannot be read, and for a cache folder that cannot be written.
    """
    paths = [path.resolve() for path in sources]
    folder = cache / hashlib.sha256("\0".join(map(str, paths)).encode()).hexdigest()[:16]
    target = folder / f"{fingerprint(paths)[:32]}.sqlite"
    if _usable(target):
        return Index(target, None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        reading = Reading(paths, progress)
        findings = build(
            target,
            reading.of(Kind.COLLECTION),
            reading.of(Kind.ITEM),
            default_collection=paths[0].stem,
        )
    except OSError as error:
        raise ImgcatError(f"The index cannot be written to {folder}: {error.strerror}.") from error
    for old in folder.glob("*.sqlite"):
        if old != target:
            old.unlink(missing_ok=True)
            findings_file(old).unlink(missing_ok=True)
    return Index(target, [*reading.findings, *findings])


def findings_file(index: Path) -> Path:
    """Where all that was found wrong in the sources of an index is told."""
    return index.with_suffix(".findings.txt")


def _usable(path: Path) -> bool:
    """Whether a file is an index of this version. One that is not, or is damaged, is built anew."""
    if not path.is_file():
        return False
    try:
        SqliteStore(path).close()
    except IndexUnusableError:
        return False
    return True


class Reading:
    """Sources in two passes: collections first, then items, so that neither has to be kept in memory."""

    def __init__(self, paths: Sequence[Path], progress: Progress | None) -> None:
        self._paths = paths
        self._progress = progress
        self.findings: list[Finding] = []

    def of(self, kind: Kind) -> Iterator[Entry]:
        """The records of a kind; findings are kept in the pass over the items."""
        done = 0
        for path in self._paths:
            for found in read_source(path):
                if isinstance(found, SourceRecord):
                    if found.kind is kind:
                        done += 1
                        yield Entry(found.origin, _addressed(found, path))
                        if self._progress:
                            self._progress(done)
                elif kind is Kind.ITEM:
                    self.findings.append(found)


def _addressed(found: SourceRecord, source: Path) -> Mapping[str, Any]:
    """The record, with links between the files of a catalog's folder turned into addresses of the API."""
    origin = Path(found.origin)
    if not origin.is_relative_to(source):
        return found.body
    return with_addresses(found.body, origin.relative_to(source).as_posix())
