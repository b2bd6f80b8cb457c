"""Tile layers that the operator of a site sets up beside the basemap. Without any, pages ask nothing of other hosts."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationError

from imgcat.errors import ImgcatError
from imgcat.model.record import Record, Text, sentence

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[^\s\"'<>;,]*)?")


def _of_tiles(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError(
            "an address of tiles begins with http:// or https:// and a host, and is a link without blanks"
        )
    return address


class TileLayer(Record):
    """A layer: what readers call it, the address of its tiles with {z}, {x} and {y}, and whom it is owed to."""

    title: Text
    url: Annotated[str, AfterValidator(_of_tiles)]
    attribution: Text | None = None

    @property
    def origin(self) -> str:
        """Where its tiles come from, as a Content-Security-Policy says it."""
        return "/".join(self.url.split("/")[:3])


_LAYERS = TypeAdapter(tuple[TileLayer, ...])


def tile_layers(path: Path) -> tuple[TileLayer, ...]:
    """The layers that a JSON file lists. Raises ImgcatError."""
    try:
        return _LAYERS.validate_json(path.read_bytes())
    except OSError as error:
        raise ImgcatError(f"The tile layers cannot be read: {path}: {error.strerror}.") from None
    except ValidationError as error:
        raise ImgcatError(sentence(error, f"The list of tile layers in {path}")) from None


def as_json(layers: Sequence[TileLayer]) -> str:
    """The layers as scripts take them."""
    return _LAYERS.dump_json(tuple(layers)).decode()
