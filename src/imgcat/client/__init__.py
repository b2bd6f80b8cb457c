"""The catalog from Python: `imgcat.client.open(...)` on a server's address or on a folder, with the same answers."""

from imgcat.client.catalog import Catalog
from imgcat.client.items import Items
from imgcat.client.match import Match
from imgcat.client.near import PictureScenes
from imgcat.client.opening import open  # noqa: A004 - `imgcat.client.open`, as `rasterio.open`

__all__ = ["Catalog", "Items", "Match", "PictureScenes", "open"]
