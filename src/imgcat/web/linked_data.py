"""What a page says to programs that read schema.org: the record as JSON-LD."""

from typing import Any

import orjson

from imgcat.errors import NotFound
from imgcat.export import schema_org
from imgcat.export.selection import Exported
from imgcat.store import StoredItem, lossless
from imgcat.store.address import file_address
from imgcat.web.site import Site


def linked_data(site: Site, item: StoredItem) -> dict[str, Any]:
    """A record as a node of its own; its id is the address of its STAC Item among the files of the site."""
    exported = Exported(lossless.loads(item.body), site.base, file_address)
    return {"@context": schema_org.CONTEXT, **schema_org.node(exported, _collection(site, item))}


def _collection(site: Site, item: StoredItem) -> dict[str, Any]:
    try:
        found: dict[str, Any] = orjson.loads(site.store.collection(item.collection))
    except NotFound:
        return {}
    return found
