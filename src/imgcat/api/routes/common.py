"""What imgcat's own routes share: their tag, their paths' parameters, and their routers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AfterValidator
from starlette.requests import Request

from imgcat.api.exports import OF_LIST, wanted
from imgcat.api.known import refuse_unknown_parameters
from imgcat.api.links import JSON
from imgcat.api.middleware import identifier
from imgcat.export import Format

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


def own_router() -> APIRouter:
    """A router for routes of imgcat's own conformance class."""
    return APIRouter(tags=[TAG], dependencies=[Depends(refuse_unknown_parameters)])


def answers(media_type: str, example: Any) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI describes what a route answers."""
    error = {
        "code": "NotFound",
        "description": "There is no item 'x' in the collection 'locations'.",
    }
    return {
        200: {"description": "The answer.", "content": {media_type: {"example": example}}},
        400: {
            "description": "A parameter is not valid.",
            "content": {
                JSON: {
                    "example": {
                        "code": "BadRequest",
                        "description": "The query parameter 'q' is required.",
                    }
                }
            },
        },
        404: {"description": "There is no such record.", "content": {JSON: {"example": error}}},
    }
