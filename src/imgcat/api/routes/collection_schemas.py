"""`/collection-queryables` and `/collection-sortables`: what a collection search can name."""

from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Served
from imgcat.api.links import SCHEMA_JSON
from imgcat.api.property_schema import queryables_response, sortables_response
from imgcat.api.routes.common import answers, own_router

router = own_router("Collection search")

_ANSWERS = answers(SCHEMA_JSON, {"type": "object", "properties": {"id": {"type": "string"}}})


@router.get(
    "/collection-queryables",
    summary="Queryables of collections",
    responses=_ANSWERS,
    response_class=Response,
)
def collection_queryables(request: Request, catalog: Served) -> Response:
    """The properties that a filter on /collections can name: those of collections and of their summaries."""
    properties = catalog.store.collection_queryables()
    return queryables_response(request, "/collection-queryables", properties)


@router.get(
    "/collection-sortables",
    summary="Sortables of collections",
    responses=_ANSWERS,
    response_class=Response,
)
def collection_sortables(request: Request, catalog: Served) -> Response:
    """The properties that collections can be sorted by."""
    properties = catalog.store.collection_sortables()
    return sortables_response(request, "/collection-sortables", properties)
