"""The page of a location."""

from collections.abc import Iterator
from dataclasses import dataclass

from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.location import Location, Name, PlaceLink
from imgcat.model.position import Position
from imgcat.model.reference import Reference
from imgcat.model.thread import CONTRADICTION
from imgcat.model.vocabulary import NameKind, PositionRole
from imgcat.store.protocol import Store
from imgcat.web import addresses, phrases
from imgcat.web.contents import Contents
from imgcat.web.kind import page
from imgcat.web.lines import PlaceLine, missing_place
from imgcat.web.lists import country_name
from imgcat.web.reading import every_id, items_where, parsed, record_id, records, texts
from imgcat.web.scenes import SceneLine, scene_lines
from imgcat.web.statements import PictureLine, Statement, lines_of, pictures, statements
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
    publishers: int
    country: str | None
    positions: tuple[PositionLine, ...]
    sensitivity: str | None
    said: tuple[Statement, ...]
    pictures: tuple[PictureLine, ...]
    scenes: tuple[SceneLine, ...]
    thread: tuple[Strand, ...]
    related: tuple[RelatedPlace, ...]
    contradictions: tuple[Statement, ...]
    refused: tuple[str, ...]
    item: str
    references: str
    timeline: str


def location_page(store: Store, contents: Contents, location_id: str) -> LocationPage:
    """Put the page of a location together. Raises NotFound, and InvalidRecord when the Item is no location."""
    item = parsed(store.item(LOCATIONS, location_id))
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
    return LocationPage(
        location=location,
        title=_title(location),
        reports=len(naming),
        publishers=len({reports[each].publisher for each in naming} - {None}),
        country=country_name(location.country) if location.country else None,
        positions=tuple(map(_position, location.positions)),
        sensitivity=phrases.SENSITIVITY.get(location.sensitivity),
        said=tuple(each for each in said if each.reference.picture is None),
        pictures=tuple(pictures(said, found)),
        scenes=tuple(scene_lines(store, texts(item["properties"].get("ref:scenes")), longitude)),
        thread=tuple(strands(naming, on_reports, reports)),
        related=tuple(_related(contents, location_id)),
        contradictions=tuple(
            each for each in on_reports if each.reference.relation in CONTRADICTION
        ),
        refused=(*refused, *also_refused),
        item=addresses.item(LOCATIONS, location_id),
        references=addresses.references(LOCATIONS, location_id),
        timeline=addresses.timeline(location_id),
    )


def _title(location: Location) -> Name:
    """The name that is the title."""
    preferred = (name for name in location.names if name.kind is NameKind.PREFERRED)
    return next(preferred, location.names[0])


def _position(position: Position) -> PositionLine:
    lon, lat = position.point()
    return PositionLine(
        position=position,
        value=f"{_degrees(lat)},{_degrees(lon)}",
        decimal=_decimal(lon, lat),
        uncertainty=phrases.distance(position.uncertainty_m)
        if position.uncertainty_m is not None
        else None,
        precision=phrases.PRECISION[position.precision] if position.precision else None,
        method=phrases.METHOD[position.method] if position.method else None,
        stand_in=position.role is PositionRole.STAND_IN,
    )


def _decimal(lon: float, lat: float) -> str:
    """Latitude, longitude in degrees: `39.644929° N, 125.355288° E`."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{_degrees(abs(lat))}° {north}, {_degrees(abs(lon))}° {east}"


def _degrees(value: float) -> str:
    """Six decimals (about 0.1 m) at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _related(contents: Contents, location_id: str) -> Iterator[RelatedPlace]:
    """The ties of the place to others, and of others to it."""
    for tie in contents.ties:
        ends = tie.subject, tie.link.location
        if location_id in ends:
            subject, target = (contents.place.get(each) or missing_place(each) for each in ends)
            yield RelatedPlace(subject, phrases.PLACE_RELATION[tie.link.relation], target, tie.link)


KIND = page(
    "locations/{id}.html",
    "location.html",
    lambda site, values: location_page(site.store, site.contents, record_id(values)),
    lambda site: every_id(site.store, LOCATIONS),
)
