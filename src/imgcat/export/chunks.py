"""Bytes on their way out: small parts joined to chunks, and files of binary formats made piece by piece."""

from collections.abc import Iterable, Iterator

SIZE = 65_536
"""Bytes of a chunk, about."""


def joined(parts: Iterable[bytes], size: int = SIZE) -> Iterator[bytes]:
    """The same bytes in chunks of about `size`: handing each on costs more than making it."""
    waiting: list[bytes] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= size:
            yield b"".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield b"".join(waiting)


class Sink:
    """A file that only grows, for libraries that write to one: what was written is taken out and forgotten."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._written = 0
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._waiting.append(bytes(data))
        self._written += len(self._waiting[-1])
        return len(self._waiting[-1])

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """There is nothing to wait for."""

    def close(self) -> None:
        """What was written can still be taken."""

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
