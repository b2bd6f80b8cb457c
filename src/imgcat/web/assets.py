"""The files that pages need: style sheets, scripts, icons. Their addresses change with their content."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

MEDIA_TYPES = MappingProxyType(
    {
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json",
        "png": "image/png",
        "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json",
    }
)
"""By the ending of a name: what may stand in the folder `static`, and what it is."""


@dataclass(frozen=True)
class Asset:
    """A file of the package's folder `static`; `path` is relative to it."""

    path: str
    file: Traversable

    @property
    def media_type(self) -> str:
        """What the file is."""
        return MEDIA_TYPES[self.path.rpartition(".")[2]]

    @cached_property
    def body(self) -> bytes:
        """The file's bytes."""
        return self.file.read_bytes()

    @cached_property
    def version(self) -> str:
        """A short digest of the content."""
        return sha256(self.body).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where the file is, relative to the root of the site. The same address always holds the same bytes."""
        return f"static/{self.path}?v={self.version}"


def _assets(folder: Traversable, above: str = "") -> Iterator[Asset]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _assets(each, f"{above}{each.name}/")
        elif not each.name.startswith("."):
            yield Asset(above + each.name, each)


ASSETS = {asset.path: asset for asset in _assets(files("imgcat.web").joinpath("static"))}


def asset(path: str) -> str:
    """The address of a file of `static`, for templates. Raises KeyError."""
    return ASSETS[path].address
