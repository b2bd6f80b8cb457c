"""Responses put together from the stored bytes; nothing is parsed that need not be."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from starlette.responses import Response

from imgcat.api.links import GEOJSON, JSON, Link, Links, Prepared, link_header, of_items
from imgcat.export import schema_org
from imgcat.store import StoredItem, lossless
from imgcat.store.address import make_absolute
from imgcat.store.body import Parts, parts_with_links, with_links


def json_response(content: Mapping[str, Any], media_type: str = JSON) -> Response:
    """An answer made of an object; its own links stand in the header too."""
    headers = link_header(content.get("links", ()))
    return Response(lossless.dumps(content), headers=headers, media_type=media_type)


def geojson_response(body: bytes, links: Sequence[Link] = ()) -> Response:
    """An answer that is GeoJSON already; `links` are those of its own, for the header."""
    return Response(body, headers=link_header(links), media_type=GEOJSON)


def item_response(item: StoredItem, links: Links, prepared: Prepared) -> Response:
    """An item as the answer; it has more links, which are prepared, than stand in the header."""
    headers = of_items(links.base, item.collection).header(item.id)
    return Response(item_bytes(item, links, prepared), headers=headers, media_type=GEOJSON)


def dataset_response(collection: bytes) -> Response:
    """A collection as it is served, described as a data set for search engines."""
    node = {"@context": schema_org.CONTEXT, **schema_org.dataset(orjson.loads(collection))}
    return json_response(node, "application/ld+json")


def item_bytes(item: StoredItem, links: Links, prepared: Prepared | None = None) -> bytes:
    """An item as it is served: with the links that say where it stands, or with others that are prepared."""
    return b"".join(item_parts(item, links, prepared))


def item_parts(item: StoredItem, links: Links, prepared: Prepared | None = None) -> Parts:
    """The same in parts, for a larger answer."""
    body = make_absolute(item.body, links.base)
    prepared = prepared or of_items(links.base, item.collection)
    return parts_with_links(body, prepared.of(item.id))


def item_object(item: StoredItem, links: Links) -> dict[str, Any]:
    """An item as it is served, parsed."""
    served: dict[str, Any] = lossless.loads(item_bytes(item, links))
    return served


def collection_bytes(body: bytes, links: Links) -> bytes:
    """A collection as it is served."""
    collection_id = orjson.loads(body)["id"]
    return with_links(make_absolute(body, links.base), links.of_collection(collection_id))


def feature_collection(
    features: Iterable[Parts],
    links: Sequence[Mapping[str, Any]],
    matched: int | None,
    **more: Any,
) -> bytes:
    """An ItemCollection of features that are JSON already; `matched` counts those on all pages, `more` stands beside.

    Where it is not known it is left out: a number has to be exact (OGC 17-069r4, 7.15.7).
    """
    written: list[bytes | memoryview] = []
    returned = 0
    for parts in features:
        written += (b",", *parts)
        returned += 1
    counted = {} if matched is None else {"numberMatched": matched}
    tail = {**counted, "numberReturned": returned, **more, "links": links}
    head, end = b'{"type":"FeatureCollection","features":[', (b"],", lossless.dumps(tail)[1:])
    return b"".join((head, *written[1:], *end))


def feature_collection_object(
    features: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]], matched: int
) -> dict[str, Any]:
    """An ItemCollection of parsed features, to stand inside a larger answer."""
    return {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": links,
    }
