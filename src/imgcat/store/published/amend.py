"""Changing a published index: a copy is changed, and takes its place."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from imgcat.catalog.writer import replace
from imgcat.errors import ImgcatError
from imgcat.store.published.checksum import beside, written

_CHUNK = 2**30


def amend(index: Path, change: Callable[[Path], bool]) -> str | None:
    """Let `change` work on a copy of an index, and put it in the place of the index, its checksum last; the digest.

    None, and everything is as before, where `change` returns False. It is as before, too, where it raises. Raises
    ImgcatError while somebody else changes the index.
    """
    with _locked(index) as file:
        copy = index.with_name(f".{index.name}.changed")
        try:
            _copy(file, copy)
            if not change(copy):
                return None
            with copy.open("rb") as changed:
                digest = hashlib.file_digest(changed, "sha256").hexdigest()
            copy.replace(index)
        finally:
            copy.unlink(missing_ok=True)
        replace(Path(beside(str(index))), written(digest, index.name))
        return digest


@contextmanager
def _locked(index: Path) -> Iterator[int]:
    """The index, opened by nobody else to be changed."""
    try:
        with index.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Who had it before may have put another in its place since it was opened.
            if not os.path.samestat(os.fstat(file.fileno()), index.stat()):
                raise BlockingIOError
            yield file.fileno()
    except BlockingIOError:
        raise ImgcatError(
            f"{index} is being updated already. Try again when that is done."
        ) from None


def _copy(source: int, target: Path) -> None:
    """Copy a file; where the file system can, its blocks are shared until one of both is changed."""
    with target.open("wb") as copy:
        try:
            while os.copy_file_range(source, copy.fileno(), _CHUNK):
                pass
        except OSError:
            os.lseek(source, 0, os.SEEK_SET)
            copy.seek(0)
            with os.fdopen(os.dup(source), "rb") as whole:
                shutil.copyfileobj(whole, copy, 2**20)
