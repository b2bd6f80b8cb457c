"""Whether a file has the shape that reading and building need; whether it is valid STAC is for the schemas to say."""

from collections.abc import Iterator, Mapping
from typing import Any

from imgcat.catalog.extent import SUMMARISED
from imgcat.errors import InvalidRecord
from imgcat.model.bbox import parse_bbox
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time

Fault = tuple[str, str]
"""A JSON pointer, and a sentence."""

_TIMES = ("datetime", "start_datetime", "end_datetime")


def shared_faults(record: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the links and extensions of an Item or a Collection, if there are any."""
    links = record.get("links", [])
    if not isinstance(links, list):
        yield "/links", "Links are an array of objects."
    else:
        for index, link in enumerate(links):
            if not isinstance(link, dict) or not isinstance(link.get("rel"), str):
                yield f"/links/{index}", "A link is an object with a rel."
    if not _is_texts(record.get("stac_extensions", [])):
        yield "/stac_extensions", "The extensions are an array of URIs."


def scene_faults(item: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a scene's Item."""
    yield from shared_faults(item)
    try:
        footprint(item.get("geometry"))
    except InvalidRecord as error:
        yield "/geometry", str(error)
    bbox = item.get("bbox")
    if bbox is not None:
        try:
            parse_bbox(bbox if isinstance(bbox, list) else [bbox])
        except InvalidRecord as error:
            yield "/bbox", str(error)
    properties = item.get("properties")
    if not isinstance(properties, dict):
        yield "/properties", "A scene needs properties."
        return
    yield from _time_faults(properties)
    key = properties.get("ref:acquisition")
    if key is not None and not isinstance(key, str):
        yield "/properties/ref:acquisition", "The key of an acquisition is a text."
    for name in SUMMARISED:
        value = properties.get(name)
        if value is not None and not isinstance(value, str) and not _is_texts(value):
            yield f"/properties/{name}", f"{name} is a text."


def _time_faults(properties: Mapping[str, Any]) -> Iterator[Fault]:
    for name in _TIMES:
        value = properties.get(name)
        if value is None:
            continue
        try:
            if not isinstance(value, str):
                raise InvalidRecord(f"A time is a text as in RFC 3339; found {value!r}.")
            parse_time(value)
        except InvalidRecord as error:
            yield f"/properties/{name}", str(error)
    instant, start, end = (properties.get(name) is not None for name in _TIMES)
    if start != end:
        yield "/properties", "A range of time needs a start_datetime and an end_datetime."
    elif not (instant or start):
        yield "/properties/datetime", "A scene needs a datetime, or a start and an end."


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
