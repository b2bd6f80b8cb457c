"""The catalog's own files above the records: the root, the collections with extents, summaries and counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from imgcat.catalog import layout
from imgcat.catalog.changes import FEED
from imgcat.catalog.extent import bbox, interval, summaries
from imgcat.catalog.links import GEOJSON, JSON
from imgcat.model.identifiers import (
    LOCATIONS,
    RECORD_COLLECTIONS,
    REFERENCES,
    REPORTS,
    SCHEMA_URI,
    STAC_VERSION,
)
from imgcat.model.item import Json

_ABOUT = {
    LOCATIONS: (
        "Locations",
        "Places that public reports are about, under every name that a source attests, each value with its source.",
    ),
    REPORTS: (
        "Reports",
        "Analyses, news items, datasets and official statements that say something about places, many of them with "
        "the help of satellite imagery.",
    ),
    REFERENCES: (
        "References",
        "Typed, evidenced statements: what a report says about a place, which picture of it it cites, and which "
        "other reports it refers to.",
    ),
}
ROOT_ID = "imgcat"
"""The id of the catalog itself; a folder whose `catalog.json` has another is not one of ours."""


def root(scene_collections: Sequence[str]) -> Json:
    """`catalog.json`: the entry to the folder."""
    children = [(layout.collection_path(name), _ABOUT[name][0]) for name in RECORD_COLLECTIONS]
    if scene_collections:
        children.append((layout.SCENES, "Scenes"))
    catalog = _catalog(
        ROOT_ID,
        "imgcat",
        "Public satellite imagery as it is used: which public scenes and which reports refer to which places. "
        "Facts are CC0-1.0; each says where it was read.",
        layout.ROOT,
        children,
    )
    changes = layout.href(layout.CHANGES, layout.ROOT)
    feed = {"rel": "alternate", "href": changes, "type": FEED, "title": "Corrections"}
    return {**catalog, "links": [*catalog["links"], feed]}


def scenes(collections: Mapping[str, Mapping[str, Any]]) -> Json:
    """`scenes/catalog.json`: the collections of scenes."""
    children = [
        (layout.collection_path(name), collections[name].get("title", name))
        for name in sorted(collections)
    ]
    return _catalog(
        "scenes",
        "Scenes",
        "Public scenes, one collection for each mission and processing level.",
        layout.SCENES,
        children,
    )


def record_collection(name: str, items: Sequence[Mapping[str, Any]]) -> Json:
    """The collection of locations, reports or references."""
    title, description = _ABOUT[name]
    return collection(
        {
            "id": name,
            "title": title,
            "description": description,
            "license": "CC0-1.0",
            "keywords": ["satellite imagery", name],
        },
        items,
    )


def collection(authored: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> Json:
    """A collection's file: what is authored of it, and the extent, summaries, count and links that follow.

    It links to its deprecated items too, so that a walk finds them, but they count for nothing else.
    """
    name = authored["id"]
    own = name in RECORD_COLLECTIONS
    # Of a scene it is the provider who says so; a report cites it all the same.
    living = [item for item in items if not (own and item["properties"].get("deprecated"))]
    here = layout.collection_path(name)
    parent = layout.ROOT if own else layout.SCENES
    return {
        **authored,
        "type": "Collection",
        "stac_version": STAC_VERSION,
        "stac_extensions": [*authored.get("stac_extensions", ()), SCHEMA_URI],
        "extent": {
            "spatial": {"bbox": [bbox(living)]},
            "temporal": {"interval": [interval(living)]},
        },
        "summaries": summaries(living),
        "ref:count": len(living),
        "links": [
            {
                "rel": "root",
                "href": layout.href(layout.ROOT, here),
                "type": JSON,
                "title": "imgcat",
            },
            {"rel": "parent", "href": layout.href(parent, here), "type": JSON},
            *authored.get("links", []),
            *(
                {
                    "rel": "item",
                    "href": layout.href(layout.item_path(name, item["id"]), here),
                    "type": GEOJSON,
                    "title": item["properties"].get("title") or item["id"],
                }
                for item in items
            ),
        ],
    }


def _catalog(
    catalog_id: str, title: str, description: str, here: str, children: Iterable[tuple[str, str]]
) -> Json:
    parent = (
        []
        if here == layout.ROOT
        else [
            {
                "rel": "parent",
                "href": layout.href(layout.ROOT, here),
                "type": JSON,
                "title": "imgcat",
            }
        ]
    )
    return {
        "type": "Catalog",
        "stac_version": STAC_VERSION,
        "id": catalog_id,
        "title": title,
        "description": description,
        "links": [
            {
                "rel": "root",
                "href": layout.href(layout.ROOT, here),
                "type": JSON,
                "title": "imgcat",
            },
            *parent,
            *(
                {"rel": "child", "href": layout.href(path, here), "type": JSON, "title": name}
                for path, name in children
            ),
        ],
    }
