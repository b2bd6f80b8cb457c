"""Another title for a location, or another id."""

from imgcat.catalog.correction.burial import bury, living
from imgcat.catalog.correction.signature import Signature
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRequest
from imgcat.model.location import Location, Name
from imgcat.model.names import script_of
from imgcat.model.source import Source
from imgcat.model.vocabulary import ChangeKind, NameKind


def rename(records: Records, location_id: str, text: str, url: str, signed: Signature) -> None:
    """Make `text`, a name that the page `url` attests, the title of a location; the old title stays as a variant.

    Raises NotFound, and InvalidRequest when it has that title already or is no longer there.
    """
    place = living(records, location_id)
    text = text.strip()
    if text == place.title:
        raise InvalidRequest(f"{text!r} is the title of the location {location_id!r} already.")
    source = Source.from_json({"url": url}, "The source of the name")
    known = next((name for name in place.names if name.text == text), None)
    title = (
        known.model_copy(update={"kind": NameKind.PREFERRED})
        if known
        else Name.from_json(
            {
                "text": text,
                "script": script_of(text),
                "kind": NameKind.PREFERRED,
                "source": source,
            },
            f"The name {text!r}",
        )
    )
    others = (demoted(name) for name in place.names if name is not known)
    update = {
        "names": (title, *others),
        "sources": place.sources if url in _pages(place, title) else (*place.sources, source),
        "changes": (
            *place.changes,
            signed.change(ChangeKind.RENAMED, field="title", before=place.title),
        ),
    }
    records.locations[place.id] = place.model_copy(update=update)


def move(records: Records, location_id: str, new_id: str, signed: Signature) -> None:
    """Give a location another id. A tombstone stays under the old one.

    Raises NotFound, and InvalidRequest when the id is or was one of a location.
    """
    place = living(records, location_id)
    if new_id in records.tombstones:
        raise InvalidRequest(records.no_location(new_id))
    if new_id in records.locations:
        raise InvalidRequest(
            f"There is a location {new_id!r} already; `imgcat merge` makes one of two."
        )
    change = signed.change(ChangeKind.RENAMED, field="id", before=location_id)
    left = signed.change(ChangeKind.RENAMED, other=new_id)
    fields = {name: getattr(place, name) for name in Location.model_fields}
    moved = Location.from_json(
        {**fields, "id": new_id, "changes": (change,)}, f"Location {new_id!r}"
    )
    records.locations[new_id] = moved
    bury(records, place, new_id, left)


def demoted(name: Name) -> Name:
    """The name, as one that is not the title."""
    if name.kind is NameKind.PREFERRED:
        return name.model_copy(update={"kind": NameKind.VARIANT})
    return name


def _pages(place: Location, title: Name) -> set[str | None]:
    return {source.url for source in (title.source, *place.sources)}
