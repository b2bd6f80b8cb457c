"""The ids of Landsat: USGS products, items and scenes, Planetary Computer, Earth Engine, and US Analysis Ready Data."""

from collections.abc import Mapping
from datetime import date, timedelta

from imgcat.model.acquisition.field import YEARS, Field, civil, coded, whole, word
from imgcat.model.acquisition.grammar import Grammar
from imgcat.model.acquisition.product import ProductId

MISSION = "landsat"

SATELLITES = {"C": "89", "O": "89", "T": "4589", "E": "7", "M": "12345"}
"""Which satellites carry a sensor."""

WRS1_PLATFORMS = frozenset({"landsat-1", "landsat-2", "landsat-3"})
WRS1_PATHS = range(1, 252)
WRS2_PATHS = range(1, 234)

EARTH_ENGINE_LEVELS = {"": "L1", "TOA": "L1", "RT": "L1", "RT_TOA": "L1", "L2": "L2", "SR": "L2"}
EARTH_ENGINE_SUFFIX = {"L1TP": "", "L1GT": "", "L1GS": "", "L2SP": "_L2"}


def _year_and_day(text: str) -> Mapping[str, object]:
    year, number = int(text[:4]), int(text[4:])
    if year not in YEARS or number < 1:
        raise ValueError(f"there is no day {text}")
    day = date(year, 1, 1) + timedelta(days=number - 1)
    if day.year != year:
        raise ValueError(f"the year {year} has no day {number}")
    return {"day": day}


def _earth_engine_collection(text: str) -> Mapping[str, object]:
    _, _, collection, kind = text.split("/")
    tier, _, rest = kind.partition("_")
    stated = {
        "asset_collection": text,
        "collection_number": collection[1:],
        "level": EARTH_ENGINE_LEVELS[rest],
    }
    return stated if rest.startswith("RT") else {**stated, "tier": tier}


def _earth_engine_path(product: ProductId) -> str | None:
    """Earth Engine's collection of a Collection 2 product whose tier is final."""
    if product.asset_collection is not None:
        return product.asset_collection
    suffix = EARTH_ENGINE_SUFFIX.get(product.level or "")
    if suffix is None or product.collection_number != "02" or product.tier not in ("T1", "T2"):
        return None
    if product.sensor == "O" or product.platform is None or product.sensor is None:
        return None
    number = product.platform.removeprefix("landsat-")
    if product.sensor == "T" and number in "89":
        return None
    return f"LANDSAT/L{product.sensor}0{number}/C02/{product.tier}{suffix}"


def _item_of(surface: str, *levels: str) -> Field:
    return Field(
        surface,
        lambda text: {"surface": text},
        lambda p: surface if p.level in levels else None,
    )


FIELDS = {
    "sensor": word("sensor", "[COTEM]"),
    "sat": coded("platform", {f"0{n}": f"landsat-{n}" for n in "12345789"}),
    "digit": coded("platform", {n: f"landsat-{n}" for n in "12345789"}),
    "level": word("level", "L1TP|L1GT|L1GS|L2SP|L2SR"),
    "path": whole("path", 3),
    "row": whole("row", 3, 1, 248),
    "day": civil("day"),
    "processed": civil("processed"),
    "collection": word("collection_number", "0[12]"),
    "tier": word("tier", "RT|T1|T2|A[12]"),
    "sr": _item_of("SR", "L2SP", "L2SR"),
    "st": _item_of("ST", "L2SP"),
    "ordinal": Field(r"\d{7}", _year_and_day, lambda p: f"{p.day:%Y%j}" if p.day else None),
    "station": word("station", "[A-Z0-9]{3}"),
    "version": word("version", r"\d\d"),
    "asset": Field(
        r"LANDSAT/L[COTEM]0\d/C0[12]/T[12](?:_(?:TOA|RT_TOA|RT|L2|SR))?",
        _earth_engine_collection,
        _earth_engine_path,
    ),
    "region": word("region", "CU|AK|HI"),
    "h": whole("horizontal", 3),
    "v": whole("vertical", 3),
    "ard_collection": coded("collection_number", {"C01": "01", "02": "02"}),
    "product": word("surface", "SR|ST|TA|BT|QA|BA|DSWE|FSCA"),
}


def _possible(product: ProductId) -> bool:
    """The satellite carries the sensor, and the path is one of its reference system."""
    number = (product.platform or "").removeprefix("landsat-")
    if number not in SATELLITES[product.sensor or ""]:
        return False
    paths = WRS1_PATHS if product.platform in WRS1_PLATFORMS else WRS2_PATHS
    return product.path is None or product.path in paths


NAME = "L{sensor}{sat}_{level}_{path}{row}_{day}"
SCENE = "L{sensor}{digit}{path}{row}{ordinal}"

SPELLINGS = (
    (
        "landsat-product",
        "USGS, Collections 1 and 2",
        NAME + "_{processed}_{collection}[_{tier}]",
    ),
    (
        "landsat-short",
        "Planetary Computer and stactools: no processing date",
        NAME + "_{collection}[_{tier}]",
    ),
    (
        "landsat-surface-reflectance",
        "USGS STAC item of surface reflectance",
        NAME + "_{processed}_{collection}[_{tier}]_{sr}",
    ),
    (
        "landsat-surface-temperature",
        "USGS STAC item of surface temperature",
        NAME + "_{processed}_{collection}[_{tier}]_{st}",
    ),
    (
        "landsat-scene",
        "USGS, before collections, and still every product's scene id",
        SCENE + "{station}{version}",
    ),
    ("earth-engine-landsat", "Earth Engine", "[{asset}/]L{sensor}{sat}_{path}{row}_{day}"),
    (
        "landsat-ard",
        "USGS, US Analysis Ready Data: tiles of their own grid",
        "L{sensor}{sat}_{region}_{h}{v}_{day}_{processed}_{ard_collection}[_V{version}][_{product}]",
    ),
)

GRAMMARS = (
    *(
        Grammar(name, MISSION, title, template, FIELDS, _possible)
        for name, title, template in SPELLINGS
    ),
    Grammar(
        "landsat-scene-short",
        MISSION,
        "Folders on AWS and file names: no station, no version",
        SCENE,
        FIELDS,
        _possible,
        written=False,
    ),
)
