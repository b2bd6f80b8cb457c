"""The git repository around a catalog's folder: the folder as earlier commits have it."""

import os
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Self

from imgcat.errors import ImgcatError, NotFound


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's top folder, and the catalog's folder in it, with slashes; empty where it is the top itself."""

    top: Path
    folder: str

    @classmethod
    def around(cls, folder: Path) -> Self:
        """The repository that a catalog's folder is in. Raises ImgcatError where there is none, or no git."""
        if not folder.is_dir():
            raise ImgcatError(f"There is no catalog folder at {folder}.")
        found = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix")
        if found is None:
            raise ImgcatError(f"The folder {folder} is not in a git repository.")
        top, prefix = found.decode().split("\n")[:2]
        return cls(Path(top), prefix.rstrip("/"))

    def commit(self, name: str) -> str:
        """The full hash of the commit that a revision (a hash, tag or branch) names. Raises NotFound."""
        found = _git(
            self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"
        )
        if found is None:
            raise NotFound(f"The git repository has no revision {name!r:.80}.")
        return found.decode().strip()

    def commit_of_day(self, day: date) -> str:
        """The last commit of the current branch that was made until the end of a day (UTC). Raises NotFound."""
        # Seconds since 1970, as git knows no dates from 2100 on, and nothing was committed before.
        last = max(1, int(datetime.combine(day, time(23, 59, 59), UTC).timestamp()))
        found = _git(self.top, "rev-list", "-1", f"--before=@{last}", "HEAD")
        if not found:
            raise NotFound(f"The git repository has no commit of {day.isoformat()} or before.")
        return found.decode().strip()

    def extract(self, commit: str, into: Path) -> bool:
        """Write the catalog's folder as a commit has it into a folder; false where the commit has none."""
        packed = _git(self.top, "archive", "--format=tar", f"{commit}:{self.folder}")
        if packed is None:
            return False
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(into, filter="data")
        return True


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
        raise ImgcatError("There is no command `git`, which earlier revisions need.") from None
    return done.stdout if done.returncode == 0 else None
