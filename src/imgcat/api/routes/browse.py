"""`/collections/{collection_id}/browse`: the items of a collection as links (Browseable extension, 1.0.0-rc.3).

A Collection links to a Catalog with the first page of its items, and each such Catalog as its child to the one with the
next page, so that a client that only follows `child` and `item` links comes to every item.
"""

from typing import Annotated

from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Served
from imgcat.api.links import GEOJSON, JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import CollectionId, answers, own_router
from imgcat.model.identifiers import STAC_VERSION
from imgcat.store import Query, Sort
from imgcat.store.address import collection_address, item_address

router = own_router("Browseable")


@router.get(
    "/collections/{collection_id}/browse",
    summary="Browse a collection",
    responses=answers(JSON, {"type": "Catalog", "id": "locations", "links": []}),
    response_class=Response,
)
def browse(
    request: Request,
    catalog: Served,
    collection_id: CollectionId,
    token: Annotated[
        str | None, Parameter(description="Where the page starts: from the link before.")
    ] = None,
) -> Response:
    """A Catalog with links to items of the collection, in order of id, and to the next such Catalog."""
    catalog.store.collection(collection_id)
    links, above = links_for(request), collection_address(collection_id)
    query = Query(
        collections=(collection_id,),
        sortby=(Sort("id"),),
        limit=catalog.settings.max_limit,
        token=token,
    )
    page = catalog.store.search(query)
    here = {} if token is None else {"token": token}
    following = [] if page.next is None else [{"token": page.next}]
    return json_response(
        {
            "type": "Catalog",
            "stac_version": STAC_VERSION,
            "id": f"{collection_id}-items" + (f"-{token}" if token else ""),
            "description": f"Items of {collection_id}, in order of id.",
            "links": [
                {"rel": "self", "href": links.url(f"{above}/browse", **here), "type": JSON},
                links.root(),
                links.to("parent", above),
                *(
                    links.to("item", item_address(item.collection, item.id), GEOJSON)
                    for item in page.items
                ),
                *(
                    {"rel": "child", "href": links.url(f"{above}/browse", **more), "type": JSON}
                    for more in following
                ),
            ],
        }
    )
