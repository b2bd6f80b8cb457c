"""`/schemas/...`: the extension's JSON Schema, so that nothing depends on its identifier being a page that is up."""

from functools import cache
from importlib.resources import files

from starlette.responses import Response

from imgcat.api.links import SCHEMA_JSON
from imgcat.api.routes.common import answers, own_router
from imgcat.model.identifiers import SCHEMA_PATH, SCHEMA_URI

router = own_router()


@router.get(
    f"/{SCHEMA_PATH}",
    summary="The JSON Schema of the ref: extension",
    responses=answers(SCHEMA_JSON, {"$id": SCHEMA_URI}),
    response_class=Response,
)
def schema() -> Response:
    """The schema of the `ref:` properties, as published under its identifier."""
    return Response(_schema(), media_type=SCHEMA_JSON)


@cache
def _schema() -> bytes:
    return files("imgcat").joinpath("data/extension/schema.json").read_bytes()
