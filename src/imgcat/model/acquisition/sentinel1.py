"""The ids of Sentinel-1: ESA's product names, short forms of them, and the terrain-corrected tiles on AWS."""

from imgcat.model.acquisition.field import civil, coded, moment, whole, word
from imgcat.model.acquisition.grammar import Grammar
from imgcat.model.acquisition.sentinel2 import SQUARE, ZONE

MISSION = "sentinel-1"

FIELDS = {
    "sat": coded("platform", {f"S1{unit}": f"sentinel-1{unit.lower()}" for unit in "ABCD"}),
    "mode": word("mode", "IW|EW|WV|S[1-6]"),
    "type": word("product_type", "RAW|SLC|GRD|OCN|ETA"),
    "resolution": word("resolution", "[FHM_]"),
    "level": word("level", "[012]"),
    "class": word("processing_class", "[SANC]"),
    "polarisation": word("polarisation", "SH|SV|DH|DV|HH|HV|VV|VH"),
    "start": moment("sensing_start"),
    "stop": moment("sensing_stop"),
    "orbit": whole("absolute_orbit", 6, 1),
    "datatake": word("datatake", "[0-9A-F]{6}"),
    "unique": word("unique_id", "[0-9A-F]{4}"),
    "cog": word("variant", "COG"),
    "rtc": word("variant", "rtc"),
    "day": civil("day"),
    "tile": word("tile", ZONE + SQUARE),
    "pass": coded("orbit_state", {"ASC": "ascending", "DSC": "descending"}),
}

NAME = (
    "{sat}_{mode}_{type}{resolution}_{level}{class}{polarisation}_{start}_{stop}_{orbit}_{datatake}"
)
"""A product's name up to its datatake: all that the ids of one product share."""


GRAMMARS = tuple(
    Grammar(name, MISSION, title, template, FIELDS)
    for name, title, template in (
        (
            "sentinel-1-product",
            "ESA and Copernicus Data Space, as SAFE and as COG",
            NAME + "_{unique}[_{cog}]",
        ),
        ("sentinel-1-short", "Planetary Computer, Earth Search: no unique id", NAME),
        ("sentinel-1-rtc", "Planetary Computer, terrain corrected", NAME + "_{rtc}"),
        ("sentinel-1-rtc-tile", "AWS, terrain corrected tiles", "{sat}_{day}_{tile}_{pass}"),
    )
)
