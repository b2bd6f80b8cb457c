"""What is at an address, read as a file."""

import io
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from imgcat.catalog.origin import ConnectionLost, Content, content
from imgcat.catalog.sources.source import Address
from imgcat.errors import ImgcatError

_PAUSES = (0.0, 1.0, 4.0, 15.0)
"""Seconds before a connection that was lost is made again, while nothing more comes."""
_PASSED_OVER = 2**20
"""Bytes that are read and dropped sooner than asking anew."""


class RemoteFile(io.RawIOBase):
    """A file at an address, read from any place on. A connection that is lost is made again where it broke off.

    Raises ImgcatError when it cannot be read, and when it was exchanged for another while it was read.
    """

    def __init__(self, address: Address) -> None:
        super().__init__()
        self._address = address
        self._opened = ExitStack()
        self._chunks: Iterator[bytes] | None = None
        self._rest = memoryview(b"")
        self._stands = self._wanted = 0
        first = self._open(0)
        self.size, self.tag, self.date = first.size, first.tag, first.date
        self._ranged = first.ranged

    def _open(self, start: int) -> Content:
        self._opened.close()
        found = self._opened.enter_context(content(self._address.url, start=start))
        assert found is not None  # noqa: S101 - no tag was given
        self._chunks, self._rest, self._stands = found.chunks, memoryview(b""), start
        return found

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._ranged

    def tell(self) -> int:
        return self._wanted

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END and self.size is None:
            raise ImgcatError(f"{self._address} does not say how long it is.")
        self._wanted = (
            offset
            + {
                os.SEEK_SET: 0,
                os.SEEK_CUR: self._wanted,
                os.SEEK_END: self.size or 0,
            }[whence]
        )
        return self._wanted

    def readinto(self, buffer: Any) -> int:
        if self.size is not None and self._wanted >= self.size:
            return 0
        chunk = self._chunk()
        size = min(len(chunk), len(buffer))
        buffer[:size] = chunk[:size]
        self._rest = chunk[size:]
        self._stands += size
        self._wanted = self._stands
        return size

    def _chunk(self) -> memoryview:
        """What comes next from where it stands; empty at the end."""
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                return self._arrived()
            except ConnectionLost as error:
                lost = error
                self._chunks = None
        raise lost

    def _arrived(self) -> memoryview:
        if self._chunks is None or not 0 <= self._wanted - self._stands <= _PASSED_OVER:
            again = self._open(self._wanted)
            if (again.tag, again.size, again.date) != (self.tag, self.size, self.date):
                raise ImgcatError(f"{self._address} was exchanged for another while it was read.")
        assert self._chunks is not None  # noqa: S101 - it is open
        while True:
            over = min(self._wanted - self._stands, len(self._rest))
            self._rest, self._stands = self._rest[over:], self._stands + over
            if self._rest:
                return self._rest
            self._rest = memoryview(next(self._chunks, b""))
            if not self._rest:
                return self._rest

    def close(self) -> None:
        self._opened.close()
        super().close()
