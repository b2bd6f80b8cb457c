"""Literals of a CQL2 JSON tree: strings, numbers, times and geometries. All raise InvalidRequest."""

import math
from collections.abc import Mapping
from typing import Any

from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.bbox import bbox_geometry, parse_bbox
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time
from imgcat.store.cql2.expression import Literal, Shape, Time

MAX_STRING = 10_000
"""Characters of one string literal; patterns are matched in time that grows with their length."""


def scalar_literal(value: Any) -> Literal:
    """A string, number or boolean."""
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, str):
        return Literal(text(value))
    if isinstance(value, int | float):
        return Literal(number(value))
    if value is None:
        raise InvalidRequest("Nothing equals null; ask for missing values with isNull.")
    raise InvalidRequest(f"A literal is a string, a number or a boolean; found {value!r:.60}.")


def text(value: str) -> str:
    """A string that is not too long and that a database can hold."""
    if len(value) > MAX_STRING:
        raise InvalidRequest(f"A string in a filter has at most {MAX_STRING:,} characters.")
    if "\0" in value:
        raise InvalidRequest("A string in a filter cannot hold a null character.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest("A string in a filter must be valid Unicode.") from error
    return value


def number(value: float) -> float:
    """A finite number; an integer too large for the engines becomes the nearest float."""
    try:
        finite = math.isfinite(value)
    except OverflowError:
        finite = False
    if not finite:
        raise InvalidRequest("A number in a filter must be finite.")
    return value if -(2**63) <= value < 2**63 else float(value)


def time(form: str, value: Any) -> Time:
    """The value of a `timestamp` or a `date` member."""
    try:
        if not isinstance(value, str):
            raise InvalidRecord(f"A {form} is a string; found {value!r:.60}.")
        start, end = parse_time(value).bounds
    except InvalidRecord as error:
        raise InvalidRequest(str(error)) from error
    if form == "date" and start == end:
        raise InvalidRequest(f"A date has the form 2019-01-21; found {value!r:.60}.")
    return Time(start, end)


def shape(value: Mapping[str, Any]) -> Shape:
    """A GeoJSON geometry, or an object with a `bbox` member."""
    try:
        if "bbox" in value and "type" not in value:
            bbox = value["bbox"]
            if not isinstance(bbox, list | tuple):
                raise InvalidRecord("A bbox is an array of four or six numbers.")
            return Shape(bbox_geometry(*parse_bbox(bbox)))
        geometry = footprint(value)
    except InvalidRecord as error:
        raise InvalidRequest(str(error)) from error
    if geometry is None:
        raise InvalidRequest("A geometry in a filter has coordinates; this one is empty.")
    return Shape(geometry)
