"""The index of a set of sources: kept in a cache folder, built anew when the sources change, deletable at any time."""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from imgcat.catalog.sources import (
    START,
    Address,
    Place,
    Source,
    SourcePart,
    SourceRecord,
    fingerprint,
    plain_name,
    read_in_parts,
    read_source,
)
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding
from imgcat.store.address import with_addresses
from imgcat.store.entry import Entry, Part, entry_of, in_parts
from imgcat.store.entry import Place as StorePlace
from imgcat.store.published import amend
from imgcat.store.sqlite import IndexUnusableError, SqliteStore, Updated, build_on, update

_ABANDONED = 3_600
"""Seconds after which a build that nobody writes to any more is one that nobody is at."""

Progress = Callable[[int], None]
"""Told how many records have been read so far."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index file, and what was found wrong in the sources when it was built; None where it was there already."""

    path: Path
    findings: Sequence[Finding] | None


def ready(
    sources: Sequence[Source], cache: Path, progress: Progress | None = None, *, workers: int = 1
) -> Index:
    """The index of the sources as their files are now: the one in `cache`, or one built there.

    A build that was interrupted is gone on with while the sources are the same. `workers` processes read it.
    They are started anew, so more than one is for programs that bear being imported.
    Raises ImgcatError for a source that cannot be read, and for a cache folder that cannot be written.
    """
    given = resolved(sources)
    folder = cache / hashlib.sha256("\0".join(map(_named, given)).encode()).hexdigest()[:16]
    target = folder / f"{fingerprint(given)[:32]}.sqlite"
    if _usable(target):
        return Index(target, None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        findings = build_on(
            target,
            lambda place: counted(parts(given, place), progress),
            default_collection=plain_name(given[0]).stem,
            workers=workers,
        )
    except OSError as error:
        raise ImgcatError(f"The index cannot be written to {folder}: {error.strerror}.") from error
    for old in folder.glob("*.sqlite"):
        if old != target:
            old.unlink(missing_ok=True)
            findings_file(old).unlink(missing_ok=True)
    for begun in folder.glob(".*.unfinished"):
        # Of sources as they were before; one that is still written to is left alone.
        with suppress(FileNotFoundError):
            if time.time() - (begun / "index.sqlite").stat().st_mtime > _ABANDONED:
                shutil.rmtree(begun, ignore_errors=True)
    return Index(target, findings)


def brought_up_to_date(
    index: Path, sources: Sequence[Source], progress: Progress | None = None, *, workers: int = 1
) -> tuple[Updated, str | None]:
    """Put the records of the sources into a published index: what became of them, and the digest of the new one.

    None where there is no new one, as the index says all of it already. Readers see the index as it was until the new
    one takes its place. Raises ImgcatError for what cannot be read or written.
    """
    given = resolved(sources)
    told: list[Updated] = []

    def change(copy: Path) -> bool:
        told.append(
            update(
                copy,
                counted(parts(given), progress),
                default_collection=plain_name(given[0]).stem,
                workers=workers,
            )
        )
        return told[0].is_another

    digest = amend(index, change)
    return told[0], digest


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


def resolved(sources: Iterable[Source]) -> list[Source]:
    """The sources, with whole paths."""
    return [each if isinstance(each, Address) else each.resolve() for each in sources]


def _named(source: Source) -> str:
    return source.url if isinstance(source, Address) else str(source)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a source, as a part for the store."""

    part: SourcePart
    place: StorePlace

    def read(self) -> Iterator[Entry | Finding]:
        return map(entry_of, self.part.read())


def parts(sources: Sequence[Source], after: StorePlace | None = None) -> Iterator[Part]:
    """All records of the sources, or those after a place: parts where they are made ready, anything else here."""
    first, *place = after or (0, *START)
    for at, source in enumerate(sources[first:], first):
        begin: Place = (place[0], place[1]) if at == first else START
        apart = read_in_parts(source, begin)
        if apart is not None:
            yield from (_Piece(part, (at, *part.end)) for part in apart)
            continue
        read = (entry_of(_addressed(found, source)) for found in read_source(source))
        for count, some in enumerate(in_parts(read), 1):
            # What cannot be begun in the middle is read again, but not made ready again.
            if count > begin[0]:
                yield replace(some, place=(at, count, 1))


def counted(given: Iterable[Part], progress: Progress | None) -> Iterator[Part]:
    """The parts; `progress` is told how many have been taken."""
    for done, part in enumerate(given):
        if progress:
            progress(done)
        yield part


def _addressed(found: SourceRecord | Finding, source: Source) -> SourceRecord | Finding:
    """The record, with links between the files of a catalog's folder turned into addresses of the API."""
    if isinstance(found, Finding) or isinstance(source, Address):
        return found
    origin = Path(found.origin)
    if not origin.is_relative_to(source):
        return found
    return replace(found, body=with_addresses(found.body, origin.relative_to(source).as_posix()))
