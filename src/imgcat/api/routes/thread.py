"""`/reports/{id}/thread`: a report, what it goes back to, the news on it, replies, corrections and follow-ups."""

from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.links import GEOJSON, links_for
from imgcat.api.pages import page_of
from imgcat.api.responses import feature_collection_object, json_response
from imgcat.api.routes.common import Limit, ReportId, Token, answers, own_router
from imgcat.api.thread import order, thread
from imgcat.model.identifiers import REPORTS
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "nbc-2019-01-21-sino-ri",
            "collection": "reports",
            "thread": {
                "depth": 1,
                "date": "2019-01-21",
                "precision": "day",
                "says": [
                    {
                        "relation": "reports-on",
                        "report": "bp-sino-ri-2019",
                        "reference": "ref-0281",
                    }
                ],
            },
        }
    ],
    "numberMatched": 9,
    "numberReturned": 1,
}


@router.get(
    "/reports/{report_id}/thread",
    summary="A report's thread",
    responses=answers(GEOJSON, _EXAMPLE),
    response_class=Response,
)
def report_thread(
    request: Request,
    catalog: Served,
    report_id: ReportId,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """A report and those that hang together with it, oldest first; what has no date comes last.

    To it belong the reports that it refers to, and those again that they refer to; those that refer to it; and what is
    said on those which themselves only speak of it: news, replies, confirmations, corrections, translations. What is
    said on a report that goes on to something else does not. Each feature is the report itself, with a member `thread`:
    `depth` counts the steps, below 0 back to what it rests on, above 0 to what came of it; `says` is what it says of
    others in the thread, each with its `relation` and the `reference` that states it.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.max_limit, settings.max_limit)
    catalog.store.item(REPORTS, report_id)
    found = thread(catalog, report_id, links)
    page, following = page_of(found, order, token, most)
    address = item_address(REPORTS, report_id)
    around = links.around_page(
        f"/reports/{address.rpartition('/')[2]}/thread", request.query_params, GEOJSON, following
    )
    around.append(links.to("about", address, GEOJSON))
    answer = feature_collection_object(page, around, len(found))
    return json_response({**answer, "revision": catalog.store.revision}, GEOJSON)
