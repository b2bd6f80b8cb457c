"""What an id states of platform, sensor, orbit and product, in the words of STAC's extensions."""

from collections.abc import Callable
from typing import Any

from imgcat.model.acquisition import ProductId
from imgcat.model.acquisition.landsat import WRS1_PLATFORMS
from imgcat.model.acquisition.orbit import sentinel1_relative_orbit

LANDSAT_INSTRUMENTS = {
    "C": ["oli", "tirs"],
    "O": ["oli"],
    "E": ["etm+"],
    "M": ["mss"],
}
POLARISATIONS = {
    "SH": ["HH"],
    "SV": ["VV"],
    "DH": ["HH", "HV"],
    "DV": ["VV", "VH"],
}
"""What Sentinel-1's letters stand for; a name such as `VH` stands for itself."""


def properties_of(product: ProductId) -> dict[str, Any]:
    """The properties that the id states; those that it does not state are None."""
    return PROPERTIES[product.mission](product)


def _sentinel2(product: ProductId) -> dict[str, Any]:
    return {
        "platform": product.platform,
        "constellation": "sentinel-2",
        "instruments": ["msi"],
        "processing:level": product.level,
        "grid:code": f"MGRS-{product.tile}" if product.tile else None,
        "sat:relative_orbit": product.relative_orbit,
        "sat:absolute_orbit": product.absolute_orbit,
        "s2:processing_baseline": product.baseline,
        "s2:mgrs_tile": product.tile,
        "s2:product_uri": f"{product.id}.SAFE" if product.grammar == "sentinel-2-product" else None,
    }


def _sentinel1(product: ProductId) -> dict[str, Any]:
    orbit, letters = product.absolute_orbit, product.polarisation
    radar = {
        "sar:instrument_mode": product.mode,
        "sar:frequency_band": "C",
        "sar:polarizations": POLARISATIONS.get(letters, [letters]) if letters else None,
        "sar:product_type": product.product_type,
    }
    return {
        "platform": product.platform,
        "constellation": "sentinel-1",
        "instruments": ["c-sar"],
        "processing:level": f"L{product.level}" if product.level else None,
        "grid:code": f"MGRS-{product.tile}" if product.tile else None,
        "sat:orbit_state": product.orbit_state,
        "sat:absolute_orbit": orbit,
        "sat:relative_orbit": orbit and sentinel1_relative_orbit(product.platform, orbit),
        **(radar if product.mode else {}),
    }


def _landsat(product: ProductId) -> dict[str, Any]:
    system = "1" if product.platform in WRS1_PLATFORMS else "2"
    place: dict[str, Any] = {}
    if product.path is not None and product.row is not None:
        path, row = f"{product.path:03}", f"{product.row:03}"
        place = {
            "grid:code": f"WRS{system}-{path}{row}",
            "landsat:wrs_type": system,
            "landsat:wrs_path": path,
            "landsat:wrs_row": row,
        }
    return {
        "platform": product.platform,
        "instruments": _landsat_instruments(product),
        "processing:level": product.level[:2] if product.level else None,
        **place,
        "landsat:scene_id": product.id if product.grammar == "landsat-scene" else None,
        "landsat:collection_number": product.collection_number,
        "landsat:collection_category": product.tier,
        "landsat:correction": product.level if len(product.level or "") == 4 else None,
        "landsat:grid_region": product.region,
        "landsat:grid_horizontal": _two_digits(product.horizontal),
        "landsat:grid_vertical": _two_digits(product.vertical),
    }


def _landsat_instruments(product: ProductId) -> list[str]:
    if product.sensor == "T":
        return ["tirs"] if product.platform in ("landsat-8", "landsat-9") else ["tm"]
    return LANDSAT_INSTRUMENTS[product.sensor or ""]


def _two_digits(number: int | None) -> str | None:
    return None if number is None else f"{number:02}"


def _aster(product: ProductId) -> dict[str, Any]:
    return {
        "platform": product.platform,
        "instruments": ["aster"],
        "processing:level": product.level,
    }


PROPERTIES: dict[str, Callable[[ProductId], dict[str, Any]]] = {
    "sentinel-2": _sentinel2,
    "sentinel-1": _sentinel1,
    "landsat": _landsat,
    "aster": _aster,
}
