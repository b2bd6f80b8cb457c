"""The catalog as a git revision has it."""

import os
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError


@dataclass(frozen=True, slots=True)
class Revision:
    """The records of a commit, and which of its files could not be read."""

    commit: str
    records: Records
    unreadable: tuple[str, ...]


def revision(folder: Path, name: str) -> Revision:
    """The catalog's folder as the revision `name` of the git repository around it has it.

    A revision that has no such folder is an empty catalog. Raises ImgcatError where there is no git, no repository, or
    no such revision.
    """
    if not folder.is_dir():
        raise ImgcatError(f"There is no catalog folder at {folder}.")
    prefix = _git(folder, "rev-parse", "--show-prefix")
    if prefix is None:
        raise ImgcatError(
            f"The folder {folder} is not in a git repository, so nothing is compared."
        )
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"
    )
    if commit is None:
        raise ImgcatError(f"The git repository has no revision {name!r}.")
    short, path = commit.decode().strip(), prefix.decode().strip().rstrip("/")
    top = _git(folder, "rev-parse", "--show-toplevel")
    where = Path(top.decode().strip()) if top else folder
    packed = _git(where, "archive", "--format=tar", f"{short}:{path}" if path else short)
    if packed is None:
        return Revision(short[:12], Records(), ())
    with tempfile.TemporaryDirectory() as temporary:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(temporary, filter="data")
        records, findings = read(Path(temporary))
    return Revision(short[:12], records, tuple(sorted({finding.path for finding in findings})))


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints; None when it ends with an error."""
    # A hook that runs this has variables that point to its own repository.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and a revision cannot be taken for an option
            ["git", "-C", str(folder), *words],  # noqa: S607 - the git that the user has
            capture_output=True,
            check=False,
            env={**inherited, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise ImgcatError("There is no command `git`, which comparing revisions needs.") from None
    return done.stdout if done.returncode == 0 else None
