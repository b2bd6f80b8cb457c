"""What sources say a place is, where they do not agree."""

from collections.abc import Iterator

from imgcat.model.location import Location
from imgcat.questions.conflicts.conflict import Conflict, Kind, Said


def types(location: Location) -> Iterator[Conflict]:
    """The types of a place, where two sources have none in common or one only suspects what another says outright."""
    by_source: dict[str, set[tuple[str, bool]]] = {}
    for each in location.types:
        source = each.source.url or each.source.citation or ""
        by_source.setdefault(source, set()).add((each.value, each.suspected))
    said = list(by_source.values())
    if any(one.isdisjoint(other) for one in said for other in said):
        yield Conflict(
            Kind.TYPE,
            tuple(
                Said(each.value, each.source, {"suspected": each.suspected})
                for each in location.types
            ),
        )
