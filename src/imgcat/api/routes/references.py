"""`.../references`: what a record points to, and what points to it."""

from typing import Annotated, Any

import orjson
from fastapi import Path
from pydantic import AfterValidator
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Catalog, Served
from imgcat.api.exports import Export
from imgcat.api.links import GEOJSON, JSON, Links, links_for
from imgcat.api.middleware import identifier
from imgcat.api.responses import feature_collection_object, item_object, json_response
from imgcat.api.routes.common import Chosen, Limit, LocationId, ReportId, answers, own_router
from imgcat.export import Format
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.questions.records import contains, either, equals, properties
from imgcat.store import Query
from imgcat.store.address import item_address
from imgcat.store.reading import number_of

router = own_router()

Condition = dict[str, Any]

_NONE = {"type": "FeatureCollection", "features": [], "numberMatched": 0, "numberReturned": 0}
_ANSWERS = answers(JSON, {"from": _NONE, "to": _NONE})


@router.get(
    "/locations/{location_id}/references",
    summary="References of a location",
    responses=_ANSWERS,
    response_class=Response,
)
def location_references(
    request: Request,
    catalog: Served,
    location_id: LocationId,
    chosen: Chosen,
    limit: Limit = None,
) -> Response:
    """What reports say of a place and which pictures of it they cite, as `to`; a place itself refers to nothing."""
    return _answer(request, catalog, LOCATIONS, location_id, limit, chosen)


@router.get(
    "/reports/{report_id}/references",
    summary="References of a report",
    responses=_ANSWERS,
    response_class=Response,
)
def report_references(
    request: Request,
    catalog: Served,
    report_id: ReportId,
    chosen: Chosen,
    limit: Limit = None,
) -> Response:
    """The references that a report makes, as `from`, and those that other reports make to it, as `to`."""
    return _answer(request, catalog, REPORTS, report_id, limit, chosen)


@router.get(
    "/collections/{collection_id}/items/{item_id}/references",
    summary="References of any item",
    responses=_ANSWERS,
    response_class=Response,
)
def item_references(
    request: Request,
    catalog: Served,
    collection_id: Annotated[
        str,
        Path(description="The collection's id.", examples=["sentinel-2-l2a"]),
        AfterValidator(identifier),
    ],
    item_id: Annotated[
        str,
        Path(description="The item's id.", examples=["prk-sino-ri"]),
        AfterValidator(identifier),
    ],
    chosen: Chosen,
    limit: Limit = None,
) -> Response:
    """What an item points to, as `from`, and what points to it, as `to`.

    To a scene point the references to pictures of the same acquisition. Of a reference, `from` is itself.
    """
    return _answer(request, catalog, collection_id, item_id, limit, chosen)


def _answer(
    request: Request,
    catalog: Catalog,
    collection: str,
    item_id: str,
    limit: int | None,
    chosen: Format | None,
) -> Response:
    most = parameters.limit(limit, catalog.settings.max_limit, catalog.settings.max_limit)
    links = links_for(request)
    made, pointing = _conditions(catalog, collection, item_id)
    if chosen is not None:
        both = either(*(each for each in (made, pointing) if each is not None))
        query = Query(collections=(REFERENCES,), filter=both)
        export = Export(chosen, request, catalog)
        return export.of_query(
            query, f"{item_id}-references", f"references of {item_id}", limit=limit
        )
    answer = {
        "from": _references(catalog, made, most, links),
        "to": _references(catalog, pointing, most, links),
        "links": [links.to("about", item_address(collection, item_id), GEOJSON), links.root()],
    }
    return json_response(answer)


def _conditions(
    catalog: Catalog, collection: str, item_id: str
) -> tuple[Condition | None, Condition | None]:
    """Which references an item makes and which point to it, as CQL2; None for none. Raises NotFound."""
    item = catalog.store.item(collection, item_id)
    if collection == LOCATIONS:
        return None, equals("ref:location", item_id)
    if collection == REPORTS:
        return equals("ref:report", item_id), equals("ref:target_report", item_id)
    if collection == REFERENCES:
        return equals("id", item_id), None
    named = contains("ref:scenes", f"{collection}/{item_id}")
    acquisition = properties(item).get("ref:acquisition")
    if not isinstance(acquisition, str):
        return None, named
    return None, either(equals("ref:acquisition", acquisition), named)


def _references(
    catalog: Catalog, condition: Condition | None, most: int, links: Links
) -> dict[str, Any]:
    """The references that meet a condition; where there are more, a link to them as an item search."""
    if condition is None:
        return feature_collection_object([], [], 0)
    asked = Query(collections=(REFERENCES,), filter=condition, limit=most)
    page = catalog.store.search(asked)
    search = {
        "collections": REFERENCES,
        "filter-lang": "cql2-json",
        "filter": orjson.dumps(condition).decode(),
        "limit": str(most),
    }
    around = [{"rel": "self", "href": links.url("/search", **search), "type": GEOJSON}]
    if page.next is not None:
        following = links.url("/search", **search, token=page.next)
        around.append({"rel": "next", "href": following, "type": GEOJSON})
    features = [item_object(item, links) for item in page.items]
    matched = page.matched if page.exact else number_of(catalog.store, asked)
    return feature_collection_object(features, around, matched)
