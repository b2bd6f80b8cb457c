"""The page of a location."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.location import Location, Name, PlaceLink
from imgcat.model.position import Position
from imgcat.model.reference import Reference
from imgcat.model.thread import CONTRADICTION
from imgcat.model.vocabulary import NameKind, PositionRole
from imgcat.web import addresses, phrases
from imgcat.web.chronology import chronology
from imgcat.web.contents import Contents
from imgcat.web.coordinates import decimal, degrees
from imgcat.web.explore_page import MAP_SCRIPTS, TIMELINE_SCRIPTS
from imgcat.web.kind import page
from imgcat.web.lines import PlaceLine, missing_place
from imgcat.web.linked_data import linked_data
from imgcat.web.listing import files_of
from imgcat.web.lists import country_name
from imgcat.web.place_map import PlaceMap, place_map
from imgcat.web.place_timeline import PlaceTimeline, place_timeline
from imgcat.web.reading import items_where, parsed, record_id, records, texts
from imgcat.web.scenes import SceneLine, scene_lines
from imgcat.web.site import Site
from imgcat.web.statements import PictureLine, Statement, lines_of, pictures, statements
from imgcat.web.take_away import TakeAway, take_away
from imgcat.web.thread import Strand, answers_to, strands


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position of the place, in words. `decimal` is its latitude and longitude as people write
    them, `value` as maps take them."""

    position: Position
    value: str
    decimal: str
    uncertainty: str | None
    precision: str | None
    method: str | None
    stand_in: bool


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A place that another one is tied to by a source: which is what to which."""

    subject: PlaceLine
    relation: str
    target: PlaceLine
    link: PlaceLink


@dataclass(frozen=True, slots=True)
class LocationPage:
    """All that the page of a location shows, in the order in which it shows it."""

    location: Location
    title: Name
    reports: int
    country: str | None
    positions: tuple[PositionLine, ...]
    sensitivity: str | None
    said: tuple[Statement, ...]
    pictures: tuple[PictureLine, ...]
    scenes: tuple[SceneLine, ...]
    thread: tuple[Strand, ...]
    chronology: PlaceTimeline | None
    map: PlaceMap | None
    related: tuple[RelatedPlace, ...]
    contradictions: tuple[Statement, ...]
    refused: tuple[str, ...]
    beside: str
    linked: dict[str, Any]
    take: TakeAway


def location_page(site: Site, location_id: str) -> LocationPage:
    """Put the page of a location together. Raises NotFound, and InvalidRecord when the Item is no location."""
    store = site.store
    stored = store.item(LOCATIONS, location_id)
    item = parsed(stored)
    location = Location.from_item(item)
    read, refused = records(
        items_where(store, REFERENCES, "ref:location", [location_id]), Reference.from_item
    )
    here = [reference for reference, _ in read]
    naming = {reference.report for reference in here}
    answers, also_refused = answers_to(store, naming)
    places, reports = lines_of(store, [*here, *answers])
    said = statements(here, places, reports)
    on_reports = statements(answers, places, reports)
    found = {reference.id: about for reference, about in read}
    longitude = location.position.point()[0] if location.position else None
    cited = tuple(pictures(said, found))
    scenes = tuple(scene_lines(store, texts(item["properties"].get("ref:scenes")), longitude))
    thread = tuple(strands(naming, on_reports, reports))
    return LocationPage(
        location=location,
        title=_title(location),
        reports=len(naming),
        country=country_name(location.country) if location.country else None,
        positions=tuple(map(_position, location.positions)),
        sensitivity=phrases.SENSITIVITY.get(location.sensitivity),
        said=tuple(each for each in said if each.reference.picture is None),
        pictures=cited,
        scenes=scenes,
        thread=thread,
        chronology=place_timeline(chronology(cited, thread, scenes)),
        map=place_map(location.position, location.positions),
        related=tuple(_related(site.contents, location_id)),
        contradictions=tuple(
            each for each in on_reports if each.reference.relation in CONTRADICTION
        ),
        refused=(*refused, *also_refused),
        beside=addresses.location(location_id),
        linked=linked_data(site, stored),
        take=take_away(site, stored, location.position),
    )


def _title(location: Location) -> Name:
    """The name that is the title."""
    preferred = (name for name in location.names if name.kind is NameKind.PREFERRED)
    return next(preferred, location.names[0])


def _position(position: Position) -> PositionLine:
    lon, lat = position.point()
    return PositionLine(
        position=position,
        value=f"{degrees(lat)},{degrees(lon)}",
        decimal=decimal(lon, lat),
        uncertainty=phrases.distance(position.uncertainty_m)
        if position.uncertainty_m is not None
        else None,
        precision=phrases.PRECISION[position.precision] if position.precision else None,
        method=phrases.METHOD[position.method] if position.method else None,
        stand_in=position.role is PositionRole.STAND_IN,
    )


def _related(contents: Contents, location_id: str) -> Iterator[RelatedPlace]:
    """The ties of the place to others, and of others to it."""
    for tie in contents.ties_of.get(location_id, ()):
        ends = tie.subject, tie.link.location
        subject, target = (contents.place.get(each) or missing_place(each) for each in ends)
        yield RelatedPlace(subject, phrases.PLACE_RELATION[tie.link.relation], target, tie.link)


KIND = page(
    "locations/{id}.html",
    "location.html",
    lambda site, values: location_page(site, record_id(values)),
    lambda site: files_of(site, LOCATIONS),
    scripts=(*MAP_SCRIPTS, *TIMELINE_SCRIPTS, "place.js", "copy.js"),
)
