"""Reads an API through GDAL's OAPIF driver, as QGIS does: `python ask_gdal.py URL`; prints JSON."""

import json
import sys

import pyogrio

source = f"OAPIF:{sys.argv[1]}"
layers = {str(name): str(kind) for name, kind in pyogrio.list_layers(source)}
info = pyogrio.read_info(source, layer="locations")
_, _, _, everything = pyogrio.raw.read(source, layer="tied-scenes", columns=["id"])
_, _, around, ids = pyogrio.raw.read(
    source, layer="locations", columns=["id"], bbox=(125.3, 39.6, 125.4, 39.7)
)
_, _, _, chosen = pyogrio.raw.read(
    source, layer="tied-scenes", columns=["id"], where='"eo:cloud_cover" = 60'
)
print(
    json.dumps(
        {
            "layers": layers,
            "crs": info["crs"],
            "fields": list(info["fields"]),
            "features": info["features"],
            "all": sorted(everything[0]),
            "around": sorted(ids[0]),
            "chosen": sorted(chosen[0]),
            "geometries": len(around),
        }
    )
)
