"""What of the catalog and of the Earth a document names: known places, points, and which of them are one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from imgcat.catalog.records import Records
from imgcat.ingest.documents.document import Document, Passage
from imgcat.model.coordinates import Coordinate, find_coordinates
from imgcat.model.country import country_names, distance_to_country_km
from imgcat.model.location import Location
from imgcat.model.names import Mention, Mentions
from imgcat.model.sphere import distance_m

NEAR_M = 2_000.0
"""Points so near each other are taken for one place, and so is a point so near the position of a known place."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A point, and the passage that prints it."""

    point: Coordinate
    passage: Passage


@dataclass
class KnownPlace:
    """A place of the catalog that a document names, or near which it prints a point."""

    location: Location
    mentions: list[tuple[Passage, Mention]] = field(default_factory=list)
    points: list[Printed] = field(default_factory=list)
    in_title: bool = False


@dataclass
class NewPlace:
    """Points of one place that is near none of the catalog, and the known places without position named beside them."""

    points: list[Printed]
    beside: list[str] = field(default_factory=list)


@dataclass
class Places:
    """All places of a document. `doubtful` are names that several places share, by the ids of those places."""

    known: dict[str, KnownPlace] = field(default_factory=dict)
    new: list[NewPlace] = field(default_factory=list)
    doubtful: dict[tuple[str, ...], tuple[Passage, Mention]] = field(default_factory=dict)

    def about(self) -> list[KnownPlace]:
        """The places that the title names; where it names none, the one named most often, if that is clear."""
        if titled := [place for place in self.known.values() if place.in_title]:
            return titled
        ranked = sorted(self.known.values(), key=lambda place: -len(place.mentions))
        counts = [len(place.mentions) for place in ranked] + [0]
        return ranked[:1] if ranked and counts[0] >= 2 and counts[0] > counts[1] else []


def find_places(document: Document, records: Records, mentions: Mentions) -> Places:
    """The places that a document names in any script, and the points that it prints."""
    places = Places()
    title = document.title.value if document.title else ""
    for mention in mentions.find(title):
        if len(mention.matches) == 1:
            found = _known(places, records, mention.matches[0].location)
            found.in_title = True
    language = document.language.value if document.language else None
    for passage in document.passages:
        named: list[str] = []
        for mention in mentions.find(passage.text):
            ids = tuple(sorted(match.location for match in mention.matches))
            if len(ids) == 1:
                named.append(ids[0])
                found = _known(places, records, ids[0])
                found.mentions.append((passage, mention))
            elif ids:
                places.doubtful.setdefault(ids, (passage, mention))
        for point in find_coordinates(passage.text, language):
            _place(places, records, Printed(point, passage), named)
    return places


def _known(places: Places, records: Records, location: str) -> KnownPlace:
    return places.known.setdefault(location, KnownPlace(records.locations[location]))


def _place(places: Places, records: Records, printed: Printed, named: list[str]) -> None:
    here = (printed.point.lon, printed.point.lat)
    if nearest := nearest_location(here, records.locations, printed.point.resolution_m):
        _known(places, records, nearest).points.append(printed)
        return
    beside = [each for each in named if not records.locations[each].positions]
    for new in places.new:
        other = new.points[0].point
        if distance_m((other.lon, other.lat), here) <= NEAR_M:
            new.points.append(printed)
            new.beside += [each for each in beside if each not in new.beside]
            return
    places.new.append(NewPlace([printed], list(dict.fromkeys(beside))))


def nearest_location(
    point: tuple[float, float], locations: Mapping[str, Location], resolution_m: float
) -> str | None:
    """The id of the known place whose position is nearest to lon, lat, within NEAR_M and what both leave open."""
    best: tuple[float, str] | None = None
    for location in locations.values():
        if (position := location.position) is None or position.geometry["type"] != "Point":
            continue
        away = distance_m(position.point(), point)
        # The stated uncertainty of a region says nothing of a point in it.
        leeway = min(position.uncertainty_m or 0, 5 * NEAR_M) + min(resolution_m, NEAR_M)
        if away <= max(NEAR_M, leeway) and (best is None or (away, location.id) < best):
            best = away, location.id
    return best[1] if best else None


def country_at(lon: float, lat: float, records: Records) -> str | None:
    """The country whose outline holds a point; those of the nearest places of the catalog are looked at first."""
    if not math.isfinite(lon + lat):
        return None
    near = sorted(
        (distance_m(place.position.point(), (lon, lat)), place.country)
        for place in records.locations.values()
        if place.position and place.country
    )
    for code in dict.fromkeys([*(country for _, country in near), *country_names()]):
        if distance_to_country_km(lon, lat, code) == 0:
            return code
    return None
