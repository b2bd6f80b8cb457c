"""The STAC API itself: what stac-fastapi asks of its clients, answered from the store.

The clients are not derived from stac-fastapi's own, whose methods return dictionaries: these return ready responses.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import conformance, exports, search
from imgcat.api.catalog import Catalog
from imgcat.api.known import refuse_unknown_parameters
from imgcat.api.links import (
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    QUERYABLES,
    SCHEMA_JSON,
    SORTABLES,
    links_for,
)
from imgcat.api.middleware import identifier
from imgcat.api.requests import ItemsParameters, SearchBody, SearchParameters
from imgcat.api.responses import (
    collection_bytes,
    dataset_response,
    geojson_response,
    item_bytes,
    json_response,
)
from imgcat.model.identifiers import SCHEMA_PATH, STAC_VERSION
from imgcat.store.address import collection_address
from imgcat.store.body import with_links

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class StacClient:
    """Core, Collections, Features and Item Search."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def conformance_classes(self) -> list[str]:
        return sorted(conformance.ALL)

    def landing_page(self, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        links, settings = links_for(request), self.catalog.settings
        collections = [orjson.loads(body) for body in self.catalog.store.collections()]
        page = {
            "type": "Catalog",
            "stac_version": STAC_VERSION,
            "id": "imgcat",
            "title": settings.title,
            "description": settings.description,
            "conformsTo": self.conformance_classes(),
            "links": [
                links.to("self", "/"),
                links.root(),
                links.to("data", "/collections", title="Collections"),
                links.to("conformance", "/conformance", title="Conformance classes"),
                links.to("search", "/search", GEOJSON, title="Item search", method="GET"),
                links.to("search", "/search", GEOJSON, title="Item search", method="POST"),
                links.to(QUERYABLES, "/queryables", SCHEMA_JSON, title="Queryables"),
                links.to(SORTABLES, "/sortables", SCHEMA_JSON, title="Sortables"),
                links.to("service-desc", "/api", OPENAPI, title="OpenAPI description"),
                links.to("service-doc", "/api.html", HTML, title="What can be asked"),
                links.to("describedby", f"/{SCHEMA_PATH}", SCHEMA_JSON, title="The ref: extension"),
                *(
                    links.to(
                        "child",
                        collection_address(collection["id"]),
                        title=collection.get("title") or collection["id"],
                    )
                    for collection in collections
                ),
            ],
        }
        return json_response(page)

    def conformance(self, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        return json_response({"conformsTo": self.conformance_classes()})

    def all_collections(self, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        links = links_for(request)
        bodies = [collection_bytes(body, links) for body in self.catalog.store.collections()]
        tail = {
            "links": [links.to("self", "/collections"), links.root()],
            "numberMatched": len(bodies),
            "numberReturned": len(bodies),
        }
        whole = b'{"collections":[' + b",".join(bodies) + b"]," + orjson.dumps(tail)[1:]
        return Response(whole, media_type="application/json")

    def get_collection(
        self, collection_id: str, request: Request, f: str | None = None, **_: Any
    ) -> Response:
        refuse_unknown_parameters(request)
        body = self.catalog.store.collection(identifier(collection_id))
        links = links_for(request)
        served = collection_bytes(body, links)
        if exports.wanted(request, f, exports.OF_COLLECTION) is not None:
            return exports.varying(dataset_response(served))
        items = f"{collection_address(identifier(collection_id))}/items"
        others = exports.alternates(
            links, items, {}, exports.OF_SEARCH, [identifier(collection_id)]
        )
        return exports.varying(Response(with_links(served, others), media_type=JSON))

    def get_item(
        self,
        item_id: str,
        collection_id: str,
        request: Request,
        f: str | None = None,
        **_: Any,
    ) -> Response:
        refuse_unknown_parameters(request)
        links = links_for(request)
        item = self.catalog.store.item(identifier(collection_id), identifier(item_id))
        if (chosen := exports.wanted(request, f, exports.OF_ITEM)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return export.of_item(item)
        more = [
            *links.to_references(item.collection, item.id),
            *exports.of_item(links, item.collection, item.id),
        ]
        return exports.varying(geojson_response(item_bytes(item, links, more)))

    def item_collection(self, request: Request, **given: Any) -> Response:
        refuse_unknown_parameters(request)
        asked = ItemsParameters(**given)
        collection_id = identifier(asked.collection_id)
        # An unknown collection is not found here, while a search simply matches nothing in it.
        self.catalog.store.collection(collection_id)
        found = search.of_parameters(asked, self.catalog).within(collection_id)
        came = search.Asked(
            f"{collection_address(collection_id)}/items", dict(request.query_params)
        )
        if (chosen := exports.wanted(request, asked.f, exports.OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return export.of_query(found.query, collection_id, collection_id, limit=asked.limit)
        return search.answer(found, came, links_for(request), self.catalog)

    def get_search(self, request: Request, **given: Any) -> Response:
        refuse_unknown_parameters(request)
        asked = SearchParameters(**given)
        found = search.of_parameters(asked, self.catalog)
        if (chosen := exports.wanted(request, asked.f, exports.OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            title = search.title(request.query_params)
            return export.of_query(found.query, "search", title, limit=asked.limit)
        came = search.Asked("/search", dict(request.query_params))
        return search.answer(found, came, links_for(request), self.catalog)

    def post_search(self, search_request: SearchBody, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        found = search.of_body(search_request, self.catalog)
        # Only now: what nests too deeply to be written has been refused.
        body = search_request.model_dump(mode="json", by_alias=True, exclude_unset=True)
        came = search.Asked("/search", body, post=True)
        return search.answer(found, came, links_for(request), self.catalog)


class QueryablesClient:
    """What items can be filtered by."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def get_queryables(
        self, request: Request, collection_id: str | None = None, **_: Any
    ) -> Response:
        refuse_unknown_parameters(request)
        path, found = _of_collection(self.catalog, collection_id, "queryables")
        about = "Properties that a filter can name."
        properties = self.catalog.store.queryables(found)
        return _property_schema(request, path, "Queryables", about, properties, open_ended=True)


class SortablesClient:
    """What items can be sorted by."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def get_sortables(self, request: Request, **_: Any) -> Response:
        return self._sortables(request, None)

    def get_collection_sortables(self, collection_id: str, request: Request, **_: Any) -> Response:
        return self._sortables(request, collection_id)

    def _sortables(self, request: Request, collection_id: str | None) -> Response:
        refuse_unknown_parameters(request)
        path, found = _of_collection(self.catalog, collection_id, "sortables")
        about = "Properties that items can be sorted by."
        properties = self.catalog.store.sortables(found)
        return _property_schema(request, path, "Sortables", about, properties, open_ended=False)


def _of_collection(catalog: Catalog, segment: str | None, what: str) -> tuple[str, str | None]:
    """The path of the queryables or sortables of a collection or of all, and the collection's id. Raises NotFound."""
    if segment is None:
        return f"/{what}", None
    collection_id = identifier(segment)
    catalog.store.collection(collection_id)
    return f"{collection_address(collection_id)}/{what}", collection_id


def _property_schema(
    request: Request,
    path: str,
    title: str,
    description: str,
    properties: Mapping[str, Any],
    *,
    open_ended: bool,
) -> Response:
    schema = {
        "$schema": _SCHEMA_DIALECT,
        "$id": links_for(request).url(path),
        "type": "object",
        "title": title,
        "description": description,
        "properties": dict(properties),
        "additionalProperties": open_ended,
    }
    return json_response(schema, SCHEMA_JSON)
