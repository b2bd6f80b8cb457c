"""Publishing an index file."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from imgcat.catalog.writer import replace, replace_by
from imgcat.store.published.checksum import beside, written

CHUNK = 2**20


def publish(index: Path, out: Path) -> str:
    """Copy an index to `out` and write its checksum beside it; the digest.

    The checksum comes last: who follows it does not look at the file before it is there as a whole.
    """
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        with index.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                yield chunk

    replace_by(out, chunks())
    replace(Path(beside(str(out))), written(digest.hexdigest(), out.name))
    return digest.hexdigest()
