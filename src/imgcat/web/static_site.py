"""The static site: every page and file of the table of kinds, written to a folder.

The folder holds a list of what was written into it. So a later run tells its own files from others, takes away those
that are no longer part of the site, and leaves files alone whose bytes would be the same.
"""

import errno
import filecmp
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from imgcat.catalog.writer import replace, replace_by
from imgcat.errors import ImgcatError, Moved
from imgcat.web import addresses
from imgcat.web.assets import ASSETS
from imgcat.web.kind import HTML, Kind, Values
from imgcat.web.kinds import KINDS
from imgcat.web.rendering import rendered
from imgcat.web.responses import told
from imgcat.web.site import Site

WRITTEN = ".imgcat-site"
"""The list of the files of a site, one path a line, within its folder."""
BEGUN = ".imgcat-site.begun"
"""The list of a run that has not come to its end."""

_COMPARED = 1_000_000
"""Bytes of a file that are compared in memory with what is there."""

_REASONS = 20

Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


@dataclass(slots=True)
class Outcome:
    """How many files a run wrote, found unchanged and took away; how many could not be made, and why the first ones."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    reasons: list[str] = field(default_factory=list)

    def refuse(self, path: str, reason: object) -> None:
        """Note that there is no such file."""
        self.refused += 1
        if len(self.reasons) < _REASONS:
            self.reasons.append(f"{path}: {reason}")


def write(
    site: Site, folder: Path, progress: Progress | None = None, kinds: Sequence[Kind] = KINDS
) -> Outcome:
    """Write the site. Raises ImgcatError when the folder holds something else.

    Each file is replaced whole or not at all. What is interrupted leaves a folder of whole files, some of them of an
    earlier run; the next run goes on from there.
    """
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    outcome = Outcome()
    total = len(ASSETS) + sum(1 for kind in kinds for _ in kind.listed(site))
    done: dict[str, None] = {}
    with (folder / BEGUN).open("a", encoding="utf-8") as begun:
        for number, (path, chunks) in enumerate(_files(site, kinds, outcome), 1):
            if path not in done:
                done[path] = None
                begun.write(f"{path}\n")
                _put(folder, path, chunks, outcome)
            if progress:
                progress(number, total)
    for path in chain(_lines(folder / WRITTEN), _lines(folder / BEGUN)):
        if path not in done and (folder / path).is_file():
            _remove(folder, path)
            outcome.removed += 1
    replace_by(folder / WRITTEN, (f"{path}\n".encode() for path in done))
    (folder / BEGUN).unlink()
    return outcome


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ImgcatError(f"Nothing was written: {folder} is a file, not a folder.")
    own = any((folder / name).exists() for name in (WRITTEN, BEGUN))
    if not own and any(folder.iterdir()):
        raise ImgcatError(
            f"Nothing was written: {folder} is not empty, and not a site that imgcat has written."
        )


def _files(
    site: Site, kinds: Iterable[Kind], outcome: Outcome
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file of the site: its path, and its bytes in chunks."""
    yield from ((f"static/{asset.path}", [asset.body]) for asset in ASSETS.values())
    for kind in kinds:
        for path, values in kind.paths(site):
            chunks = iter(_made(site, kind, values, path, outcome))
            # What cannot be made says so before its first chunk.
            first = next(chunks, None)
            if first is not None:
                yield path, chain((first,), chunks)


def _made(site: Site, kind: Kind, values: Values, path: str, outcome: Outcome) -> Iterator[bytes]:
    """What stands at an address; in place of a page that cannot be made, one that says why."""
    try:
        yield from kind.body(site, values)
    except Moved as moved:
        if kind.media_type == HTML:
            there = addresses.record(moved.collection, moved.successor)
            yield rendered("moved.html", path, there=there, live=site.live).encode()
    except ImgcatError as error:
        outcome.refuse(path, error)
        if kind.media_type == HTML:
            yield told(path, error, live=site.live)[1].encode()


def _put(folder: Path, path: str, chunks: Iterable[bytes], outcome: Outcome) -> None:
    """Write a file unless it is there with the same bytes."""
    target = folder / path
    rest = iter(chunks)
    start: list[bytes] = []
    size = 0
    for chunk in rest:
        start.append(chunk)
        size += len(chunk)
        if size > _COMPARED:
            break
    try:
        large = size > _COMPARED
        same = _put_large(target, chain(start, rest)) if large else _put_small(target, start)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        outcome.refuse(path, "the name is too long for the file system.")
        return
    if same:
        outcome.unchanged += 1
    else:
        outcome.written += 1


def _put_small(target: Path, chunks: Iterable[bytes]) -> bool:
    body = b"".join(chunks)
    with suppress(FileNotFoundError):
        if target.stat().st_size == len(body) and target.read_bytes() == body:
            return True
    replace(target, body)
    return False


def _put_large(target: Path, chunks: Iterable[bytes]) -> bool:
    new = target.with_name(f".{target.name}.new")
    replace_by(new, chunks)
    if target.is_file() and filecmp.cmp(new, target, shallow=False):
        new.unlink()
        return True
    new.replace(target)
    return False


def _remove(folder: Path, path: str) -> None:
    """Take a file away, and the folders that are empty without it."""
    (folder / path).unlink()
    for parent in (folder / path).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _lines(path: Path) -> Iterator[str]:
    """The paths that a list holds. One that leads out of the folder is none of ours."""
    with suppress(FileNotFoundError), path.open(encoding="utf-8") as lines:
        for line in lines:
            found = line.rstrip("\n")
            if found and not found.startswith("/") and ".." not in found.split("/"):
                yield found
