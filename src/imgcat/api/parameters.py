"""Request parameters read into what a store understands. Everything that is wrong raises InvalidRequest, a sentence."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from shapely.geometry.base import BaseGeometry

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.bbox import Bbox, parse_bbox
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time
from imgcat.store import Sort

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

LONGEST_NAME = 200
"""Characters of a name that is asked for."""

_QUOTED = re.compile(r'"[^"]*"')

Interval = tuple[datetime | None, datetime | None]
"""A closed interval of UTC; None on a side leaves it open."""

# RFC 3339, 5.6. A date without a time is no date-time, and the API specification wants it refused.
_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def words(
    name: str, given: str | Sequence[str] | None, most: int | None = None
) -> tuple[str, ...] | None:
    """The words of a list, which a GET writes with commas between; None when the list was not given.

    Raises InvalidRequest for an empty one, which would either restrict to nothing or, worse, to everything, and for
    more than `most`.
    """
    if given is None:
        return None
    parts = given.split(",") if isinstance(given, str) else given
    named = tuple(part for part in parts if part.strip())
    if not named:
        raise InvalidRequest(f"{name!r} names nothing: give at least one, or leave it out.")
    if most is not None and len(named) > most:
        raise InvalidRequest(f"{name!r} names at most {most:,}; found {len(named):,}.")
    return named


def some_of(name: str, text: str | None, known: Sequence[str]) -> frozenset[str]:
    """The words of a list that may hold only known ones; all that are known when the list was not given."""
    asked = frozenset(words(name, text) or known)
    if unknown := sorted(asked - set(known)):
        raise InvalidRequest(
            f"The parameter {name!r} takes {', '.join(known)}; found {unknown[0]!r:.40}."
        )
    return asked


def free_text(given: str | Sequence[str] | None) -> tuple[str, ...] | str:
    """Free text as a store takes it: terms, or an expression.

    A list is terms, and so is a text with a comma outside quotation marks: only terms are set apart by commas.
    """
    if isinstance(given, str) and given.strip() and "," not in _QUOTED.sub("", given):
        return given
    return words("q", given) or ()


def limit(asked: int | None, default: int, most: int) -> int:
    """How many items a page holds: `default` when nothing was asked for, and never more than `most`."""
    if asked is None:
        return default
    if asked < 1:
        raise InvalidRequest(f"The limit is a number from 1 on; found {asked}.")
    return min(asked, most)


def bbox_of_text(text: str | None) -> Bbox | None:
    """`west,south,east,north` in degrees, or six numbers with elevations, which do not restrict."""
    if text is None:
        return None
    try:
        return bbox([float(part) for part in text.split(",")])
    except ValueError:
        raise InvalidRequest(
            f"The bbox is four or six numbers with commas between; found {text!r:.80}."
        ) from None


def bbox(values: Sequence[float] | None) -> Bbox | None:
    """Four numbers, or six with elevations."""
    if values is None:
        return None
    try:
        return parse_bbox(values)
    except InvalidRecord as error:
        raise InvalidRequest(f"The bbox is not valid: {error}") from error


def geometry_of_text(text: str | None, most: int) -> BaseGeometry | None:
    """A GeoJSON geometry as text, of `most` positions at most."""
    if text is None:
        return None
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(f"The intersects parameter is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise InvalidRequest("The intersects parameter is a GeoJSON geometry, a JSON object.")
    return geometry(value, most)


def geometry(value: Mapping[str, Any] | None, most: int) -> BaseGeometry | None:
    """A GeoJSON geometry, lon/lat in degrees, of `most` positions at most."""
    if value is None:
        return None
    check_vertices(value, most)
    if value.get("type") in ("Feature", "FeatureCollection"):
        raise InvalidRequest(
            f"The intersects parameter is a geometry, not a {value['type']}; pass its geometry."
        )
    try:
        found = footprint(value)
    except InvalidRecord as error:
        raise InvalidRequest(f"The intersects geometry is not valid: {error}") from error
    if found is None:
        raise InvalidRequest("The intersects geometry is empty.")
    return found


def check_vertices(value: Any, most: int) -> None:
    """Raise InvalidRequest for JSON whose geometries have more than `most` positions in all."""
    waiting, vertices = [(value, False)], 0
    while waiting:
        found, placed = waiting.pop()
        if isinstance(found, Mapping):
            waiting.extend((member, name == "coordinates") for name, member in found.items())
        elif isinstance(found, list):
            is_position = placed and bool(found) and not isinstance(found[0], list)
            vertices += is_position
            if vertices > most:
                raise InvalidRequest(
                    f"The geometries of a request have at most {most:,} positions."
                )
            if not is_position:
                waiting.extend((member, placed) for member in found)


def interval(text: str | None) -> Interval | None:
    """A date-time, or two with a slash between, of which one may be `..` or empty for an open side."""
    if text is None:
        return None
    sides = text.split("/")
    if len(sides) > 2:
        raise InvalidRequest(
            f"The datetime has one date-time or two with a slash between; found {text!r:.80}."
        )
    if len(sides) == 1:
        instant = moment(text)
        return instant, instant
    start, end = (None if side in ("", "..") else moment(side) for side in sides)
    if start is None and end is None:
        raise InvalidRequest(
            "The datetime is open on both sides; leave it out to ask for any time."
        )
    if start is not None and end is not None and start > end:
        raise InvalidRequest(f"The datetime ends before it starts: {text!r:.80}.")
    return start, end


def moment(text: str, name: str = "datetime") -> datetime:
    """An RFC 3339 date-time, as the parameter `name` has it. Raises InvalidRequest."""
    if _DATE_TIME.fullmatch(text) is None:
        raise InvalidRequest(
            f"The {name} is made of RFC 3339 date-times such as 2018-12-27T00:00:00Z, "
            f"a whole day being 2018-12-27T00:00:00Z/2018-12-27T23:59:59Z; found {text!r:.60}."
        )
    text = text.upper()
    try:
        # What the standard library reads alike, it reads in a tenth of the time. Hour 24 only some versions take.
        if text[11:13] != "24":
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # A leap second, or no time that there is.
    try:
        return parse_time(text).start
    except InvalidRecord as error:
        raise InvalidRequest(f"The {name} is not valid: {error}") from error


def sort_of_text(text: str | None) -> tuple[Sort, ...]:
    """Fields with commas between, each after `+` (ascending, the default) or `-` (descending)."""
    # In a query string a bare `+` stands for a space.
    keys = [key.strip() for key in words("sortby", text) or ()]
    return tuple(sort(key.lstrip("+-"), descending=key.startswith("-")) for key in keys)


def sort(field: str, descending: bool) -> Sort:
    """A sort key; the field may be written after `properties.`."""
    return Sort(field.removeprefix("properties.") or field, descending)


def crs84(crs: str | None) -> None:
    """Refuse a filter whose coordinates are in anything but CRS84."""
    if crs not in (None, CRS84):
        raise InvalidRequest(
            f"The filter-crs is {CRS84}, the only one there is; found {crs!r:.80}."
        )
