"""`/functions`: the functions that a filter can call (OGC API Features, part 3, 19-079r2)."""

from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.links import JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import answers, own_router
from imgcat.store.cql2.functions import FUNCTIONS, Function

router = own_router("Filter")


@router.get(
    "/functions",
    summary="Functions",
    responses=answers(JSON, {"functions": [{"name": "year", "returns": ["integer"]}]}),
    response_class=Response,
)
def functions(request: Request) -> Response:
    """The functions that a filter can call beside those of CQL2 itself."""
    links = links_for(request)
    return json_response(
        {
            "functions": [_described(name, function) for name, function in FUNCTIONS.items()],
            "links": [links.to("self", "/functions"), links.root()],
        }
    )


def _described(name: str, function: Function) -> dict[str, object]:
    return {
        "name": name,
        "description": function.description,
        "arguments": [{"title": function.argument, "type": list(function.types)}],
        "returns": [function.returns],
    }
