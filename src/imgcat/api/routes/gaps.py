"""`/gaps`: places without a follow-up since a day, pictures without a public scene within some days."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.gaps import Asked, Missing, of_pictures, of_places
from imgcat.api.links import JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Country, Limit, Token, answers, country_code, own_router
from imgcat.errors import InvalidRequest
from imgcat.model.vocabulary import Access, FacilityType

router = own_router()

_EXAMPLE = {
    "missing": "report",
    "gaps": [
        {
            "location": "prk-kumchon-ni",
            "title": "Kumchon-ni Missile Operating Base",
            "country": "PRK",
            "series": ["Undeclared North Korea"],
            "types": ["missile-operating-base"],
            "last": "2019-09-06",
            "missing": "report",
        }
    ],
    "numberExamined": 4,
    "numberReturned": 1,
}


def _written_out(text: object) -> object:
    """Refuses a bare number, which would be read as seconds since 1970."""
    if isinstance(text, str) and text.isdigit():
        raise ValueError("a day is written as YYYY-MM-DD")
    return text


@router.get("/gaps", summary="Gaps", responses=answers(JSON, _EXAMPLE), response_class=Response)
def gaps(
    request: Request,
    catalog: Served,
    missing: Annotated[
        Missing,
        Query(
            description="What is missing: a `report` or a `picture` of a place since a day, "
            "or a public `scene` near the date of a picture."
        ),
    ] = Missing.REPORT,
    since: Annotated[
        date | None,
        BeforeValidator(_written_out),
        Query(
            description="For reports and pictures: the day since which there is none.",
            openapi_examples={"since 2021": {"value": "2021-01-01"}},
        ),
    ] = None,
    days: Annotated[
        float | None,
        Query(
            ge=0,
            le=3660,
            description="For scenes: how many days before or after a picture's date one may be; 10 if not said.",
        ),
    ] = None,
    series: Annotated[
        str | None,
        Query(
            description="Only places of which reports in this series speak, or pictures that these cite.",
            openapi_examples={"a series": {"value": "Undeclared North Korea"}},
        ),
    ] = None,
    country: Country = None,
    type: Annotated[  # noqa: A002 - the name that users write
        FacilityType | None, Query(description="Only places of this type.")
    ] = None,
    access: Annotated[
        Access | None, Query(description="For scenes: only pictures with this access.")
    ] = None,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """Places without a report, or a picture in one, since a day; or pictures without a public scene near their date.

    A date that is known only to the month or year counts as its last day, so that nothing is called old that may not
    be; a place of which no date is known at all is a gap, and says so. Scenes are those that this catalog holds: that
    it has none does not mean that no archive has one. A page looks at `limit` places or pictures (`numberExamined`)
    and gives the gaps among them; follow `next` for the rest.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.max_limit, settings.max_limit)
    asked = Asked(series, country_code(country), type, access)
    if missing is Missing.SCENE:
        if since is not None:
            raise InvalidRequest(
                "`since` goes with a missing report or picture; a scene has `days`."
            )
        within = timedelta(days=10 if days is None else days)
        found = of_pictures(catalog, asked, within, links, most, token)
    else:
        if since is None:
            raise InvalidRequest(f"`since` is required: the day since which there is no {missing}.")
        if days is not None or access is not None:
            raise InvalidRequest("`days` and `access` go with a missing scene.")
        found = of_places(catalog, asked, missing, since, most, token)
    return json_response(
        {
            "missing": missing,
            "gaps": found.gaps,
            "numberExamined": found.examined,
            "numberReturned": len(found.gaps),
            "revision": catalog.store.revision,
            "links": links.around_page("/gaps", request.query_params, JSON, found.next),
        }
    )
