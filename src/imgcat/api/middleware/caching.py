"""How long an answer may be kept without asking again, and for whom: Cache-Control and Vary by path."""

import re

from imgcat.api.settings import Settings

NOT_KEPT = "no-store"
_DOCUMENTS = frozenset({"/api", "/api.html", "/conformance"})
_IN_FORMATS = re.compile(
    r"/search|/collections/[^/]+(/items(/[^/]+)?)?"
    r"|/(collections/[^/]+/items|locations|reports)/[^/]+/(references|timeline|revisit)"
)


def vary(raw_path: str) -> str:
    """The headers of a request that what GET answers at a path depends on. In the path a `/` in an id is written `%2F`.

    The format of what has several depends on `Accept`.
    """
    return "Accept, Accept-Encoding" if _IN_FORMATS.fullmatch(raw_path) else "Accept-Encoding"


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
