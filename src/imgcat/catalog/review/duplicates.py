"""Records that may stand for the same thing: places, reports, pictures. A person decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from shapely import Point, STRtree

from imgcat.catalog.derived import picture_key
from imgcat.catalog.records import Records
from imgcat.model.coverage import disc
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.location import Location
from imgcat.model.names import MatchKind, NameEntry, compact, match
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.sphere import distance_m
from imgcat.model.web_address import page_key

NEAR_M = 2_000
"""Places of one name that are closer than this, in metres, may be one."""

_SAME = frozenset({MatchKind.EXACT, MatchKind.FOLDED, MatchKind.KOREAN, MatchKind.TRANSLITERATED})


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Records of one collection that may be one, and what says so."""

    collection: str
    ids: tuple[str, ...]
    why: str


def suspected(records: Records) -> list[Suspicion]:
    """All that may be recorded twice in a catalog."""
    return [*_places(records), *_reports(records), *_pictures(records)]


def _places(records: Records) -> Iterator[Suspicion]:
    placed = [
        (place, place.position.point())
        for _, place in sorted(records.locations.items())
        if place.position
    ]
    if not placed:
        return
    tree = STRtree([Point(at) for _, at in placed])
    for number, (place, (lon, lat)) in enumerate(placed):
        for found in sorted(tree.query(disc(lon, lat, NEAR_M), predicate="intersects").tolist()):
            other, there = placed[found]
            if found <= number or _are_told_apart(place, other):
                continue
            names = _same_name(place, other)
            if names:
                away = distance_m((lon, lat), there)
                why = f"{names[0]} and {names[1]} are {away:.0f} m apart"
                yield Suspicion(LOCATIONS, (place.id, other.id), why)


def _are_told_apart(place: Location, other: Location) -> bool:
    """Whether a source says how the two stand to each other: they are not one then."""
    pairs = ((place, other.id), (other, place.id))
    return any(
        tie.location == end and tie.relation != "possibly-same-as"
        for one, end in pairs
        for tie in one.related
    )


def _same_name(place: Location, other: Location) -> tuple[str, str] | None:
    entries = [
        NameEntry(other.id, name.text, country=other.country, lang=name.lang, title=other.title)
        for name in other.names
    ]
    for name in place.names:
        for found in match(name.text, entries):
            if found.kind in _SAME:
                return name.text, found.entry.text
    return None


def _reports(records: Records) -> Iterator[Suspicion]:
    known: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for _, report in sorted(records.reports.items()):
        if report.url:
            known["the same address", page_key(report.url)].append(report)
        if report.doi:
            known["the same DOI", report.doi.casefold()].append(report)
        if report.published.value and not report.title_described:
            said = f"{compact(report.title)} {compact(report.publisher or '')} {report.published.value}"
            known["the same title, publisher and date", said].append(report)
    pairs = {
        (why, f"{one.id} {other.id}"): [one.id, other.id]
        for (why, _), group in known.items()
        for one, other in combinations(group, 2)
        if not _share_a_list(one, other)
    }
    yield from _grouped(pairs, REPORTS)


def _share_a_list(one: Report, other: Report) -> bool:
    """Whether two reports are told apart by title and date: then a common address is that of a list of them."""
    dates = one.published.value, other.published.value
    return all(dates) and dates[0] != dates[1] and compact(one.title) != compact(other.title)


def _pictures(records: Records) -> Iterator[Suspicion]:
    pictures: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    products: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reference in sorted(records.standing(), key=lambda ref: ref.id):
        key = picture_key(reference)
        if key is not None:
            pictures[reference.report, key].append(reference)
        for product in reference.picture.product_ids if reference.picture else ():
            known = f"{reference.report} {reference.location} {product}"
            products["the same product id", known].append(reference.id)
    for group in pictures.values():
        for one, other in combinations(group, 2):
            if not _differ(one, other):
                why = "the same report, place, provider and date"
                yield Suspicion(REFERENCES, (one.id, other.id), why)
    yield from _grouped(products, REFERENCES)


def _differ(one: Reference, other: Reference) -> bool:
    """Whether two pictures of one provider and date are told apart by figure, product or satellite."""
    first, second = one.picture, other.picture
    if first is None or second is None:
        return True
    pairs = (
        (one.locator, other.locator),
        (first.product_ids, second.product_ids),
        (first.sensor, second.sensor),
        (first.taken.time, second.taken.time),
        (first.modality, second.modality),
    )
    return any(left and right and left != right for left, right in pairs)


def _grouped(known: dict[tuple[str, str], list[str]], collection: str) -> Iterable[Suspicion]:
    """Those that share something, each group once with all that it shares."""
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (why, _), ids in known.items():
        unique = tuple(dict.fromkeys(ids))
        if len(unique) > 1:
            shared[unique].append(why)
    return [
        Suspicion(collection, ids, ", ".join(dict.fromkeys(why)))
        for ids, why in sorted(shared.items())
    ]
