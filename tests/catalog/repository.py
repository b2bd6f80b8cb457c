"""Git repositories with a catalog in them, made for tests."""

import subprocess
from pathlib import Path

from imgcat.catalog.build import build
from imgcat.catalog.records import Records


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    own = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", folder, *own, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def committed(folder: Path, records: Records, name: str = "catalog") -> Path:
    """A repository at `folder` whose branch `main` has the records in the folder `name`; gives that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    build(folder / name, records)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A catalog")
    return folder / name
