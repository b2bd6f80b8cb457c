"""The checksum beside a published file: a line as `sha256sum` writes it."""

import re
from urllib.parse import urlsplit, urlunsplit

from imgcat.errors import ImgcatError

SUFFIX = ".sha256"
LONGEST = 4_096
"""Bytes of such a file, and no more are read."""

_LINE = re.compile(rb"([0-9a-f]{64})(\s.*)?", re.DOTALL | re.IGNORECASE)


def beside(address: str) -> str:
    """The address of the checksum of what is at an address."""
    parts = urlsplit(address)
    if not parts.scheme or not parts.netloc:
        return address + SUFFIX
    return urlunsplit(parts._replace(path=parts.path + SUFFIX))


def written(digest: str, name: str) -> bytes:
    """The file that `sha256sum --check` understands."""
    return f"{digest}  {name}\n".encode()


def read(content: bytes, address: str) -> str:
    """The digest in such a file. Raises ImgcatError."""
    line = _LINE.fullmatch(content.strip())
    if line is None:
        raise ImgcatError(
            f"{address} holds no SHA-256 checksum, as `imgcat index` writes it; found {content[:40]!r}."
        )
    return line[1].decode().lower()
