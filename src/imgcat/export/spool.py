"""Items put aside on disk, to be read again in another order."""

from array import array
from collections.abc import Iterable, Iterator
from typing import IO, SupportsInt

import zstandard


class Spool:
    """Bytes in a file, one compressed record after the other; only where each starts is in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._starts = array("Q", [0])
        self._compress = zstandard.ZstdCompressor(level=1).compress
        self._decompress = zstandard.ZstdDecompressor().decompress

    def append(self, record: bytes) -> None:
        """Put a record aside; its number is how many there were before."""
        packed = self._compress(record)
        self._file.write(packed)
        self._starts.append(self._starts[-1] + len(packed))

    def read(self, order: Iterable[SupportsInt]) -> Iterator[bytes]:
        """The records of some numbers, in that order."""
        for number in map(int, order):
            start, end = self._starts[number : number + 2]
            self._file.seek(start)
            yield self._decompress(self._file.read(end - start))
