"""Where a scene is, as far as its id tells: the cell of the mission's grid, which is not the extent of the data."""

from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from imgcat.model.acquisition import ProductId
from imgcat.model.acquisition.landsat import WRS1_PLATFORMS
from imgcat.model.grid import sentinel2_tile, wrs2_frame


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where a scene is, by the grid cell that its id names; or why that is not known."""

    geometry: BaseGeometry | None = None
    basis: str = ""
    note: str = ""
    reason: str = ""

    def properties(self) -> dict[str, Any]:
        """The properties that say how the geometry is to be taken."""
        if self.geometry is None:
            return {"ref:geometry_reason": self.reason}
        return {"ref:footprint": {"basis": self.basis, "note": self.note}}


def footprint_of(product: ProductId) -> Footprint:
    """The footprint of the grid cell that an id names."""
    if product.mission == "sentinel-2" and product.tile is not None:
        return _tile(product.tile)
    if product.path is not None and product.row is not None:
        return _frame(product, product.path, product.row)
    if product.region is not None:
        return Footprint(
            reason="The id names a tile of the US ARD grid, which is not in the package."
        )
    if product.tile is not None:
        return Footprint(reason="The id names a square of a grid that is not in the package.")
    return Footprint(reason="The id does not state which place the picture shows.")


def _tile(tile: str) -> Footprint:
    geometry = sentinel2_tile(tile)
    if geometry is None:
        return Footprint(reason=f"The Sentinel-2 tiling grid has no tile {tile}.")
    note = f"The footprint is that of the Sentinel-2 tile {tile}; the data may cover only a part of it."
    return Footprint(geometry, "sentinel-2-tile", note)


def _frame(product: ProductId, path: int, row: int) -> Footprint:
    if product.platform in WRS1_PLATFORMS:
        return Footprint(
            reason="The id names a WRS-1 path and row, whose frames are not in the package."
        )
    geometry = wrs2_frame(path, row)
    if geometry is None:
        return Footprint(reason=f"WRS-2 has no descending frame of path {path} and row {row}.")
    frame = f"WRS-2 path {path}, row {row}"
    note = (
        f"The footprint is the nominal frame of {frame}; the data may lie some kilometres from it."
    )
    return Footprint(geometry, "wrs-2-frame", note)
