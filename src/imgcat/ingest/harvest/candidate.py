"""A scene that an upstream offers: its Item, read as far as must be known to judge and to keep it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from shapely.geometry.base import BaseGeometry

from imgcat.catalog import layout
from imgcat.catalog.shape import scene_faults
from imgcat.catalog.sources.admission import self_address
from imgcat.catalog.writer import canonical
from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.when import Window

LONGEST_NAME = 200
"""Bytes of the longest file name that is written; file systems take 255, and a temporary name is longer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An Item as its upstream has it.

    `origin` says where it was met, for findings; `address` where anybody can read it, None when that is not known;
    `span` when it was taken, a closed interval of UTC.
    """

    body: Json
    origin: str
    address: str | None
    footprint: BaseGeometry | None
    span: Window

    @property
    def cloud_cover(self) -> float | None:
        """The share of the scene under clouds, in per cent; None when the Item does not say."""
        value = self.body["properties"].get("eo:cloud_cover")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value)


def candidate_of(body: Json, origin: str, address: str | None = None) -> Candidate:
    """Read an Item that has a collection. `address` is where it stands if it does not say so itself.

    Raises InvalidRecord when it is broken: when it lacks what makes an Item, or cannot be kept without loss. Smaller
    faults are its provider's, and stay.
    """
    item_id = body.get("id")
    if not isinstance(item_id, str) or not item_id:
        raise InvalidRecord(f"An Item has an id that is a text; found {item_id!r:.80}.")
    fault = next(scene_faults(body), None)
    if fault is not None:
        raise InvalidRecord(f"{fault[1]} ({fault[0]})" if fault[0] else fault[1])
    for member, kind in (("stac_version", str), ("assets", dict), ("links", list)):
        if not isinstance(body.get(member), kind):
            raise InvalidRecord(
                f"An Item has a member {member!r}; here it is missing or another thing."
            )
    _check_can_be_kept(body)
    return Candidate(
        body,
        origin,
        self_address(body) or address,
        footprint(body.get("geometry")),
        span_of(body["properties"]),
    )


def _check_can_be_kept(body: Json) -> None:
    collection = body["collection"]
    if collection in RECORD_COLLECTIONS:
        raise InvalidRecord(
            f"Scenes cannot be filed in the collection {collection!r}: it holds imgcat's own records."
        )
    path = layout.item_path(collection, body["id"])
    if any(len(name) > LONGEST_NAME for name in path.split("/")):
        raise InvalidRecord(f"The id {body['id']!r:.80} is too long to be the name of a file.")
    try:
        kept = orjson.loads(canonical(body))
    except (TypeError, orjson.JSONEncodeError) as error:
        raise InvalidRecord(f"The Item cannot be written as it is: {error}.") from None
    if kept != body:
        raise InvalidRecord(
            "The Item cannot be written as it is: a number has more digits than can be kept."
        )


def span_of(properties: Mapping[str, Any]) -> Window:
    """When a scene was taken. Raises InvalidRecord when its times cannot be read, or are in the wrong order."""
    instant = properties.get("datetime")
    start = properties.get("start_datetime") or instant
    end = properties.get("end_datetime") or instant
    if not isinstance(start, str) or not isinstance(end, str):
        raise InvalidRecord("A scene needs a datetime, or a start and an end.")
    span = parse_time(start).start, parse_time(end).end
    if span[1] < span[0]:
        raise InvalidRecord(f"The Item ends ({end}) before it begins ({start}).")
    return span
