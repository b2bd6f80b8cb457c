"""Whether the product ids of a picture, and the scene that a person took for it, agree with its date and place."""

from collections.abc import Iterator
from datetime import timedelta

from imgcat.catalog import layout
from imgcat.catalog.records import Records, Ties
from imgcat.errors import InvalidRecord
from imgcat.model.coverage import coverage
from imgcat.model.finding import Finding, Severity
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import REFERENCES
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.model.scene import scene_from_id
from imgcat.model.vocabulary import DecisionState
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
            for rule, said in _problems(reference, scene, records, "id"):
                yield Finding(path, pointer, Severity.ERROR, rule, f"{product_id}: {said}")


def decided(ties: Ties) -> Iterator[Finding]:
    """Pictures whose scene a person accepted though it is of another time or place: their reasons must say why.

    And those of whose acquisition the catalog has no scene, so that nobody can look.
    """
    for reference in ties.records.standing():
        decision = reference.picture.decision if reference.picture else None
        if decision is None or decision.state is not DecisionState.ACCEPTED:
            continue
        path = layout.item_path(REFERENCES, reference.id)
        scenes = [ties.records.scenes[scene_id] for scene_id in ties.scenes_of(reference)]
        said = {
            problem
            for scene in scenes
            for problem in _problems(reference, scene, ties.records, "scene")
        }
        for rule, what in sorted(said):
            reasons = f"{what.rstrip('.')}; the reasons of {decision.by} are: {decision.why}"
            yield Finding(path, "/properties/ref:decision", Severity.WARNING, rule, reasons)
        if not scenes:
            what = "The catalog has no scene of the acquisition that was accepted."
            yield Finding(path, "/properties/ref:acquisition", Severity.WARNING, "decision", what)


def _problems(
    reference: Reference, scene: Json, records: Records, what: str
) -> Iterator[tuple[str, str]]:
    taken = reference.picture.taken if reference.picture else None
    stated = taken.window() if taken else None
    seen = _time(scene["properties"])
    if taken and stated and seen and (seen[1] + SLACK < stated[0] or seen[0] - SLACK > stated[1]):
        yield (
            "dates",
            f"the {what} is of {seen[0]:%Y-%m-%d}, but the picture is dated {taken.text()}.",
        )
    place = records.locations.get(reference.location or "")
    if place is None or place.position is None or scene["geometry"] is None:
        return
    outline = footprint(scene["geometry"])
    if outline is not None and coverage(outline, place.position) is None:
        yield "place", f"the footprint of the {what} is not where {place.title} may lie."


def _time(properties: Json) -> Window | None:
    """When a scene was taken: its instant, or its range; None when it does not say."""
    instant = properties.get("datetime")
    first, last = (instant or properties.get(f"{end}_datetime") for end in ("start", "end"))
    return (parse_time(first).start, parse_time(last).end) if first and last else None
