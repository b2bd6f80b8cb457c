"""What imgcat's own routes share: their tag, their paths' parameters, and their routers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AfterValidator

from imgcat.api.known import refuse_unknown_parameters
from imgcat.api.middleware import identifier

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


CollectionId = Annotated[
    str,
    Path(description="The collection's id.", examples=["locations"]),
    AfterValidator(identifier),
]


def own_router(tag: str = TAG) -> APIRouter:
    """A router for routes of imgcat's own conformance class, or of the STAC extension that the tag names."""
    return APIRouter(tags=[tag], dependencies=[Depends(refuse_unknown_parameters)])


def answers(media_type: str, example: Any) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI describes what a route answers when all is well."""
    return {200: {"description": "The answer.", "content": {media_type: {"example": example}}}}
