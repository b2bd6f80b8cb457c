"""Scenes as STAC Items in JSON: the shape of Sentinel-2 L2A items as public catalogs serve them, 6 to 7 KB each."""

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from benchmarks.orbits import SATELLITES
from benchmarks.scenes import COLLECTION, Scenes, chunks

BANDS = (
    ("coastal", "B01", "coastal", 60, 0.443, "Coastal aerosol (band 1)"),
    ("blue", "B02", "blue", 10, 0.49, "Blue (band 2)"),
    ("green", "B03", "green", 10, 0.56, "Green (band 3)"),
    ("red", "B04", "red", 10, 0.665, "Red (band 4)"),
    ("rededge1", "B05", "rededge071", 20, 0.704, "Red edge 1 (band 5)"),
    ("rededge2", "B06", "rededge075", 20, 0.74, "Red edge 2 (band 6)"),
    ("rededge3", "B07", "rededge078", 20, 0.783, "Red edge 3 (band 7)"),
    ("nir", "B08", "nir", 10, 0.842, "NIR 1 (band 8)"),
    ("nir08", "B8A", "nir08", 20, 0.865, "NIR 2 (band 8A)"),
    ("nir09", "B09", "nir09", 60, 0.945, "NIR 3 (band 9)"),
    ("swir16", "B11", "swir16", 20, 1.61, "SWIR 1 (band 11)"),
    ("swir22", "B12", "swir22", 20, 2.19, "SWIR 2 (band 12)"),
)
EXTENSIONS = ("eo/v1.1.0", "grid/v1.1.0", "processing/v1.2.0", "projection/v2.0.0", "sat/v1.1.0")
HREF = f"https://scenes.example.org/{COLLECTION}/{{path}}"
COG = "image/tiff; application=geotiff; profile=cloud-optimized"


def lines(count: int, seed: int, start: int = 0) -> Iterator[bytes]:
    """Items `start` to `count` as lines of NDJSON, without line ends."""
    for chunk in chunks(count, seed, start):
        yield from items(chunk)


def items(chunk: Scenes) -> Iterator[bytes]:
    """The Items of some scenes, as JSON."""
    columns = _columns(chunk)
    for row in zip(*(columns[name] for name in SLOTS), strict=True):
        yield (TEXT % row).encode()


def _columns(chunk: Scenes) -> dict[str, list[Any]]:
    """What stands in the template's slots, by name."""
    ids = scene_ids(chunk)
    tiles = chunk.tile.tolist()
    times = timestamps(chunk.time)
    platforms = [SATELLITES[satellite][0] for satellite in chunk.satellite.tolist()]
    low, high = chunk.ring.min(axis=1), chunk.ring.max(axis=1)
    boxes = np.concatenate([low, high], axis=1).tolist()
    rings = np.concatenate([chunk.ring, chunk.ring[:, :1]], axis=1).tolist()
    origins = [_origin(tile) for tile in tiles]
    processed = timestamps(chunk.processed)
    return {
        "id": ids,
        "path": [
            f"{tile[:2]}/{tile[2]}/{tile[3:]}/{time[:4]}/{time[5:7]}/{item[:3]}_T{tile}_{item[11:26]}_L2A"
            for tile, time, item in zip(tiles, times, ids, strict=True)
        ],
        "acquisition": acquisitions(chunk, ids),
        "easting": [easting for easting, _ in origins],
        "northing": [northing for _, northing in origins],
        "ring": [orjson.dumps(ring).decode() for ring in rings],
        "bbox": [orjson.dumps(box).decode() for box in boxes],
        "time": times,
        "processed": processed,
        "platform": platforms,
        "tile": tiles,
        "epsg": [(32_600 if tile[2] >= "N" else 32_700) + int(tile[:2]) for tile in tiles],
        "orbit": chunk.orbit.tolist(),
        "absolute_orbit": chunk.absolute_orbit.tolist(),
        "state": np.where(chunk.ascending, "ascending", "descending").tolist(),
        "datatake": [
            f"G{item[:3]}_{item[11:26]}_{orbit:06}_N{baseline}"
            for item, orbit, baseline in zip(
                ids, chunk.absolute_orbit.tolist(), chunk.baseline.tolist(), strict=True
            )
        ],
        "cloud": chunk.cloud.tolist(),
        "snow": chunk.snow.tolist(),
        "nodata": chunk.nodata.tolist(),
        "azimuth": chunk.sun_azimuth.tolist(),
        "elevation": chunk.sun_elevation.tolist(),
        "baseline": chunk.baseline.tolist(),
    }


def scene_ids(chunk: Scenes) -> list[str]:
    """The ids: of the form that ESA gives its products, each unique."""
    columns = zip(
        chunk.satellite.tolist(),
        _compact(chunk.time),
        chunk.baseline.tolist(),
        chunk.orbit.tolist(),
        chunk.tile.tolist(),
        _compact(chunk.processed),
        strict=True,
    )
    return [
        f"S2{'ABC'[satellite]}_MSIL2A_{time}_N{baseline[:2]}{baseline[3:]}_R{orbit:03}_T{tile}_{processed}"
        for satellite, time, baseline, orbit, tile, processed in columns
    ]


