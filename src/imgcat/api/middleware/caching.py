"""How long an answer may be kept without asking again: Cache-Control by what stands at a path."""

from imgcat.api.settings import Settings

NOT_KEPT = "no-store"
_DOCUMENTS = frozenset({"/api", "/api.html", "/conformance"})


def cache_control(path: str, settings: Settings) -> str:
    """The Cache-Control of what GET answers at a path of the API: documents, single records, answers to questions."""
    if path.startswith("/_mgmt/"):
        return NOT_KEPT
    if path in _DOCUMENTS or path.startswith("/schemas/"):
        return _kept(settings.document_max_age)
    match path.split("/"):
        case ["", "collections", _] | ["", "collections", _, "items", _]:
            return _kept(settings.record_max_age)
    return _kept(settings.max_age)


def _kept(seconds: int) -> str:
    return f"public, max-age={seconds}" if seconds else "public, no-cache"
