"""The records of the catalog as a git revision has them."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.catalog.repository import Repository


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
    repository = Repository.around(folder)
    commit = repository.commit(name)
    with tempfile.TemporaryDirectory() as temporary:
        if not repository.extract(commit, Path(temporary)):
            return Revision(commit[:12], Records(), ())
        records, findings = read(Path(temporary))
    return Revision(commit[:12], records, tuple(sorted({finding.path for finding in findings})))
