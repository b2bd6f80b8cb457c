"""The page of a public scene: what it is, which places it covers, and which reports cite its pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import orjson

from imgcat.model.identifiers import REFERENCES
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.store.protocol import Query, Store
from imgcat.web import addresses
from imgcat.web.kind import page
from imgcat.web.lines import PlaceLine, missing_place
from imgcat.web.linked_data import linked_data
from imgcat.web.listing import scenes
from imgcat.web.reading import items, parsed, properties, records, text, texts
from imgcat.web.scenes import SceneLine, scene_line
from imgcat.web.site import Site
from imgcat.web.statements import PictureLine, lines_of, pictures, statements
from imgcat.web.take_away import TakeAway, take_away


@dataclass(frozen=True, slots=True)
class ScenePage:
    """All that the page of a scene shows. `facts` are properties of the provider's Item, as they stand there."""

    scene: SceneLine
    collection: str
    facts: tuple[tuple[str, str], ...]
    places: tuple[PlaceLine, ...]
    pictures: tuple[PictureLine, ...]
    refused: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    bbox: tuple[float, ...] | None
    beside: str
    linked: dict[str, Any]
    take: TakeAway


def scene_page(site: Site, collection: str, scene_id: str) -> ScenePage:
    """Put the page of a scene together. Raises NotFound."""
    stored = site.store.item(collection, scene_id)
    item = parsed(stored)
    citing, refused = records(
        items(site.store, cited_by(f"{collection}/{scene_id}")), Reference.from_item
    )
    references = [reference for reference, _ in citing]
    said = statements(references, *lines_of(site.store, references))
    place = site.contents.place
    return ScenePage(
        scene=scene_line(item, None),
        collection=_title(site.store, collection),
        facts=tuple(_facts(item)),
        places=tuple(
            place.get(each) or missing_place(each)
            for each in texts(properties(item).get("ref:locations"))
        ),
        pictures=tuple(pictures(said, {each.id: about for each, about in citing})),
        refused=tuple(refused),
        sources=tuple(_sources(item)),
        bbox=_bbox(item),
        beside=addresses.record(collection, scene_id),
        linked=linked_data(site, stored),
        take=take_away(site, stored),
    )


def cited_by(path: str) -> Query:
    """The references that cite a scene, named as in `ref:scenes`."""
    condition = {"op": "a_contains", "args": [{"property": "ref:scenes"}, [path]]}
    return Query(collections=(REFERENCES,), filter=condition)


_FACTS = {
    "constellation": "Constellation",
    "platform": "Platform",
    "instruments": "Instruments",
    "gsd": "Ground sample distance, metres",
    "eo:cloud_cover": "Cloud cover, percent",
    "view:off_nadir": "Off-nadir angle, degrees",
    "view:sun_elevation": "Sun elevation, degrees",
    "sat:orbit_state": "Orbit state",
    "sat:relative_orbit": "Relative orbit",
    "sar:instrument_mode": "Radar mode",
    "sar:polarizations": "Polarisations",
    "landsat:wrs_path": "WRS-2 path",
    "landsat:wrs_row": "WRS-2 row",
    "s2:mgrs_tile": "MGRS tile",
    "grid:code": "Grid cell",
    "processing:level": "Processing level",
    "ref:acquisition": "Acquisition key",
}


def _facts(item: Json) -> Iterator[tuple[str, str]]:
    about = properties(item)
    for name, label in _FACTS.items():
        value = about.get(name)
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value not in (None, "") and not isinstance(value, dict):
            yield label, str(value)


def _sources(item: Json) -> Iterator[tuple[str, str]]:
    """The links of the Item to where it is from."""
    links = item.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") in ("via", "derived_from", "license"):
            address = addresses.web_address(link.get("href"))
            if address is not None:
                yield (
                    address,
                    text(link.get("title")) or f"{link['rel']}: {addresses.host(address)}",
                )


def _bbox(item: Json) -> tuple[float, ...] | None:
    """West, south, east, north in degrees."""
    found = item.get("bbox")
    if not isinstance(found, list) or len(found) not in (4, 6):
        return None
    if not all(isinstance(side, int | float) for side in found):
        return None
    return (*found[:2], *found[len(found) // 2 :][:2])


def _title(store: Store, collection: str) -> str:
    return text(orjson.loads(store.collection(collection)).get("title")) or collection


KIND = page(
    "scenes/{collection}/{id}.html",
    "scene.html",
    lambda site, values: scene_page(site, unquote(values["collection"]), unquote(values["id"])),
    scenes,
    scripts=("copy.js",),
)
