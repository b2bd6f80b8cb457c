"""Which of two media types a request prefers."""

from imgcat.export.accept import quality, ranges


def prefers_html(accept: str) -> bool:
    """Whether an Accept header ranks HTML above JSON. Equal ranks, and no header at all, mean JSON."""
    wanted = ranges(accept)
    return quality("text/html", wanted) > quality("application/json", wanted)
