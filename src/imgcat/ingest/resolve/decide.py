"""What a person decides is written into the picture's record; nothing else is."""

from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRecord, InvalidRequest, NotFound
from imgcat.ingest.pictures import scene_of
from imgcat.ingest.resolve.answer import Answer
from imgcat.ingest.resolve.candidate import Candidate
from imgcat.ingest.resolve.question import Question, of_picture
from imgcat.ingest.resolve.search import Found
from imgcat.model.acquisition import key, parse
from imgcat.model.decision import Decision
from imgcat.model.reference import Picture, Reference
from imgcat.model.scene_collection import SCENE_COLLECTIONS
from imgcat.model.source import Source
from imgcat.model.vocabulary import ChangeKind, DecisionState, Resolution


def picture_of(records: Records, reference_id: str) -> tuple[Reference, Picture]:
    """A reference that stands, and its picture. Raises NotFound when there is none, InvalidRequest without picture."""
    reference = records.references.get(reference_id)
    if reference is None:
        raise NotFound(f"There is no reference {reference_id!r} in the catalog.")
    if reference.deprecated:
        raise InvalidRequest(f"{reference_id} was withdrawn.")
    if reference.picture is None:
        raise InvalidRequest(f"{reference_id} cites no picture, so there is nothing to resolve.")
    return reference, reference.picture


def unresolved(records: Records) -> list[str]:
    """The references to pictures of which it is open which scene they are."""
    return [
        reference.id
        for reference in records.standing()
        if reference.picture and reference.picture.resolution is Resolution.UNRESOLVED
    ]


def question_of(records: Records, reference_id: str) -> Question:
    """The question of a reference of the catalog. Raises as `picture_of` does."""
    reference, picture = picture_of(records, reference_id)
    report = records.reports.get(reference.report)
    place = records.locations.get(reference.location or "")
    return of_picture(picture, place, report.published.value if report else None)


def accept(
    records: Records, reference_id: str, named: str, answer: Answer, signed: Signature
) -> str | None:
    """Record that the picture is of an acquisition, named by its key or by an id of any of its scenes.

    Where the catalog has no scene of it yet, one is added, made from an id of it. Returns the id of that scene.
    Raises InvalidRequest for what is neither an id nor one of the answer's candidates.
    """
    candidate = _candidate(named, answer)
    product = parse(named)
    acquisition = key(product) if product else None
    if acquisition is None and candidate is not None:
        acquisition = named if named in candidate.acquisitions else candidate.acquisition
    if acquisition is None:
        raise InvalidRequest(
            f"{named!r} is neither the acquisition of a candidate nor a product id that determines one."
        )
    decision = Decision(
        state=DecisionState.ACCEPTED,
        by=signed.by,
        at=signed.at.date(),
        why=signed.why,
        score=candidate.score if candidate else None,
        parts=candidate.parts.points() if candidate else None,
        searched=_searched(answer),
    )
    added = _ensure_scene(records, acquisition, named, candidate)
    _decide(records, reference_id, decision, acquisition, signed)
    return added


def none_public(records: Records, reference_id: str, answer: Answer, signed: Signature) -> None:
    """Record that no public scene shows the picture. Raises InvalidRequest where the report prints an id of one."""
    _, picture = picture_of(records, reference_id)
    if picture.product_ids and picture.acquisition:
        raise InvalidRequest(f"The report prints an id of {picture.acquisition}: it has a scene.")
    decision = Decision(
        state=DecisionState.NONE_PUBLIC,
        by=signed.by,
        at=signed.at.date(),
        why=signed.why,
        searched=_searched(answer),
    )
    _decide(records, reference_id, decision, None, signed)


def reopen(records: Records, reference_id: str, signed: Signature) -> None:
    """Take a decision back; the history keeps it. Raises InvalidRequest when there is none."""
    _, picture = picture_of(records, reference_id)
    if picture.decision is None:
        raise InvalidRequest(f"Nobody has decided on {reference_id}.")
    stated = [key(product) for text in picture.product_ids if (product := parse(text))]
    _decide(records, reference_id, None, next(filter(None, stated), None), signed)


def _decide(
    records: Records,
    reference_id: str,
    decision: Decision | None,
    acquisition: str | None,
    signed: Signature,
) -> None:
    reference, picture = picture_of(records, reference_id)
    # Read anew, so that what contradicts itself is refused.
    decided = Picture.from_json(
        {
            **picture.to_json(),
            "acquisition": acquisition,
            "decision": decision.to_json() if decision else None,
        },
        f"The picture of {reference_id}",
    )
    before = picture.decision.to_json() if picture.decision else None
    change = signed.change(ChangeKind.RESOLVED, field="picture.decision", before=before)
    update = {"picture": decided, "changes": (*reference.changes, change)}
    records.references[reference_id] = reference.model_copy(update=update)


def _candidate(named: str, answer: Answer) -> Candidate | None:
    """The candidate that has an acquisition of this key, or a scene of this id."""
    return next(
        (
            each
            for each in answer.candidates
            if named in each.acquisitions
            or any(named == sighting.found.item.get("id") for sighting in each.sightings)
        ),
        None,
    )


def _searched(answer: Answer) -> tuple[str, ...] | None:
    return tuple(each.name for each in answer.searched if not each.failure) or None


def _ensure_scene(
    records: Records, acquisition: str, named: str, candidate: Candidate | None
) -> str | None:
    known = (scene["properties"].get("ref:acquisition") for scene in records.scenes.values())
    if acquisition in known:
        return None
    found = [
        each.found
        for each in (candidate.sightings if candidate else ())
        if each.acquisition == acquisition
    ]
    for text, source in [(str(each.item["id"]), _source(each)) for each in found] or [
        (named, Source(citation="The decision on a picture of it"))
    ]:
        try:
            item = scene_of(text, source)
        except InvalidRecord:
            continue
        collection = item["collection"]
        records.collections.setdefault(collection, SCENE_COLLECTIONS[collection].members())
        records.scenes[collection, item["id"]] = item
        return str(item["id"])
    return None


def _source(found: Found) -> Source:
    return Source(url=found.href) if found.href else Source(citation=f"Found in {found.where}")
