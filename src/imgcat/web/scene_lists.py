"""The lists of public scenes: their collections, and the newest scenes of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import orjson

from imgcat.catalog.layout import encoded
from imgcat.errors import NotFound
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.store.protocol import Query, Sort
from imgcat.web import addresses
from imgcat.web.contents import CollectionLine
from imgcat.web.kind import Values, page
from imgcat.web.reading import parsed, text
from imgcat.web.scenes import SceneLine, scene_line
from imgcat.web.site import Site

SHOWN = 500
"""How many scenes of a collection are listed; there may be millions."""


@dataclass(frozen=True, slots=True)
class ScenesPage:
    """The newest scenes of a collection."""

    id: str
    title: str
    description: str | None
    total: int
    scenes: tuple[SceneLine, ...]


def collections_page(site: Site) -> tuple[CollectionLine, ...]:
    """The collections of scenes."""
    return tuple(line for line in site.contents.collections if line.id not in RECORD_COLLECTIONS)


def scenes_page(site: Site, collection: str) -> ScenesPage:
    """Put the list of a collection's scenes together. Raises NotFound."""
    if collection in RECORD_COLLECTIONS:
        raise NotFound(f"The collection {collection!r} holds no scenes.")
    about = orjson.loads(site.store.collection(collection))
    newest = (Sort("datetime", descending=True), Sort("id"))
    found = site.store.search(Query(collections=(collection,), sortby=newest, limit=SHOWN))
    return ScenesPage(
        id=collection,
        title=text(about.get("title")) or collection,
        description=text(about.get("description")),
        total=found.matched,
        scenes=tuple(scene_line(parsed(each), None) for each in found.items),
    )


def _listed(site: Site) -> Iterator[Values]:
    return ({"collection": encoded(line.id)} for line in collections_page(site))


COLLECTIONS = page(addresses.SCENES, "scenes.html", lambda site, _: collections_page(site))
KIND = page(
    "scenes/{collection}.html",
    "scene_list.html",
    lambda site, values: scenes_page(site, unquote(values["collection"])),
    _listed,
)
