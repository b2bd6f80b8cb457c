"""What a page says to programs that read schema.org: the record as JSON-LD."""

import orjson

from imgcat.errors import NotFound
from imgcat.export import schema_org
from imgcat.export.selection import Exported
from imgcat.model.item import Json
from imgcat.store import StoredItem, lossless
from imgcat.store.address import file_address
from imgcat.web.site import Site
from imgcat.web.stac import collection_within


def linked_data(site: Site, item: StoredItem) -> Json:
    """A record as a node of its own; its id is the address of its STAC Item among the files of the site."""
    exported = Exported(lossless.loads(item.body), site.base, file_address)
    return {"@context": schema_org.CONTEXT, **schema_org.node(exported, _collection(site, item))}


def catalog_data(site: Site) -> Json:
    """The whole catalog: a data set for each Collection."""
    collections = (collection_within(body, site.base) for body in site.store.collections())
    return {
        "@context": schema_org.CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{site.base}/catalog.json",
        "name": "imgcat",
        "description": "Public satellite imagery as it is used.",
        "url": f"{site.base}/index.html",
        "dataset": [schema_org.dataset(each) for each in collections],
    }


def list_data(site: Site, path: str, kind: str, name: str) -> Json:
    """A page that lists what has something in common: what it is about, as a type of schema.org."""
    return {
        "@context": schema_org.CONTEXT,
        "@type": "CollectionPage",
        "@id": f"{site.base}/{path}",
        "about": {"@type": kind, "name": name},
        "isPartOf": {"@type": "DataCatalog", "@id": f"{site.base}/catalog.json"},
    }


def _collection(site: Site, item: StoredItem) -> Json:
    try:
        found: Json = orjson.loads(site.store.collection(item.collection))
    except NotFound:
        return {}
    return found
