"""Searches an API by rustac, as `python ask_rustac.py URL`; prints as JSON how many items came of each search."""

import asyncio
import json
import os
import sys
from typing import Any

import rustac


async def counts(url: str) -> dict[str, int]:
    """Of searches that page, and of each kind of condition."""
    tied = {"collections": ["tied-scenes"]}
    cloudy = {"op": ">=", "args": [{"property": "eo:cloud_cover"}, 60]}
    asked: dict[str, dict[str, Any]] = {
        "pages": {**tied, "limit": 4},
        "some": {**tied, "limit": 4, "max_items": 10},
        "bbox": {"collections": ["sino-ri-scenes"], "bbox": [125.3, 39.6, 125.4, 39.7]},
        "intersects": {
            "collections": ["sino-ri-scenes"],
            "intersects": {"type": "Point", "coordinates": [125.355, 39.645]},
        },
        "datetime": {**tied, "datetime": "2020-05-02T00:00:00Z/2020-05-02T23:59:59Z"},
        "ids": {"ids": ["prk-sino-ri"]},
        "filter in JSON": {**tied, "filter": cloudy},
        "filter in text": {**tied, "filter": '"eo:cloud_cover" >= 60'},
        "sorted": {**tied, "sortby": ["-properties.datetime", "+id"]},
        "fields": {**tied, "include": ["properties.datetime"], "exclude": ["assets"]},
    }
    return {name: len(await rustac.search(url, **search)) for name, search in asked.items()}


print(json.dumps(asyncio.run(counts(sys.argv[1]))), flush=True)
# Its threads may crash the interpreter while that shuts down.
os._exit(0)
