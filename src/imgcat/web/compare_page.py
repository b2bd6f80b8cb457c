"""The page that compares a cited picture with the nearest public scenes of the place."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date

from imgcat.catalog.layout import encoded
from imgcat.errors import NotFound
from imgcat.ingest.resolve import Answer, MatchClass, StoreSearch, of_picture, resolve
from imgcat.ingest.resolve.nearest import NearPass, nearest
from imgcat.ingest.resolve.score import Parts
from imgcat.ingest.resolve.sighting import Sighting
from imgcat.ingest.resolve.sun import solar
from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.vocabulary import DatePrecision, Relation
from imgcat.model.when import When, Window
from imgcat.store.protocol import Query, Sort
from imgcat.web import addresses, dates, phrases
from imgcat.web.kind import Values, page
from imgcat.web.reading import items, parsed, properties, record_id, text
from imgcat.web.site import Site
from imgcat.web.statements import PictureLine, lines_of, pictures, statements
from imgcat.web.thumbnails import thumbnail
from imgcat.web.viewers import Viewer, earth_explorer_scene, viewers

WEIGHTS = {"sensor": 30, "date": 30, "coverage": 15, "usable": 10, "uniqueness": 15}
"""The most points of each part of a score."""


@dataclass(frozen=True, slots=True)
class Points:
    """One part of a score: its points of so many, and why."""

    name: str
    points: int
    most: int
    why: str


@dataclass(frozen=True, slots=True)
class PassLine:
    """A pass of a satellite over the place. `taken` is UTC, `solar` mean solar time; `scenes` are ids and pages."""

    taken: str
    day: str
    solar: str
    apart: str
    exact: bool
    platform: str
    cloud: str | None
    coverage: str | None
    scenes: tuple[tuple[str, str], ...]
    score: int | None
    points: tuple[Points, ...]
    viewers: tuple[Viewer, ...]
    thumbnail: str | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that the page shows. `verdict` is what the resolver makes of the caption, in words."""

    picture: PictureLine
    place: Location
    solar: tuple[str, str] | None
    viewers: tuple[Viewer, ...]
    verdict: str
    passes: tuple[PassLine, ...]


def compare_page(site: Site, reference_id: str) -> ComparePage:
    """Put the page together. Raises NotFound where there is no such picture of a place in the catalog."""
    store = site.store
    item = parsed(store.item(REFERENCES, reference_id))
    reference = Reference.from_item(item)
    picture = reference.picture
    if picture is None or reference.location is None:
        raise NotFound(f"The reference {reference_id!r:.100} cites no picture of a place.")
    place = Location.from_item(parsed(store.item(LOCATIONS, reference.location)))
    lines = lines_of(store, [reference])
    (line,) = pictures(statements([reference], *lines), {reference.id: properties(item)})
    searches = [StoreSearch(store)]
    answer = resolve(of_picture(picture, place, line.statement.report.date), searches)
    position, taken = place.position, picture.taken
    near = nearest(position, taken, searches, answer.candidates) if position else []
    lon, lat = position.point() if position else (0.0, 0.0)
    window = taken.window()
    return ComparePage(
        picture=line,
        place=place,
        solar=_solar_bounds(window, lon) if window and position else None,
        viewers=tuple(viewers(lon, lat, _day(taken))) if position else (),
        verdict=_verdict(answer),
        passes=tuple(
            _pass_line(each, lon, lat, _day(taken) is not None, site.thumbnails_from)
            for each in near
        ),
    )


def _verdict(answer: Answer) -> str:
    if answer.reason and answer.kind in (MatchClass.NONE_PUBLIC, MatchClass.UNKNOWN):
        return answer.reason
    return " ".join(filter(None, (phrases.MATCH_CLASS[answer.kind], answer.reason)))


def _day(taken: When) -> date | None:
    """The civil day on which the picture was taken, where no more than one can be meant."""
    known = taken.end is None and taken.precision in (DatePrecision.DAY, DatePrecision.SECOND)
    return date.fromisoformat(taken.value) if known and taken.value else None


def _solar_bounds(window: Window, lon: float) -> tuple[str, str]:
    start, end = (solar(moment, lon).replace(second=0, tzinfo=UTC) for moment in window)
    return dates.bounds((start, end))


def _pass_line(
    near: NearPass, lon: float, lat: float, one_day: bool, allowed: Collection[str]
) -> PassLine:
    best = near.best
    moment = solar(best.start, lon)
    coverage = best.coverage
    return PassLine(
        taken=f"{best.start:%Y-%m-%d %H:%M}" if best.exact else f"{best.start:%Y-%m-%d}",
        day=f"{best.start:%Y-%m-%d}",
        solar=f"{moment:%Y-%m-%d %H:%M}",
        apart=_apart(near.days, one_day),
        exact=best.exact,
        platform=best.platform,
        cloud=f"{best.cloud:.0f} %" if best.cloud is not None else None,
        coverage=phrases.COVERAGE[coverage] if coverage else None,
        scenes=tuple(_scenes(near.sightings)),
        score=near.candidate.score if near.candidate else None,
        points=tuple(_points(near.candidate.parts)) if near.candidate else (),
        viewers=tuple(_viewers(near, lon, lat)),
        thumbnail=_thumbnail(near, allowed),
    )


def _thumbnail(near: NearPass, allowed: Collection[str]) -> str | None:
    """The preview of the first scene of the pass that has one: the best, if it does."""
    seen = sorted(near.sightings, key=lambda each: each is not near.best)
    return next(filter(None, (thumbnail(each.found.item, allowed) for each in seen)), None)


def _apart(days: int, one_day: bool) -> str:
    if not days:
        return "the same day" if one_day else "within the dates"
    return f"{phrases.count(abs(days), 'day')} {'before' if days < 0 else 'after'}"


def _points(parts: Parts) -> Iterator[Points]:
    for name, most in WEIGHTS.items():
        part = getattr(parts, name)
        yield Points(phrases.SCORE_PART[name], part.points, most, part.why)


def _scenes(sightings: Iterable[Sighting]) -> Iterator[tuple[str, str]]:
    for each in sightings:
        item = each.found.item
        yield str(item["id"]), addresses.scene(f"{item['collection']}/{item['id']}")


def _viewers(near: NearPass, lon: float, lat: float) -> Iterator[Viewer]:
    """The viewers at the day of the pass; EarthExplorer at the record of the scene where its id is known."""
    scene = next(filter(None, map(_scene_record, near.sightings)), None)
    for each in viewers(lon, lat, near.best.start.date(), near.best.platform):
        if scene is None or each.name != "USGS EarthExplorer":
            yield each
    if scene is not None:
        yield scene


def _scene_record(seen: Sighting) -> Viewer | None:
    about = properties(seen.found.item)
    scene_id = text(about.get("landsat:scene_id"))
    if scene_id is None:
        return None
    return earth_explorer_scene(
        scene_id, text(about.get("processing:level")), text(about.get("platform"))
    )


def _cited_pictures(site: Site) -> Iterator[Values]:
    """Every reference that cites a picture of a place which is in the catalog."""
    known = site.contents.place
    cited = Query(collections=(REFERENCES,), filter=_CITES_IMAGE, sortby=(Sort("id"),))
    for item in items(site.store, cited):
        if properties(item).get("ref:location") in known:
            yield {"id": encoded(item["id"])}


_CITES_IMAGE = {"op": "=", "args": [{"property": "ref:relation"}, Relation.CITES_IMAGE.value]}


KIND = page(
    "compare/{id}.html",
    "compare.html",
    lambda site, values: compare_page(site, record_id(values)),
    _cited_pictures,
)
