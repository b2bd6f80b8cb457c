"""The index of a set of sources: kept in a cache folder, built anew when the sources change, deletable at any time."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from imgcat.catalog.sources import (
    ItemText,
    Lines,
    SourceRecord,
    fingerprint,
    read_in_parts,
    read_source,
)
from imgcat.catalog.sources.record import Kind
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding
from imgcat.store.address import with_addresses
from imgcat.store.entry import Entry, Part, in_parts
from imgcat.store.sqlite import IndexUnusableError, SqliteStore, build

Progress = Callable[[int], None]
"""Told how many records have been read so far."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index file, and what was found wrong in the sources when it was built; None where it was there already."""

    path: Path
    findings: Sequence[Finding] | None


def ready(
    sources: Sequence[Path], cache: Path, progress: Progress | None = None, *, workers: int = 1
) -> Index:
    """The index of the sources as their files are now: the one in `cache`, or one built there.

    `workers` processes read it. They are started anew, so more than one is for programs that bear being imported.
    Raises ImgcatError for a source that cannot be read, and for a cache folder that cannot be written.
    """
    paths = [path.resolve() for path in sources]
    folder = cache / hashlib.sha256("\0".join(map(str, paths)).encode()).hexdigest()[:16]
    target = folder / f"{fingerprint(paths)[:32]}.sqlite"
    if _usable(target):
        return Index(target, None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        findings = build(
            target,
            (),
            (),
            parts=_counted(_parts(paths), progress),
            default_collection=paths[0].stem,
            workers=workers,
        )
    except OSError as error:
        raise ImgcatError(f"The index cannot be written to {folder}: {error.strerror}.") from error
    for old in folder.glob("*.sqlite"):
        if old != target:
            old.unlink(missing_ok=True)
            findings_file(old).unlink(missing_ok=True)
    return Index(target, findings)


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


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of a source, as a part for the store."""

    lines: Lines

    def read(self) -> Iterator[Entry | Finding]:
        return map(_entry, self.lines.read())


def _parts(paths: Sequence[Path]) -> Iterator[Part]:
    """All records of the sources, read once: lines where they are made ready, anything else here."""
    for path in paths:
        lines = read_in_parts(path)
        if (first := next(lines, None)) is not None:
            yield from map(_Lines, chain((first,), lines))
        else:
            yield from in_parts(_entry(_addressed(found, path)) for found in read_source(path))


def _counted(parts: Iterable[Part], progress: Progress | None) -> Iterator[Part]:
    for done, part in enumerate(parts):
        if progress:
            progress(done)
        yield part


def _entry(found: SourceRecord | ItemText | Finding) -> Entry | Finding:
    if isinstance(found, ItemText):
        return Entry(found.origin, found)
    if isinstance(found, Finding):
        return found
    return Entry(found.origin, found.body, found.kind is Kind.COLLECTION)


def _addressed(found: SourceRecord | Finding, source: Path) -> SourceRecord | Finding:
    """The record, with links between the files of a catalog's folder turned into addresses of the API."""
    origin = Path(found.origin) if isinstance(found, SourceRecord) else source.parent
    if isinstance(found, Finding) or not origin.is_relative_to(source):
        return found
    return replace(found, body=with_addresses(found.body, origin.relative_to(source).as_posix()))
