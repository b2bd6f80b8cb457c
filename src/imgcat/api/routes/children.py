"""`/children`: the collections once more, as the children of the catalog (Children extension, 1.0.0-rc.2)."""

import orjson
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Served
from imgcat.api.links import JSON, links_for
from imgcat.api.responses import collection_bytes
from imgcat.api.routes.common import answers, own_router

router = own_router("Children")


@router.get(
    "/children",
    summary="Children",
    responses=answers(JSON, {"children": [], "links": []}),
    response_class=Response,
)
def children(request: Request, catalog: Served) -> Response:
    """Every collection, whole: all that the landing page links to as `child`."""
    links = links_for(request)
    bodies = b",".join(collection_bytes(body, links) for body in catalog.store.collections())
    around = orjson.dumps([links.to("self", "/children"), links.root()])
    return Response(b'{"children":[' + bodies + b'],"links":' + around + b"}", media_type=JSON)
