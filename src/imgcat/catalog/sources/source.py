"""What a user points at: a path on this machine, or an address."""

import posixpath
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from imgcat.errors import ImgcatError

_SCHEMES = ("http", "https", "s3", "gs", "az")
_COMPRESSED = (".gz", ".zst", ".zstd")


@dataclass(frozen=True, slots=True)
class Address:
    """A file on a web server or in object storage. As text it has no query, which may hold what is secret."""

    url: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def name(self) -> str:
        """The last part of its path."""
        return unquote(posixpath.basename(urlsplit(self.url).path.rstrip("/")))


Source = Path | Address


def source(text: str) -> Source:
    """What a text means. Raises ImgcatError for an address that is not one of a web server or of object storage."""
    scheme, separator, _ = text.partition("://")
    if not separator:
        return Path(text)
    if scheme.lower() not in _SCHEMES or not urlsplit(text).netloc:
        schemes = ", ".join(f"{each}://" for each in _SCHEMES)
        raise ImgcatError(f"{text} is not an address to read from: those begin with {schemes}.")
    return Address(text)


def plain_name(of: Source) -> PurePosixPath:
    """The name of a file as it would be if it were not compressed."""
    name = PurePosixPath(of.name)
    return name.with_suffix("") if name.suffix in _COMPRESSED else name
