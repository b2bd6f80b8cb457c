"""`/changes`: what was done to the records since a moment."""

from datetime import UTC, datetime, time
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.links import JSON, links_for
from imgcat.api.pages import page_of
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Limit, Token, answers, own_router
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.vocabulary import ChangeKind
from imgcat.store.history import Event, history

router = own_router()

_EXAMPLE = {
    "changes": [
        {
            "collection": "references",
            "id": "img-bp-sino-ri-2019-01",
            "title": "CSIS Beyond Parallel cites a picture of Sino-ri Missile Operating Base",
            "at": "2026-12-01T09:30:00Z",
            "kind": "corrected",
            "by": "A. Curator",
            "why": "The caption gives the day.",
            "field": "picture.taken.value",
            "before": "2018-12",
        }
    ],
    "numberMatched": 1,
    "numberReturned": 1,
}


@router.get(
    "/changes", summary="Changes", responses=answers(JSON, _EXAMPLE), response_class=Response
)
def list_changes(
    request: Request,
    catalog: Served,
    since: Annotated[
        str | None,
        Query(
            description="Only what was done from this day (UTC) or RFC 3339 date-time on.",
            openapi_examples={"a day": {"value": "2026-11-01"}},
        ),
    ] = None,
    kind: Annotated[
        str | None,
        Query(description=f"Only these kinds, with commas between: {', '.join(ChangeKind)}."),
    ] = None,
    collection: Annotated[
        str | None,
        Query(
            description=f"Only records of these collections, with commas between: {', '.join(RECORD_COLLECTIONS)}."
        ),
    ] = None,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """What was done to locations, reports and references, the latest first: entered, corrected, renamed, merged,
    withdrawn; by whom, why, and what stood there before.

    A record that was withdrawn or has another id now is among them, though no search finds it. A history only grows:
    who has read up to a moment asks for what came `since` then.
    """
    settings, links = catalog.settings, links_for(request)
    first = _moment(since)
    kinds = parameters.some_of("kind", kind, tuple(ChangeKind))
    collections = parameters.some_of("collection", collection, RECORD_COLLECTIONS)
    found = [
        event
        for event in catalog.once(history)
        if (first is None or event.at >= first)
        and event.kind in kinds
        and event.collection in collections
    ]
    most = parameters.limit(limit, settings.default_limit, settings.max_limit)
    page, following = page_of(found, _key, token, most)
    return json_response(
        {
            "changes": [event.to_json() for event in page],
            "numberMatched": len(found),
            "numberReturned": len(page),
            "revision": catalog.store.revision,
            "links": links.around_page("/changes", request.query_params, JSON, following),
        }
    )


def _key(event: Event) -> str:
    return event.key


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day in UTC
    except ValueError:
        return parameters.moment(text, "since")
    return datetime.combine(day, time.min, UTC)
