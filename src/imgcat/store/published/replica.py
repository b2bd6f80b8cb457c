"""A verified copy of a published index, kept in a cache folder, and the word of which one is current."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from imgcat.catalog.origin import content
from imgcat.catalog.writer import replace, replace_by
from imgcat.errors import ImgcatError
from imgcat.store.published import checksum
from imgcat.store.sqlite import IndexUnusableError, SqliteStore

_ABANDONED = 3_600
"""Seconds after which a file that nobody writes to any more is one that nobody will."""

Progress = Callable[[int], None]
"""Told of each piece that was read how many bytes it has."""


class Current:
    """Which of the copies in a folder is to be served: a file with its name, read by every worker."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "current"

    def set(self, copy: Path) -> None:
        """From now on it is this one."""
        replace(self._file, copy.name.encode())

    def get(self) -> Path | None:
        """The copy to serve; None before there is any."""
        return self._folder / self._file.read_text("utf-8") if self._file.is_file() else None


class Replica:
    """The index published at an address, copied into a folder of the cache."""

    def __init__(self, address: str, cache: Path) -> None:
        self.address = address
        self.folder = cache / "served" / hashlib.sha256(address.encode()).hexdigest()[:16]
        self.current = Current(self.folder)
        self._refused: tuple[str, str | None, ImgcatError] | None = None

    def start(self, progress: Progress | None = None) -> Path:
        """A verified copy of what is published now, made current. Raises ImgcatError where there is none."""
        digest = self._published()
        copy = self._copy(digest)
        if copy.is_file() and _digest(copy) != digest:
            copy.unlink()
        self._fetched(digest, progress)
        self._make_current(copy)
        return copy

    def follow(self) -> Path | None:
        """The new copy, verified and made current, where something else is published now; None otherwise.

        Raises ImgcatError where the new one cannot be had or is not what its checksum says; what is current stays so.
        """
        digest = self._published()
        copy = self._copy(digest)
        if copy == self.current.get():
            return None
        self._fetched(digest)
        self._make_current(copy)
        return copy

    def _make_current(self, copy: Path) -> None:
        """Give the word, and remove what no worker can be reading any more."""
        before = self.current.get()
        self.current.set(copy)
        for old in self.folder.glob("*.sqlite"):
            # Workers have not all seen the word yet: the one before stays.
            if old not in (copy, before):
                old.unlink(missing_ok=True)
        for part in self.folder.glob(".*"):
            # Of a fetch whose process was killed; one that goes on writes every now and then.
            with suppress(FileNotFoundError):
                if time.time() - part.stat().st_mtime > _ABANDONED:
                    part.unlink()

    def _copy(self, digest: str) -> Path:
        return self.folder / f"{digest}.sqlite"

    def _published(self) -> str:
        where = checksum.beside(self.address)
        with content(where) as found:
            assert found is not None  # noqa: S101 - no tag was given
            start = bytearray()
            for chunk in found.chunks:
                start += chunk
                if len(start) > checksum.LONGEST:
                    break
        return checksum.read(bytes(start), where)

    def _fetched(self, digest: str, progress: Progress | None = None) -> None:
        """Have the copy. What was refused once is not fetched again before its owner says that it has changed."""
        copy = self._copy(digest)
        if copy.is_file():
            return
        known = self._refused if self._refused and self._refused[0] == digest else None
        with content(self.address, known and known[1]) as found:
            if found is None:
                assert known is not None  # noqa: S101 - a tag was given
                raise known[2]
            try:
                replace_by(copy, _verified(found.chunks, digest, self.address, progress))
                _check_usable(copy, self.address)
            except ImgcatError as error:
                self._refused = digest, found.tag, error
                raise
        self._refused = None


def _verified(
    chunks: Iterator[bytes], digest: str, address: str, progress: Progress | None
) -> Iterator[bytes]:
    """The chunks; after the last one raises ImgcatError where they are not what the checksum says."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
        yield chunk
        if progress:
            progress(len(chunk))
    if found.hexdigest() != digest:
        raise ImgcatError(
            f"{address} is not what its checksum says: it is damaged, or not there as a whole yet."
        )


def _check_usable(copy: Path, address: str) -> None:
    try:
        store = SqliteStore(copy)
        store.collections()
        store.close()
    except IndexUnusableError as error:
        copy.unlink()
        raise ImgcatError(f"{address} cannot be served: {error}") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