def acquisitions(chunk: Scenes, ids: list[str]) -> list[str]:
    """The acquisition keys of scenes with these ids, as a harvest writes them."""
    return [
        f"{item[:3].lower()}-{item[11:26]}-{tile.lower()}"
        for item, tile in zip(ids, chunk.tile.tolist(), strict=True)
    ]


def timestamps(milliseconds: NDArray[np.int64]) -> list[str]:
    """Times as RFC 3339 has them, with milliseconds."""
    moments = milliseconds.astype("M8[ms]")
    return [f"{text}Z" for text in np.datetime_as_string(moments, unit="ms").tolist()]


def _compact(milliseconds: NDArray[np.int64]) -> list[str]:
    """Times as product ids have them: `20240831T042235`."""
    moments = np.datetime_as_string(milliseconds.astype("M8[ms]"), unit="s").tolist()
    return [text.replace("-", "").replace(":", "") for text in moments]


def collection() -> dict[str, Any]:
    """The Collection of the scenes."""
    return {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": COLLECTION,
        "title": "Sentinel-2 L2A, made up",
        "description": "Scenes that were never taken, in the shape of Sentinel-2's, to measure catalogs with.",
        "license": "other",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]]},
            "temporal": {"interval": [["2016-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]]},
        },
        "links": [],
    }


def _origin(tile: str) -> tuple[int, int]:
    """A north-west corner in metres, plausible for the tile's letters."""
    return 199_980 + (ord(tile[3]) - 65) % 8 * 100_000, (ord(tile[4]) - 65) * 300_000 + 40


def _template() -> str:
    """An Item whose values that differ between scenes are names in braces."""
    assets: dict[str, Any] = {}
    for name, band, common, gsd, centre, title in BANDS:
        pixels = 109_800 // gsd
        assets[name] = {
            "href": f"{HREF}/{band}.tif",
            "type": COG,
            "title": title,
            "gsd": gsd,
            "roles": ["data"],
            "proj:shape": [pixels, pixels],
            "proj:transform": [gsd, 0, "{easting}", 0, -gsd, "{northing}"],
            "bands": [
                {
                    "name": band,
                    "eo:common_name": common,
                    "eo:center_wavelength": centre,
                }
            ],
        }
    for name, title, roles in (
        ("visual", "True colour image", ["visual"]),
        ("scl", "Scene classification map (SCL)", ["data"]),
    ):
        assets[name] = {
            "href": f"{HREF}/{name.upper()}.tif",
            "type": COG,
            "title": title,
            "roles": roles,
        }
    assets["thumbnail"] = {
        "href": f"{HREF}/thumbnail.jpg",
        "type": "image/jpeg",
        "title": "Thumbnail of preview image",
        "roles": ["thumbnail"],
    }
    record = {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [
            f"https://stac-extensions.github.io/{name}/schema.json" for name in EXTENSIONS
        ],
        "id": "{id}",
        "collection": COLLECTION,
        "geometry": {"type": "Polygon", "coordinates": ["{ring}"]},
        "bbox": "{bbox}",
        "properties": {
            "datetime": "{time}",
            "created": "{processed}",
            "updated": "{processed}",
            "platform": "{platform}",
            "constellation": "sentinel-2",
            "instruments": ["msi"],
            "gsd": 10,
            "eo:cloud_cover": "{cloud}",
            "eo:snow_cover": "{snow}",
            "grid:code": "MGRS-{tile}",
            "proj:code": "EPSG:{epsg}",
            "processing:level": "L2A",
            "sat:orbit_state": "{state}",
            "sat:relative_orbit": "{orbit}",
            "sat:absolute_orbit": "{absolute_orbit}",
            "view:sun_azimuth": "{azimuth}",
            "view:sun_elevation": "{elevation}",
            "s2:processing_baseline": "{baseline}",
            "s2:nodata_pixel_percentage": "{nodata}",
            "s2:datatake_id": "{datatake}",
            "s2:product_uri": "{id}.SAFE",
            "s2:product_type": "S2MSI2A",
            "ref:acquisition": "{acquisition}",
        },
        "links": [
            {
                "rel": "license",
                "href": "https://sentinel.esa.int/documents/247904/690755/Sentinel_Data_Legal_Notice",
                "type": "application/pdf",
            },
        ],
        "assets": assets,
    }
    text = json.dumps(record, separators=(",", ":")).replace("%", "%%")
    return re.sub(f'"{{({NUMBERS})}}"', r"{\1}", text)


NUMBERS = "cloud|snow|nodata|azimuth|elevation|orbit|absolute_orbit|ring|bbox|easting|northing"
"""What is no string in JSON."""

SLOT = re.compile(r"\{([a-z_]+)\}")
_TEMPLATE = _template()
SLOTS = SLOT.findall(_TEMPLATE)
TEXT = SLOT.sub("%s", _TEMPLATE)
