"""Headers of a request, looked for where ASGI has them: an object around them takes longer to make than to ask."""

from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str | None:
    """All of a request's headers of a name (in small letters) as one, with commas between; None where there is none."""
    found = [value for each, value in scope["headers"] if each == name]
    return b",".join(found).decode("latin-1") if found else None
