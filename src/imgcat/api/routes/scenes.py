"""`/reports/{id}/scenes`: for each picture that a report cites, the public scenes around its date."""

from datetime import timedelta
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.links import GEOJSON, JSON, links_for
from imgcat.api.nearby import Nearby
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Limit, ReportId, answers, own_router
from imgcat.model.identifiers import REPORTS
from imgcat.model.vocabulary import Relation
from imgcat.questions.nearby import Nearness
from imgcat.questions.records import equals, references
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "report": "bp-sino-ri-2019",
    "pictures": [
        {
            "picture": {"type": "Feature", "id": "img-bp-sino-ri-2019-01"},
            "date": "2018-12-27",
            "window": ["2018-12-26T10:00:00Z", "2018-12-28T11:59:59Z"],
            "scenes": {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "match": {
                            "days": -1.3,
                            "cloud_cover": 4.2,
                            "cited": False,
                            "coverage": "whole",
                        },
                    }
                ],
            },
        }
    ],
}


@router.get(
    "/reports/{report_id}/scenes",
    summary="Public scenes near a report's pictures",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def report_scenes(
    request: Request,
    catalog: Served,
    report_id: ReportId,
    days: Annotated[
        float,
        Query(
            ge=0,
            le=3660,
            description="How many days before or after a picture's date a scene may be.",
        ),
    ] = 10,
    cloud_cover: Annotated[
        float | None,
        Query(
            ge=0,
            le=100,
            description="The most cloud, in percent. A scene whose cloud cover is not known is kept, "
            "as is the cited one.",
            openapi_examples={"mostly clear": {"value": 20}},
        ),
    ] = None,
    limit: Limit = None,
) -> Response:
    """For each picture that a report cites, the public scenes of that place within so many days, nearest first.

    The member `match` of a scene says how many `days` it lies before (negative) or after the picture's `window` of UTC
    time, 0 within it; its `cloud_cover`; how its footprint covers the place; and whether the report `cited` it.
    Where nothing can be looked for, `reason` says why.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.max_limit, settings.max_limit)
    catalog.store.item(REPORTS, report_id)
    condition = {
        "op": "and",
        "args": [equals("ref:report", report_id), equals("ref:relation", Relation.CITES_IMAGE)],
    }
    near = Nearness(catalog.store, catalog.scene_collections, timedelta(days=days), cloud_cover)
    nearby = Nearby(near, links, most)
    pictures = [nearby.picture(item) for item in references(catalog.store, condition)]
    return json_response(
        {
            "report": report_id,
            "pictures": pictures,
            "numberMatched": len(pictures),
            "numberReturned": len(pictures),
            "links": [links.to("about", item_address(REPORTS, report_id), GEOJSON), links.root()],
        }
    )
