"""Which of two media types a request prefers (RFC 9110, 12.5.1)."""

from collections.abc import Iterator

_JSON = ("application/json", "application/geo+json", "application/vnd.oai.openapi+json")


def prefers_html(accept: str) -> bool:
    """Whether an Accept header ranks HTML above any JSON. Equal ranks, and no header at all, mean JSON."""
    ranges = list(_ranges(accept))
    return _quality("text/html", ranges) > max(_quality(kind, ranges) for kind in _JSON)


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """The weight that the most specific range fitting the media type gives it; 0 when none fits."""
    weights = dict(reversed(ranges))
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if pattern in weights:
            return weights[pattern]
    return 0.0


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if pattern:
            yield pattern, _weight(parameters)


def _weight(parameters: list[str]) -> float:
    """The `q` of a range, 1 when there is none; one that is no number between 0 and 1 ranks the range last."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
