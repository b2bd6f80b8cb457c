"""`/reconcile`: the Reconciliation Service API 0.2 over locations, for OpenRefine and other clients of it."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from imgcat import __version__
from imgcat.api import parameters
from imgcat.api.catalog import Catalog, Served
from imgcat.api.links import HTML, JSON, Links, links_for
from imgcat.api.reconciliation.preview import HEIGHT, WIDTH, preview
from imgcat.api.reconciliation.query import extension, queries
from imgcat.api.reconciliation.service import (
    PLACE,
    candidates,
    extended,
    suggested_places,
    suggested_properties,
    suggested_types,
)
from imgcat.api.routes.common import LocationId, answers
from imgcat.errors import InvalidRequest
from imgcat.model.identifiers import LOCATIONS, PAGES, SCHEMA_URI
from imgcat.store import lossless

# Unknown parameters are let pass here: OpenRefine sends some that only other services know.
router = APIRouter(tags=["Reconciliation"])

_BATCH = '{"q0": {"query": "신오리", "limit": 3}}'
_EXAMPLE = {
    "q0": {
        "result": [
            {
                "id": "prk-sino-ri",
                "name": "Sino-ri Missile Operating Base",
                "score": 100,
                "match": True,
                "type": [PLACE],
            }
        ]
    }
}
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "queries": {
                            "type": "string",
                            "description": "A batch of queries, JSON as text.",
                        },
                        "extend": {
                            "type": "string",
                            "description": "An extension query, JSON as text.",
                        },
                    },
                },
                "example": {"queries": _BATCH},
            }
        },
    }
}
_CANDIDATES = 5
"""How many candidates a query gets when it does not say."""

Prefix = Annotated[str, Query(description="What somebody has typed so far.")]


@router.get(
    "/reconcile",
    summary="Reconciliation service",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def reconcile(
    request: Request,
    catalog: Served,
    queries: Annotated[
        str | None,
        Query(
            description="A batch of queries, a JSON object as text: each with `query`, and where wanted with `type`, "
            "`limit` and `properties`.",
            openapi_examples={"one name": {"value": _BATCH}},
        ),
    ] = None,
    extend: Annotated[
        str | None,
        Query(
            description="An extension query, a JSON object as text, with `ids` and `properties`.",
            openapi_examples={
                "coordinates": {
                    "value": '{"ids": ["prk-sino-ri"], "properties": [{"id": "latitude"}]}'
                }
            },
        ),
    ] = None,
) -> Response:
    """The service's manifest; with `queries`, candidates for names; with `extend`, values of properties.

    A candidate's `match` is true where the name is the same but for case and marks, and no other place's is.
    """
    return _json(_answered(catalog, links_for(request), queries, extend))


@router.post(
    "/reconcile",
    summary="Reconciliation service",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
    openapi_extra=_FORM,
)
async def reconcile_form(request: Request, catalog: Served) -> Response:
    """The same as with GET, the parameters in a form: a batch is often longer than a URL may be."""
    try:
        form = parse_qs((await request.body()).decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise InvalidRequest("The body is no form: it is not UTF-8.") from None
    asked = [form.get(name, [None])[0] for name in ("queries", "extend")]
    if asked == [None, None]:
        raise InvalidRequest("The body is a form with `queries` or `extend`; it has neither.")
    return _json(
        await run_in_threadpool(_answered, catalog, links_for(request), asked[0], asked[1])
    )


def _json(content: Any) -> Response:
    """The content as it is: a client may call a query `links`."""
    return Response(lossless.dumps(content), media_type=JSON)


def _answered(catalog: Catalog, links: Links, batch: str | None, extend: str | None) -> Any:
    if extend is not None:
        return extended(catalog, extension(extend))
    if batch is None:
        return _manifest(catalog, links)
    most = catalog.settings.max_limit
    return {
        key: {"result": candidates(catalog, each, min(each.limit or _CANDIDATES, most))}
        for key, each in queries(batch).items()
    }


def _manifest(catalog: Catalog, links: Links) -> dict[str, Any]:
    here = links.url("/reconcile")

    def service(path: str) -> dict[str, str]:
        return {"service_url": here, "service_path": path}

    return {
        "versions": ["0.2"],
        "name": f"{catalog.settings.title}: locations",
        "identifierSpace": links.url("/collections/locations/items/"),
        "schemaSpace": SCHEMA_URI,
        "documentation": f"{PAGES}/api",
        "serviceVersion": __version__,
        "defaultTypes": [PLACE],
        "view": {"url": links.url("/locations/{{id}}.html")},
        "preview": {"url": f"{here}/preview/{{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": service("/suggest/entity"),
            "property": service("/suggest/property"),
            "type": service("/suggest/type"),
        },
        "extend": {"propose_properties": service("/properties"), "property_settings": []},
    }


@router.get(
    "/reconcile/suggest/entity",
    summary="Places while one types",
    responses=answers(
        JSON, {"result": [{"id": "prk-sino-ri", "name": "Sino-ri Missile Operating Base"}]}
    ),
    response_class=Response,
)
def suggest_entity(
    catalog: Served,
    prefix: Prefix,
    cursor: Annotated[int, Query(ge=0, description="How many suggestions to pass over.")] = 0,
) -> Response:
    """The places one of whose names begins so, or that it may mean as a whole."""
    if len(prefix) > parameters.LONGEST_NAME:
        raise InvalidRequest(f"The prefix has at most {parameters.LONGEST_NAME} characters.")
    most = catalog.settings.default_limit
    return _json({"result": suggested_places(catalog, prefix, cursor, most)})


@router.get(
    "/reconcile/suggest/type",
    summary="Types while one types",
    responses=answers(JSON, {"result": [PLACE]}),
    response_class=Response,
)
def suggest_type(prefix: Prefix) -> Response:
    """The types of places whose name holds the text."""
    return _json({"result": suggested_types(prefix)})


@router.get(
    "/reconcile/suggest/property",
    summary="Properties while one types",
    responses=answers(JSON, {"result": [{"id": "latitude", "name": "Latitude (WGS84)"}]}),
    response_class=Response,
)
def suggest_property(prefix: Prefix) -> Response:
    """The properties of places whose id or name holds the text."""
    return _json({"result": suggested_properties(prefix)})


@router.get(
    "/reconcile/properties",
    summary="Properties to fetch",
    responses=answers(
        JSON,
        {
            "type": "location",
            "properties": [{"id": "latitude", "name": "Latitude (WGS84)"}],
        },
    ),
    response_class=Response,
)
def propose_properties(
    type: Annotated[  # noqa: A002 - the name that the specification gives
        str, Query(description="A type; all types have the same properties.")
    ] = PLACE["id"],
    limit: Annotated[int | None, Query(ge=1, description="How many to return at most.")] = None,
) -> Response:
    """The properties of places that an extension query can fetch."""
    found = suggested_properties("")
    return _json({"type": type, "properties": found[:limit]})


@router.get(
    "/reconcile/preview/{location_id}",
    summary="A place in a small frame",
    responses=answers(HTML, "<!doctype html><html><h1>Sino-ri Missile Operating Base</h1></html>"),
    response_class=HTMLResponse,
)
def preview_place(
    catalog: Served,
    location_id: LocationId,
) -> Response:
    """A page of the place that fits into a frame of the size that the manifest states."""
    item = lossless.loads(catalog.store.item(LOCATIONS, location_id).body)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return HTMLResponse(preview(item), headers={"Content-Security-Policy": policy})
