"""Names of one place that are one word spelled in several ways."""

from collections.abc import Iterator

from imgcat.model.location import Location, Name
from imgcat.model.names import Gazetteer, MatchKind, NameEntry, compact, script_of
from imgcat.questions.conflicts.conflict import Conflict, Kind, Said

DIFFERENT = frozenset({MatchKind.KOREAN, MatchKind.NEAR})
"""How two spellings of a name match: by another romanisation, or but for a few letters."""


def spellings(location: Location) -> Iterator[Conflict]:
    """Groups of names in one script that differ by more than case, marks and hyphens, yet are the same name."""
    groups: list[set[int]] = []
    for one, other in _pairs(location):
        touching = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in touching]
        groups.append({one, other}.union(*touching))
    for group in groups:
        names = [location.names[at] for at in sorted(group)]
        yield Conflict(Kind.SPELLING, tuple(_said(name) for name in names))


def _pairs(location: Location) -> Iterator[tuple[int, int]]:
    """The names that are another spelling of each other, by their places in the record."""
    names = location.names
    if len(names) < 2:
        return
    # To the gazetteer each name is a place of its own: it tells the places that a name may mean.
    gazetteer = Gazetteer(_entry(location, at, name) for at, name in enumerate(names))
    for one, name in enumerate(names):
        for found in gazetteer.match(name.text):
            other = int(found.location)
            if (
                found.kind in DIFFERENT
                and _script(name) == _script(names[other])
                and compact(name.text) != compact(names[other].text)
            ):
                yield one, other


def _entry(location: Location, at: int, name: Name) -> NameEntry:
    return NameEntry(
        str(at),
        name.text,
        country=location.country,
        lang=name.lang,
        script=name.script,
        system=name.system,
        context=tuple(each.text for each in location.names),
    )


def _said(name: Name) -> Said:
    return Said(name.text, name.source, {"kind": name.kind, "script": _script(name)})


def _script(name: Name) -> str:
    return name.script or script_of(name.text)
