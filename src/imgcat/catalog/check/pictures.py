"""Whether a picture's product ids agree with the date and the place that its report gives."""

from collections.abc import Iterator
from datetime import timedelta

from shapely.geometry import shape

from imgcat.catalog import layout
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRecord
from imgcat.model.coverage import coverage
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import REFERENCES
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.model.scene import scene_from_id
from imgcat.model.when import Window

SLACK = timedelta(minutes=45)
"""The times that the ids of one pass state may differ by this much."""


def contradicting(records: Records) -> Iterator[Finding]:
    """Pictures whose product id is of another time than their date, or of another place than theirs."""
    for reference in records.standing():
        for index, product_id in enumerate(
            reference.picture.product_ids if reference.picture else ()
        ):
            path = layout.item_path(REFERENCES, reference.id)
            pointer = f"/properties/ref:product_ids/{index}"
            try:
                scene = scene_from_id(product_id)
            except InvalidRecord:
                continue  # An id from which no scene can be made says neither when nor where.
            for rule, said in _problems(reference, scene, records):
                yield Finding(path, pointer, Severity.ERROR, rule, f"{product_id}: {said}")


def _problems(reference: Reference, scene: Json, records: Records) -> Iterator[tuple[str, str]]:
    taken = reference.picture.taken if reference.picture else None
    stated = taken.window() if taken else None
    start, end = _time(scene["properties"])
    if taken and stated and (end + SLACK < stated[0] or start - SLACK > stated[1]):
        yield "dates", f"the id is of {start:%Y-%m-%d}, but the picture is dated {taken.text()}."
    place = records.locations.get(reference.location or "")
    if place is None or place.position is None or scene["geometry"] is None:
        return
    if coverage(shape(scene["geometry"]), place.position) is None:
        yield "place", f"the footprint of the id is not where {place.title} may lie."


def _time(properties: Json) -> Window:
    """When a scene was taken: its instant, or its range."""
    instant = properties.get("datetime")
    first, last = (instant or properties[f"{end}_datetime"] for end in ("start", "end"))
    return parse_time(first).start, parse_time(last).end
