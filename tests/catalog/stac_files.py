"""Small STAC objects, and folders of them, for tests of what reads catalogs."""

import json
from pathlib import Path
from typing import Any


def item(item_id: str, **members: Any) -> dict[str, Any]:
    """An Item at Sino-ri with what an Item must have; `members` replace or add."""
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": item_id,
        "geometry": {"type": "Point", "coordinates": [125.355288, 39.644929]},
        "bbox": [125.355288, 39.644929, 125.355288, 39.644929],
        "properties": {"datetime": "2018-12-27T02:15:00Z"},
        "links": [],
        "assets": {},
        **members,
    }


def collection(collection_id: str, **members: Any) -> dict[str, Any]:
    """A Collection of the whole world and all time."""
    return {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": collection_id,
        "description": "Things.",
        "license": "CC0-1.0",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]]},
            "temporal": {"interval": [[None, None]]},
        },
        "links": [],
        **members,
    }


def catalog(catalog_id: str, **members: Any) -> dict[str, Any]:
    """A Catalog without anything in it."""
    return {
        "type": "Catalog",
        "stac_version": "1.1.0",
        "id": catalog_id,
        "description": "Things.",
        "links": [],
        **members,
    }


def down(*hrefs: str, rel: str = "child") -> list[dict[str, str]]:
    """Links to what is below."""
    return [{"rel": rel, "href": href} for href in hrefs]


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Write files below a folder: bytes as they are, anything else as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(data)
    return folder
