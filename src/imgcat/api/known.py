"""Query parameters that a route does not know are refused: a misspelt one would silently not restrict anything."""

from collections.abc import Collection, Iterable

from fastapi import FastAPI
from starlette.requests import Request

from imgcat.errors import InvalidRequest

Known = dict[tuple[str, str], frozenset[str]]
"""By a route's path and its method, the query parameters that it has: kept with the application."""


def refuse_unknown_parameters(request: Request) -> None:
    """Raise InvalidRequest for a query parameter that the route's OpenAPI description does not name."""
    if not request.query_params:
        return
    kept: Known = request.app.state.known
    asked = request.scope["route"].path, request.method.lower()
    known = kept.get(asked)
    if known is None:
        known = kept[asked] = _known(request.app, *asked)
    refuse_unknown(request.query_params, known)


def refuse_unknown(asked: Iterable[str], known: Collection[str]) -> None:
    """Raise InvalidRequest for a query parameter that is not among those that are known."""
    for name in asked:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise InvalidRequest(
                f"The query parameter {name!r:.60} is not known here. Known are: {listed}."
            )


def _known(app: FastAPI, path: str, method: str) -> frozenset[str]:
    operation = app.openapi()["paths"].get(path, {}).get(method, {})
    return frozenset(
        parameter["name"]
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    )
