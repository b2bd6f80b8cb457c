"""What a store holds, a line a record: the base of the home page, the lists and the search over names."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import orjson

from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.location import PlaceLink
from imgcat.model.names import Gazetteer, NameEntry
from imgcat.model.vocabulary import Relation
from imgcat.store.places import name_entries
from imgcat.store.protocol import Query, Sort, Store
from imgcat.store.reading import number_of
from imgcat.web import addresses
from imgcat.web.lines import (
    CitedLine,
    PlaceLine,
    ReportLine,
    cited_line,
    place_line,
    report_line,
)
from imgcat.web.reading import items, properties, text


@dataclass(frozen=True, slots=True)
class Tie:
    """That a source ties the location `subject` to another one."""

    subject: str
    link: PlaceLink


@dataclass(frozen=True, slots=True)
class CollectionLine:
    """A collection: its title, its record, how many Items it holds, and the terms of use in words and at an address."""

    id: str
    title: str
    href: str
    count: int
    licence: str
    terms: str | None


@dataclass(frozen=True)
class Contents:
    """Every location by title, every report newest first, every picture cited by time, and how many Items
    there are of the rest."""

    places: tuple[PlaceLine, ...]
    reports: tuple[ReportLine, ...]
    names: tuple[NameEntry, ...]
    ties: tuple[Tie, ...]
    pictures: tuple[CitedLine, ...]
    references: int
    scenes: int
    collections: tuple[CollectionLine, ...]

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of all locations."""
        return Gazetteer(self.names)

    @cached_property
    def report(self) -> dict[str, ReportLine]:
        """The reports by id."""
        return {line.id: line for line in self.reports}

    @cached_property
    def ties_of(self) -> dict[str, list[Tie]]:
        """The ties of each location, from it and to it."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            for end in {tie.subject, tie.link.location}:
                found[end].append(tie)
        return found

    @cached_property
    def place(self) -> dict[str, PlaceLine]:
        """The locations by id."""
        return {line.id: line for line in self.places}


def contents_of(store: Store) -> Contents:
    """Read every location, report and reference, and count the scenes."""
    collections = [orjson.loads(body) for body in store.collections()]
    held = {each["id"]: _count(store, (each["id"],)) for each in collections}
    found = list(items(store, Query(collections=(LOCATIONS,)))) if LOCATIONS in held else []
    reports = items(store, Query(collections=(REPORTS,))) if REPORTS in held else ()
    references = items(store, _REFERENCES) if REFERENCES in held else ()
    lines = tuple(sorted(map(report_line, reports), key=_newest_first))
    cited = tuple(cited_line(item) for item in references if _cites_image(item))
    return Contents(
        places=tuple(
            sorted(map(place_line, found), key=lambda line: (line.title.casefold(), line.id))
        ),
        reports=lines,
        names=tuple(entry for item in found for entry in name_entries(item)),
        ties=tuple(tie for item in found for tie in _ties(item)),
        pictures=cited,
        references=held.get(REFERENCES, 0),
        scenes=sum(number for name, number in held.items() if name not in RECORD_COLLECTIONS),
        collections=tuple(_collection(each, held[each["id"]]) for each in collections),
    )


_REFERENCES = Query(collections=(REFERENCES,), sortby=(Sort("datetime"), Sort("id")))


def _cites_image(item: Json) -> bool:
    return properties(item).get("ref:relation") == Relation.CITES_IMAGE


def _count(store: Store, collections: tuple[str, ...]) -> int:
    return number_of(store, Query(collections=collections))


def _collection(about: Json, held: int) -> CollectionLine:
    links = about.get("links") or ()
    terms: Json = next((link for link in links if link.get("rel") == "license"), {})
    licence = text(about.get("license"))
    return CollectionLine(
        id=about["id"],
        title=text(about.get("title")) or about["id"],
        href=addresses.collection_file(about["id"]),
        count=held,
        licence=text(terms.get("title")) or licence or "not stated",
        terms=addresses.web_address(terms.get("href")),
    )


def _newest_first(line: ReportLine) -> tuple[bool, tuple[int, ...], str]:
    date = tuple(-int(part) for part in line.date.split("-")) if line.date else ()
    # Within a month or year, what is known only to the month or year comes after the days.
    return line.date is None, (*date, *(1,) * (3 - len(date))), line.title


def _ties(item: Json) -> Iterator[Tie]:
    related = properties(item).get("ref:related")
    for each in related if isinstance(related, list) else ():
        # What is wrong with one of them stands on the page of its own location.
        with suppress(InvalidRecord):
            yield Tie(item["id"], PlaceLink.from_json(each))
