"""What a store holds, a line a record: the base of the home page, the lists and the search over names."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.location import PlaceLink
from imgcat.model.names import Gazetteer, NameEntry
from imgcat.store.places import name_entries
from imgcat.store.protocol import Query, Store
from imgcat.web import addresses
from imgcat.web.lines import PlaceLine, ReportLine, place_line, report_line
from imgcat.web.reading import items, properties, text


@dataclass(frozen=True, slots=True)
class Tie:
    """That a source ties the location `subject` to another one."""

    subject: str
    link: PlaceLink


@dataclass(frozen=True, slots=True)
class CollectionLine:
    """A collection: its title, its record, how many Items it holds, and the terms of use in words and at an address."""

    title: str
    href: str
    count: int
    licence: str
    terms: str | None


@dataclass(frozen=True)
class Contents:
    """Every location by title, every report newest first, and how many Items there are of the rest."""

    places: tuple[PlaceLine, ...]
    reports: tuple[ReportLine, ...]
    names: tuple[NameEntry, ...]
    ties: tuple[Tie, ...]
    references: int
    pictures: int
    scenes: int
    collections: tuple[CollectionLine, ...]

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of all locations."""
        return Gazetteer(self.names)

    @cached_property
    def place(self) -> dict[str, PlaceLine]:
        """The locations by id."""
        return {line.id: line for line in self.places}


def contents_of(store: Store) -> Contents:
    """Read every location and report, and count the rest."""
    collections = [orjson.loads(body) for body in store.collections()]
    held = {each["id"]: _count(store, (each["id"],)) for each in collections}
    found = list(items(store, Query(collections=(LOCATIONS,)))) if LOCATIONS in held else []
    reports = items(store, Query(collections=(REPORTS,))) if REPORTS in held else iter(())
    return Contents(
        places=tuple(
            sorted(map(place_line, found), key=lambda line: (line.title.casefold(), line.id))
        ),
        reports=tuple(sorted(map(report_line, reports), key=_newest_first)),
        names=tuple(entry for item in found for entry in name_entries(item)),
        ties=tuple(tie for item in found for tie in _ties(item)),
        references=held.get(REFERENCES, 0),
        pictures=_count(store, (REFERENCES,), _CITES_IMAGE) if REFERENCES in held else 0,
        scenes=sum(number for name, number in held.items() if name not in RECORD_COLLECTIONS),
        collections=tuple(_collection(each, held[each["id"]]) for each in collections),
    )


_CITES_IMAGE = {"op": "=", "args": [{"property": "ref:relation"}, "cites-image"]}


def _count(
    store: Store, collections: tuple[str, ...], condition: dict[str, Any] | None = None
) -> int:
    return store.search(Query(collections=collections, filter=condition, limit=1)).matched


_LISTED = frozenset({LOCATIONS, REPORTS})
"""Collections whose address shows a page to browsers."""


def _collection(about: Json, held: int) -> CollectionLine:
    links = about.get("links") or ()
    terms: Json = next((link for link in links if link.get("rel") == "license"), {})
    licence = text(about.get("license"))
    return CollectionLine(
        title=text(about.get("title")) or about["id"],
        href=addresses.collection(about["id"]) + ("?f=json" if about["id"] in _LISTED else ""),
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
