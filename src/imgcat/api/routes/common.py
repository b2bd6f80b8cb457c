"""What imgcat's own routes share: their tag, their paths' parameters, and their routers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AfterValidator
from starlette.requests import Request

from imgcat.api.exports import wanted
from imgcat.api.known import refuse_unknown_parameters
from imgcat.api.middleware import identifier
from imgcat.errors import InvalidRequest
from imgcat.export import Format
from imgcat.export.formats import OF_LIST

TAG = "References"

LocationId = Annotated[
    str,
    Path(description="A location's id.", examples=["prk-sino-ri"]),
    AfterValidator(identifier),
]
ReportId = Annotated[
    str,
    Path(description="A report's id.", examples=["bp-sino-ri-2019"]),
    AfterValidator(identifier),
]
Limit = Annotated[
    int | None,
    Query(
        description="How many to return at most. More than the server allows is lowered to that."
    ),
]
Token = Annotated[
    str | None, Query(description="Where the page starts: the token of a `next` link.")
]
Datetime = Annotated[
    str | None,
    Query(
        description="Only what was taken, at least in part, in this interval of RFC 3339 date-times.",
        openapi_examples={
            "in 2018 and 2019": {"value": "2018-01-01T00:00:00Z/2019-12-31T23:59:59Z"}
        },
    ),
]
Country = Annotated[
    str | None,
    Query(
        description="Only places in this country, an ISO 3166-1 alpha-3 code.",
        openapi_examples={"North Korea": {"value": "PRK"}},
    ),
]


def country_code(text: str | None) -> str | None:
    """The code in capitals. Raises InvalidRequest for what can be none."""
    if text is not None and not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise InvalidRequest(
            f"The country is an ISO 3166-1 alpha-3 code such as PRK; found {text!r:.40}."
        )
    return text and text.upper()


CollectionId = Annotated[
    str,
    Path(description="The collection's id.", examples=["locations"]),
    AfterValidator(identifier),
]


def _chosen(
    request: Request,
    f: Annotated[
        str | None,
        Query(
            description="The format of the answer: `json`, which is the default, or all that is found as one of "
            f"{', '.join(f'`{each.name}`' for each in OF_LIST)}.",
        ),
    ] = None,
) -> Format | None:
    return wanted(request, f, OF_LIST)


Chosen = Annotated[Format | None, Depends(_chosen)]
"""The format of an export, where one is asked for."""


def own_router(tag: str = TAG) -> APIRouter:
    """A router for routes of imgcat's own conformance class, or of the STAC extension that the tag names."""
    return APIRouter(tags=[tag], dependencies=[Depends(refuse_unknown_parameters)])


def answers(media_type: str, example: Any) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI describes what a route answers when all is well."""
    return {200: {"description": "The answer.", "content": {media_type: {"example": example}}}}
