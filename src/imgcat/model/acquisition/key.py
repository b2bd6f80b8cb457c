"""The acquisition key: one name for one picture, whatever id it goes by."""

from collections.abc import Callable
from datetime import datetime

from imgcat.model.acquisition.product import ProductId

OLI_AND_TIRS = frozenset({"landsat-8", "landsat-9"})
"""Here two sensors look at once, and a product of one alone is of the same picture as a product of both."""


def key(product: ProductId) -> str | None:
    """The acquisition key, such as `s2a-20190212T192651-07hfe`.

    None when the id does not determine one: it states another time than the start of the datatake, or no tile.
    """
    return KEYS[product.mission](product)


def pass_key(product: ProductId) -> str | None:
    """The key that all pictures of one pass share, such as `s2a-20190212T192651`.

    For Sentinel-2 the satellite and the start of the datatake, for Landsat the satellite, path and day, for Sentinel-1
    the satellite and the datatake. None when the id does not determine one.
    """
    return PASSES[product.mission](product)


def pass_of(acquisition: str) -> str | None:
    """The pass key of an acquisition key; None for missions whose pictures are not grouped so."""
    mission, *rest = acquisition.split("-")
    if mission.startswith("s2") and len(rest) == 2:
        return f"{mission}-{rest[0]}"
    if mission.startswith("s1"):
        return f"{mission}-{rest[-1]}"
    if mission[:1] == "l" and len(rest) == 2:
        return f"l{mission[2:]}-{rest[0][:3]}-{rest[1]}"
    return None


def sentinel2_key(platform: str, start: datetime, tile: str) -> str:
    """The key of a Sentinel-2 picture from the satellite, the start of the datatake (UTC) and the tile."""
    return f"{_sentinel(platform)}-{_moment(start)}-{tile.lower()}"


def _sentinel2(product: ProductId) -> str | None:
    if product.platform and product.datatake_start and product.tile:
        return sentinel2_key(product.platform, product.datatake_start, product.tile)
    return None


def _sentinel2_pass(product: ProductId) -> str | None:
    if product.platform and product.datatake_start:
        return f"{_sentinel(product.platform)}-{_moment(product.datatake_start)}"
    return None


def _sentinel1(product: ProductId) -> str | None:
    if not (product.platform and product.sensing_start and product.sensing_stop):
        return None
    kind = f"{product.mode}-{product.product_type}{product.resolution}"
    level = f"{product.level}{product.processing_class}{product.polarisation}"
    return "-".join(
        [
            _sentinel(product.platform),
            kind.rstrip("_").lower(),
            level.lower(),
            _moment(product.sensing_start),
            _moment(product.sensing_stop),
            f"{product.absolute_orbit:06}",
            (product.datatake or "").lower(),
        ]
    )


def _sentinel1_pass(product: ProductId) -> str | None:
    if product.platform and product.datatake:
        return f"{_sentinel(product.platform)}-{product.datatake.lower()}"
    return None


def _landsat(product: ProductId) -> str | None:
    if not (product.day and product.sensor and product.platform):
        return None
    sensor = "C" if product.platform in OLI_AND_TIRS else product.sensor
    prefix = f"l{sensor.lower()}{_landsat_number(product.platform)}"
    if product.path is not None and product.row is not None:
        return f"{prefix}-{product.path:03}{product.row:03}-{product.day:%Y%m%d}"
    if product.region is not None:
        cell = f"{product.horizontal:03}{product.vertical:03}"
        return f"{prefix}-{product.region.lower()}-{cell}-{product.day:%Y%m%d}"
    return None


def _landsat_pass(product: ProductId) -> str | None:
    if product.day and product.platform and product.path is not None:
        number = _landsat_number(product.platform)
        return f"l{number}-{product.path:03}-{product.day:%Y%m%d}"
    return None


def _aster(product: ProductId) -> str | None:
    return f"aster-{_moment(product.sensing_start)}" if product.sensing_start else None


def _corona(product: ProductId) -> str | None:
    if product.mission_number and product.frame:
        return f"ds{product.mission_number}-{product.frame.lower()}"
    return None


def _nothing(_: ProductId) -> None:
    return None


def _sentinel(platform: str) -> str:
    return "s" + platform.removeprefix("sentinel-")


def _landsat_number(platform: str) -> str:
    return platform.removeprefix("landsat-").zfill(2)


def _moment(time: datetime) -> str:
    return f"{time:%Y%m%dT%H%M%S}"


Maker = Callable[[ProductId], str | None]

KEYS: dict[str, Maker] = {
    "sentinel-2": _sentinel2,
    "sentinel-1": _sentinel1,
    "landsat": _landsat,
    "aster": _aster,
    "corona": _corona,
}

PASSES: dict[str, Maker] = {
    "sentinel-2": _sentinel2_pass,
    "sentinel-1": _sentinel1_pass,
    "landsat": _landsat_pass,
    "aster": _nothing,
    "corona": _nothing,
}
