"""The ids of Sentinel-2: ESA's own, and those of Planetary Computer, Earth Search and Earth Engine."""

from collections.abc import Mapping

from imgcat.model.acquisition.field import Field, civil, coded, moment, whole, word
from imgcat.model.acquisition.grammar import Grammar
from imgcat.model.acquisition.product import ProductId

MISSION = "sentinel-2"
ZONE = "(?:0[1-9]|[1-5][0-9]|60)"
SQUARE = "[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V]"
"""A latitude band without I and O, a column of 24 letters and a row of 20, as in MGRS."""

LEVEL_OF_ASSET = {"S2_SR": "L2A", "S2": "L1C"}


def _earth_engine_collection(text: str) -> Mapping[str, object]:
    product = text.removeprefix("COPERNICUS/").removesuffix("_HARMONIZED")
    return {"asset_collection": text, "level": LEVEL_OF_ASSET[product]}


def _unpadded(product: ProductId) -> str | None:
    return None if product.tile is None else product.tile.removeprefix("0")


FIELDS = {
    "sat": coded("platform", {f"S2{unit}": f"sentinel-2{unit.lower()}" for unit in "ABCD"}),
    "level": word("level", "L1C|L2A"),
    "class": word("file_class", "OPER|USER"),
    "site": word("site", "[A-Z0-9_]{4}"),
    "start": moment("datatake_start"),
    "strip": moment("datastrip_start"),
    "validity": moment("sensing_start"),
    "validity_end": moment("sensing_stop"),
    "second": moment("second_time"),
    "created": moment("created"),
    "day": civil("day"),
    "baseline": Field(
        r"\d{4}",
        lambda text: {"baseline": f"{text[:2]}.{text[2:]}"},
        lambda p: p.baseline.replace(".", "") if p.baseline else None,
    ),
    "dotted": word("baseline", r"\d\d\.\d\d"),
    "orbit": whole("relative_orbit", 3, 1, 143),
    "absolute": whole("absolute_orbit", 6, 1),
    "tile": word("tile", ZONE + SQUARE),
    "short_tile": Field(
        "(?:0?[1-9]|[1-5][0-9]|60)" + SQUARE, lambda text: {"tile": text.zfill(5)}, _unpadded
    ),
    "discriminator": word("discriminator", r"\d{8}T\d{6}"),
    "sequence": Field(
        r"\d{1,2}",
        lambda text: {"sequence": int(text)},
        lambda p: None if p.sequence is None else str(p.sequence),
    ),
    "asset": Field(
        "COPERNICUS/S2(?:_SR)?(?:_HARMONIZED)?",
        _earth_engine_collection,
        lambda p: p.asset_collection,
    ),
}

SPELLINGS = (
    (
        "sentinel-2-product",
        "ESA and Copernicus Data Space, since December 2016",
        "{sat}_MSI{level}_{start}_N{baseline}_R{orbit}_T{tile}_{discriminator}",
    ),
    (
        "sentinel-2-short",
        "Planetary Computer and stactools: no baseline",
        "{sat}_MSI{level}_{start}_R{orbit}_T{tile}_{discriminator}",
    ),
    (
        "sentinel-2-multi-tile",
        "ESA, until December 2016: a product of many tiles",
        "{sat}_{class}_PRD_MSI{level}_{site}_{created}_R{orbit}_V{validity}_{validity_end}",
    ),
    (
        "sentinel-2-granule",
        "ESA: one tile within a product",
        "{sat}_{class}_MSI_{level}_TL_{site}_{created}_A{absolute}_T{tile}[_N{dotted}]",
    ),
    (
        "sentinel-2-datastrip",
        "ESA: what one station received of a datatake",
        "{sat}_{class}_MSI_{level}_DS_{site}_{created}_S{strip}[_N{dotted}]",
    ),
    (
        "sentinel-2-datatake",
        "ESA: one continuous take of the satellite",
        "G{sat}_{start}_{absolute}_N{dotted}",
    ),
    (
        "earth-search-v0",
        "Earth Search, sentinel-2-l1c and sentinel-2-l2a",
        "{sat}_{short_tile}_{day}_{sequence}[_{level}]",
    ),
    (
        "earth-search-c1",
        "Earth Search, sentinel-2-c1-l2a; stactools",
        "{sat}_T{tile}_{strip}_{level}",
    ),
)

GRAMMARS = (
    *(Grammar(name, MISSION, title, template, FIELDS) for name, title, template in SPELLINGS),
    Grammar(
        "earth-engine-sentinel-2",
        MISSION,
        "Earth Engine",
        "[{asset}/]{start}_{second}_T{tile}",
        FIELDS,
        before="(?<![A-Za-z0-9_])",  # it starts with a bare time, which may stand inside other names
    ),
)
