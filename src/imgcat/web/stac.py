"""The static STAC catalog: Items and Collections as files whose links lead to each other and to the pages.

Each stands where it stands in a catalog's folder. A store keeps links between records as addresses of the API; here
they become paths of files.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import orjson

from imgcat.catalog import collections, layout
from imgcat.catalog.layout import encoded
from imgcat.catalog.writer import canonical
from imgcat.errors import NotFound
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.item import Json
from imgcat.store.body import links_last, with_links
from imgcat.store.protocol import StoredItem
from imgcat.web.kind import Kind, Values, once
from imgcat.web.listing import all_items, files_of, held, scene_collections, scenes, stored
from imgcat.web.reading import record_id
from imgcat.web.site import Site

JSON = "application/json"
GEOJSON = "application/geo+json"
PARQUET = "application/vnd.apache.parquet"
MIRROR = "items.parquet"
"""The file beside a Collection that holds all its Items as stac-geoparquet."""

# A quotation mark inside a JSON string is escaped, so this is never anything but the start of an href.
_LINK = re.compile(rb'"href":"imgcat:/(?:collections/([^/"]+)(?:/items/([^/"]+))?)?"')

Rewrite = Callable[[str], str]
"""From the path of a file of the catalog to the link that leads there."""


def linked(body: bytes, rewrite: Rewrite) -> bytes:
    """A stored body with its links to other records leading to their files."""

    def link(found: re.Match[bytes]) -> bytes:
        collection, item_id = (part and unquote(part.decode()) for part in found.groups())
        if not collection:
            path = layout.ROOT
        elif item_id:
            path = layout.item_path(collection, item_id)
        else:
            path = layout.collection_path(collection)
        return b'"href":' + orjson.dumps(rewrite(path))

    return _LINK.sub(link, body)


def item_file(item: StoredItem) -> bytes:
    """An Item as the file that it is in the static catalog."""
    here = layout.item_path(item.collection, item.id)
    body = linked(item.body, lambda path: layout.href(path, here))
    return with_links(body, _structure(here, layout.collection_path(item.collection))) + b"\n"


def item_within(item: StoredItem, base: str) -> bytes:
    """An Item to stand in a file of another kind: its links are absolute, below the URL `base`."""
    return linked(item.body, lambda path: f"{base}/{layout.address(path)}")


def collection_within(body: bytes, base: str) -> Json:
    """The same for a Collection, which has a link to itself."""
    found: Json = orjson.loads(linked(body, lambda path: f"{base}/{layout.address(path)}"))
    path = layout.address(layout.collection_path(found["id"]))
    itself = {"rel": "self", "href": f"{base}/{path}", "type": JSON}
    return {**found, "links": [*found.get("links", ()), itself]}


def _structure(here: str, parent: str) -> list[Json]:
    """The links from a file to the root, to what it is part of, and to its page."""
    above = layout.href(parent, here)
    found: list[Json] = [
        {"rel": "root", "href": layout.href(layout.ROOT, here), "type": JSON, "title": "imgcat"},
        {"rel": "parent", "href": above, "type": JSON},
    ]
    if not here.endswith(layout.COLLECTION):
        page = layout.href(here.removesuffix("json") + "html", here)
        found.append({"rel": "collection", "href": above, "type": JSON})
        found.append({"rel": "alternate", "href": page, "type": "text/html"})
    return found


def _root(site: Site, _: Values) -> Iterator[bytes]:
    root = collections.root(scene_collections(site))
    absent = {
        f"./{layout.collection_path(each)}" for each in RECORD_COLLECTIONS if not held(site, each)
    }
    page = {"rel": "alternate", "href": "./index.html", "type": "text/html"}
    links = [link for link in root["links"] if link["href"] not in absent]
    yield canonical({**root, "links": [*links, page]})


def _scenes(site: Site, _: Values) -> Iterator[bytes]:
    titles = {line.id: {"title": line.title} for line in site.contents.collections}
    found = {each: titles[each] for each in scene_collections(site)}
    if not found:
        raise NotFound("The catalog holds no scenes.")
    yield canonical(collections.scenes(found))


def _collection(site: Site, collection: str) -> Iterator[bytes]:
    """A Collection with a link to each of its Items, a piece at a time: there may be many."""
    here = layout.collection_path(collection)
    body = linked(site.store.collection(collection), lambda path: layout.href(path, here))
    about: dict[str, Any] = orjson.loads(body)
    mirror = {
        "href": f"./{MIRROR}",
        "type": PARQUET,
        "title": "All Items as stac-geoparquet",
        "roles": ["collection-mirror"],
    }
    assets = about.get("assets")
    about["assets"] = {**(assets if isinstance(assets, dict) else {}), "items": mirror}
    parent = layout.ROOT if collection in RECORD_COLLECTIONS else layout.SCENES
    whole = with_links(orjson.dumps(links_last(about)), _structure(here, parent))
    yield whole[: -len(b"]}")]
    for item in all_items(site, collection):
        href = layout.href(layout.item_path(collection, item.id), here)
        yield b",\n" + orjson.dumps({"rel": "item", "href": href, "type": GEOJSON})
    yield b"]}\n"


def _schema(_: Site, __: Values) -> Iterable[bytes]:
    yield files("imgcat").joinpath("data/extension/schema.json").read_bytes()


def _collection_of(collection: str) -> Kind:
    return Kind(
        layout.collection_path(collection),
        JSON,
        lambda site, _: _collection(site, collection),
        lambda site: held(site, collection),
    )


def _item_of(collection: str) -> Kind:
    return Kind(
        f"{collection}/{{id}}.json",
        GEOJSON,
        lambda site, values: [item_file(stored(site, collection, record_id(values)))],
        lambda site: files_of(site, collection),
    )


def _scene_file(site: Site, values: Values) -> Iterable[bytes]:
    yield item_file(stored(site, unquote(values["collection"]), record_id(values)))


COLLECTIONS = (
    Kind(layout.ROOT, JSON, _root, once),
    Kind(layout.SCENES, JSON, _scenes, lambda site: ({},) if scene_collections(site) else ()),
    Kind(layout.SCHEMA, "application/schema+json", _schema, once),
    *map(_collection_of, RECORD_COLLECTIONS),
    Kind(
        "scenes/{collection}/collection.json",
        JSON,
        lambda site, values: _collection(site, unquote(values["collection"])),
        lambda site: ({"collection": encoded(each)} for each in scene_collections(site)),
    ),
)
ITEMS = (
    *map(_item_of, RECORD_COLLECTIONS),
    Kind("scenes/{collection}/{id}.json", GEOJSON, _scene_file, scenes),
)
