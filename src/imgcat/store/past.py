"""The index of an earlier commit of a catalog's folder: made when it is asked for, kept in a cache folder."""

import tempfile
from pathlib import Path

from imgcat.catalog.repository import Repository
from imgcat.errors import NotFound
from imgcat.store.index import ready
from imgcat.store.sqlite.schema import VERSION


def index_of(repository: Repository, commit: str, cache: Path) -> Path:
    """The index of the catalog as a commit has it. Raises NotFound where the commit has no such folder."""
    kept = cache / "as-of" / f"{commit}-{VERSION}.sqlite"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as temporary:
            folder = Path(temporary, "catalog")
            if not repository.extract(commit, folder):
                raise NotFound(f"The commit {commit} has no catalog in the folder that is served.")
            ready([folder], Path(temporary)).path.replace(kept)
    return kept
