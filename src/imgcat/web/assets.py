"""The files that pages need: one style sheet, one icon. Their addresses change with their content."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True)
class Asset:
    """A file of the package's `static` folder."""

    name: str
    media_type: str

    @cached_property
    def body(self) -> bytes:
        """The file's bytes."""
        return files("imgcat.web").joinpath("static", self.name).read_bytes()

    @cached_property
    def version(self) -> str:
        """A short digest of the content."""
        return sha256(self.body).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where the file is, relative to the root of the site. The same address always holds the same bytes."""
        return f"static/{self.name}?v={self.version}"


STYLE = Asset("style.css", "text/css; charset=utf-8")
ICON = Asset("icon.svg", "image/svg+xml")
ASSETS = {asset.name: asset for asset in (STYLE, ICON)}
