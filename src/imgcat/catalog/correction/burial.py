"""Taking a location away from an id: a tombstone stays there, and whatever pointed to it points on."""

from imgcat.catalog.records import Records
from imgcat.errors import InvalidRequest, NotFound
from imgcat.model.change import Change
from imgcat.model.location import Location
from imgcat.model.tombstone import Tombstone


def living(records: Records, location_id: str) -> Location:
    """The location of an id. Raises NotFound, and InvalidRequest where only a tombstone is."""
    if location_id in records.tombstones:
        raise InvalidRequest(records.no_location(location_id))
    location = records.locations.get(location_id)
    if location is None:
        raise NotFound(records.no_location(location_id))
    return location


def bury(records: Records, old: Location, new: str, change: Change) -> None:
    """Put a tombstone in the place of `old` that leads to `new`, and lead references and ties there.

    What was done to `old` before stays with its id. A tie of `new` to itself that would come of it is dropped.
    """
    del records.locations[old.id]
    records.tombstones[old.id] = Tombstone(
        id=old.id,
        created=old.created,
        title=old.title,
        replaced_by=new,
        sources=old.sources,
        changes=(*old.changes, change),
    )
    for reference in list(records.references.values()):
        if reference.location == old.id:
            moved = reference.model_copy(update={"location": new})
            records.references[reference.id] = moved
    for place in list(records.locations.values()):
        if any(tie.location == old.id for tie in place.related):
            ties = (
                tie.model_copy(update={"location": new}) if tie.location == old.id else tie
                for tie in place.related
            )
            kept = tuple(dict.fromkeys(tie for tie in ties if tie.location != place.id))
            records.locations[place.id] = place.model_copy(update={"related": kept})
