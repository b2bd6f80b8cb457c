"""Whether a request prefers a page to what the API answers (RFC 9110, 12.5.1)."""

from collections.abc import Iterable

from imgcat.export.accept import quality, ranges

_JSON = ("application/json", "application/geo+json", "application/vnd.oai.openapi+json")


def prefers_html(accept: str, others: Iterable[str] = ()) -> bool:
    """Whether an Accept header ranks HTML above any JSON. Equal ranks, and no header at all, mean JSON.

    `others` are further media types to choose from. They rank where the header names them, not where a wildcard fits.
    """
    wanted = ranges(accept)
    rivals = [quality(kind, wanted) for kind in _JSON] + [wanted.get(kind, 0.0) for kind in others]
    return quality("text/html", wanted) > max(rivals)
