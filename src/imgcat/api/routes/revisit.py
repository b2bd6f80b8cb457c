"""`/locations/{id}/revisit`: how often a place was seen, and how long it was not."""

from typing import Annotated, Any

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.exports import alternates, attachment, wanted
from imgcat.api.links import GEOJSON, JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.revisit import COLUMNS, gap_json, looks, mission_json, table
from imgcat.api.routes.common import Datetime, LocationId, answers, own_router
from imgcat.export import Format
from imgcat.export.columns import BETWEEN, Cell
from imgcat.export.formats import BY_NAME
from imgcat.export.table import lines
from imgcat.model.coverage import Coverage, area
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.revisit import Look, gaps, missions, passes
from imgcat.model.when import timestamp
from imgcat.questions.records import location
from imgcat.store.address import item_address

router = own_router()

_CSV = BY_NAME["csv"]
LONGEST_GAPS = 10
"""How many gaps an answer tells."""

_EXAMPLE = {
    "location": "ukr-mariupol",
    "cloud_cover": 20.0,
    "coverage": "point",
    "missions": [
        {
            "mission": "sentinel-2",
            "sar": False,
            "passes": 3,
            "scenes": 3,
            "clear_passes": 2,
            "first": "2022-01-08T08:33:31Z",
            "last": "2022-06-02T08:25:59Z",
            "median_interval_days": 72.5,
            "longest_interval_days": 140.0,
        }
    ],
    "gaps": [
        {
            "start": "2022-01-08T08:33:31Z",
            "end": "2022-06-02T08:25:59Z",
            "days": 144.99,
            "cloudy_passes": 1,
            "passes_of_unknown_cloud": 0,
            "sar_passes": 0,
        }
    ],
    "table": [
        {
            "time": "2022-01-08T08:33:31Z",
            "mission": "sentinel-2",
            "satellite": "sentinel-2a",
            "sar": False,
            "cloud_cover": 3.2,
            "share": 1.0,
            "clear": True,
            "days_since_clear": None,
            "scenes": ["sentinel-2-l1c/S2A_MSIL1C_20220108T083331"],
        }
    ],
}


def _chosen(
    request: Request,
    f: Annotated[
        str | None,
        Query(
            description="The format of the answer: `json`, which is the default, or the table alone as `csv`."
        ),
    ] = None,
) -> Format | None:
    return wanted(request, f, (_CSV,))


@router.get(
    "/locations/{location_id}/revisit",
    summary="Revisits of a location and gaps between them",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def location_revisit(
    request: Request,
    catalog: Served,
    location_id: LocationId,
    chosen: Annotated[Format | None, Depends(_chosen)],
    datetime: Datetime = None,
    cloud_cover: Annotated[
        float,
        Query(ge=0, le=100, description="The most cloud, in percent, of a scene that is clear."),
    ] = 20,
    coverage: Annotated[
        Coverage,
        Query(
            description="How far a footprint must at least cover the place: `whole` (all of where it may lie), `point` "
            "(the point that stands for it), or `part` (anything of it)."
        ),
    ] = Coverage.POINT,
) -> Response:
    """How often satellites passed over a place, by mission, and the longest times without a clear scene of it.

    Only of scenes that this catalog holds: where those are the cited and chosen ones, a gap among them is not one of
    the archive, and the archive of a mission has to be indexed to learn that. Scenes of one satellite within 45
    minutes are one pass, as clear as its clearest scene; cloud is that of the whole scene, not of the place. `gaps`
    are the longest first, with the optical passes in them that were too cloudy or of unknown cloud, and those of
    radar; `after` and `before` are the clear scenes at the ends, null where `datetime`, or what is held, ends.
    """
    links = links_for(request)
    place = location(catalog.store, location_id)
    within = parameters.interval(datetime)
    found: list[Look] = []
    undated, reason = 0, {}
    if place.position is None:
        reason = {"reason": f"The place has no coordinates: {place.geometry_reason}"}
    else:
        found, undated = looks(catalog, area(place.position), coverage, within)
    known = passes(found)
    rows = list(table(known, cloud_cover))
    if chosen is not None:
        cells = ([_cell(row[name]) for name in COLUMNS] for row in rows)
        return attachment(chosen, f"{place.id}-revisit", lines(COLUMNS, cells))
    address = item_address(LOCATIONS, place.id)
    here = f"/locations/{address.rpartition('/')[2]}/revisit"
    start, end = within or (None, None)
    return json_response(
        {
            "location": place.id,
            "interval": [start and timestamp(start), end and timestamp(end)],
            "cloud_cover": cloud_cover,
            "coverage": coverage,
            **reason,
            "scenes": len(found) + undated,
            "scenes_without_time": undated,
            "mosaics": len(found) - sum(len(each.looks) for each in known),
            "passes": len(known),
            "missions": [mission_json(each) for each in missions(known, cloud_cover)],
            "gaps": [gap_json(gap) for gap in gaps(known, cloud_cover, start, end)[:LONGEST_GAPS]],
            "table": rows,
            "revision": catalog.store.revision,
            "links": [
                *links.around_page(here, request.query_params, JSON, None),
                links.to("about", address, GEOJSON, title=place.title),
                *alternates(links, here, dict(request.query_params), (_CSV,), None),
            ],
        }
    )


def _cell(value: Any) -> Cell:
    return BETWEEN.join(value) if isinstance(value, list) else value
