"""How much a request wants a media type (RFC 9110, 12.5.1)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

Ranges = Mapping[str, float]
"""The weight of each media range of an Accept header."""


@lru_cache(maxsize=256)
def ranges(accept: str) -> Ranges:
    """The ranges of an Accept header; of one that is named twice the first counts."""
    found: dict[str, float] = {}
    for pattern, weight in _parts(accept):
        found.setdefault(pattern, weight)
    return MappingProxyType(found)


def quality(media_type: str, wanted: Ranges) -> float:
    """The weight that the most specific range fitting the media type gives it; 0 when none fits."""
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if pattern in wanted:
            return wanted[pattern]
    return 0.0


def _parts(accept: str) -> Iterator[tuple[str, float]]:
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
