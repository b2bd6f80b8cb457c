"""The index of map, timeline and table: every place, report and cited picture, and the scenes of places, in columns.

Times are days since 1970-01-01: the first and the last day that are meant, null where no date is known. Where a
column holds words of a vocabulary, it holds their positions in `words`. `places`, `report` and `scenes` are rows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.vocabulary import Access, Modality, Precision, Relation, ReportKind
from imgcat.model.when import first_day, last_day
from imgcat.store.protocol import Query, Store
from imgcat.web import addresses, dates, phrases
from imgcat.web.lines import place_line, report_line
from imgcat.web.lists import country_name
from imgcat.web.outline import STEPS, outline
from imgcat.web.reading import items, items_by_id, properties, text, texts

Rows = Mapping[str, int]
"""The row of each record in its table, by id (of a scene, by `collection/id`)."""

LABELS: Mapping[str, Mapping[Any, str]] = {
    "precision": phrases.PRECISION,
    "kind": {kind: phrases.label(kind) for kind in ReportKind},
    "access": phrases.ACCESS,
    "modality": phrases.MODALITY,
}
_MEMBERS: Mapping[str, Sequence[str]] = {
    "precision": list(Precision),
    "kind": list(ReportKind),
    "access": list(Access),
    "modality": list(Modality),
}
_EPOCH = date(1970, 1, 1).toordinal()


class Words:
    """The words of every column, each in the order in which they first occur."""

    def __init__(self) -> None:
        self._known: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for column, members in _MEMBERS.items():
            for member in members:
                self.position(column, str(member))

    def position(self, column: str, word: str | None) -> int | None:
        """Where a word stands among those of its column; it is added when it is new."""
        known = self._known[column]
        return None if word is None else known.setdefault(word, len(known))

    def positions(self, column: str, words: Iterable[str]) -> list[int]:
        """Where several words stand."""
        known = self._known[column]
        return [known.setdefault(word, len(known)) for word in words]

    def listed(self) -> Json:
        """Every word with what people call it."""
        return {
            column: [[word, _label(column, word)] for word in words]
            for column, words in self._known.items()
        }


def _label(column: str, word: str) -> str:
    if column == "country":
        return country_name(word)
    if column == "type":
        return phrases.label(word)
    return LABELS.get(column, {}).get(word, word)


def explore_index(store: Store) -> Json:
    """The index of a store; the same content gives the same index."""
    held = {orjson.loads(body)["id"] for body in store.collections()}
    found = {
        name: sorted(items(store, Query(collections=(name,))), key=lambda item: str(item["id"]))
        for name in (LOCATIONS, REPORTS, REFERENCES)
        if name in held
    }
    locations = sorted(found.get(LOCATIONS, ()), key=lambda item: place_line(item).title.casefold())
    reports = found.get(REPORTS, [])
    references = found.get(REFERENCES, [])
    pictures = [each for each in references if _relation(each) == Relation.CITES_IMAGE]
    scenes = list(_scenes(store, (*locations, *pictures), held))
    places, papers = _rows(locations), _rows(reports)
    frames = {f"{each['collection']}/{each['id']}": row for row, each in enumerate(scenes)}
    named = _places_of_reports(references, places)
    words = Words()
    return {
        "places": _table([_place(each, words, frames) for each in locations]),
        "reports": _table([_report(each, words, sorted(named[each["id"]])) for each in reports]),
        "pictures": _table([_picture(each, words, places, papers, frames) for each in pictures]),
        "scenes": _table([_scene(each, words) for each in scenes]),
        "words": words.listed(),
        "steps": STEPS,
    }


def _rows(records: Iterable[Json]) -> dict[str, int]:
    return {each["id"]: row for row, each in enumerate(records)}


def _table(rows: Sequence[Json]) -> dict[str, list[Any]]:
    """Rows as columns."""
    return {column: [row[column] for row in rows] for column in (rows[0] if rows else ())}


def _relation(reference: Json) -> str | None:
    return text(properties(reference).get("ref:relation"))


def _scenes(store: Store, naming: Iterable[Json], held: Iterable[str]) -> Iterator[Json]:
    """The scenes that records name and that are in the store, by collection and id."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for each in naming:
        for path in texts(properties(each).get("ref:scenes")):
            collection, _, item_id = path.partition("/")
            ids[collection].add(item_id)
    for collection in sorted(ids.keys() & set(held)):
        found = items_by_id(store, collection, ids[collection])
        yield from sorted(found, key=lambda item: str(item["id"]))


def _places_of_reports(
    references: Iterable[Json], places: Rows
) -> defaultdict[str, frozenset[int]]:
    """The places that each report names; of a report that names none, those of the reports it speaks of."""
    naming: defaultdict[str, set[int]] = defaultdict(set)
    speaking: defaultdict[str, set[str]] = defaultdict(set)
    for each in references:
        about = properties(each)
        report, target = text(about.get("ref:report")), text(about.get("ref:target_report"))
        place = places.get(text(about.get("ref:location")) or "")
        if report and place is not None:
            naming[report].add(place)
        if report and target:
            speaking[report].add(target)
    own = {report: frozenset(named) for report, named in naming.items()}
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset, own)
    for report, targets in speaking.items():
        if report not in own:
            found[report] = frozenset().union(*(own.get(target, ()) for target in targets))
    return found


def _place(item: Json, words: Words, scenes: Rows) -> Json:
    line, about = place_line(item), properties(item)
    lon, lat = _point(item)
    radius = about.get("ref:uncertainty_m")
    names = about.get("ref:names")
    others = {text(name.get("text")) for name in names if isinstance(name, dict)} if names else ()
    return {
        "id": line.id,
        "href": line.href,
        "title": line.title,
        "lang": line.lang,
        "names": sorted({each for each in others if each} - {line.title}),
        "admin": line.admin,
        "country": words.position("country", line.country),
        "type": words.positions("type", line.types),
        "disputed": int(about.get("ref:disputed") is True),
        "precision": words.position("precision", line.precision),
        "lon": lon,
        "lat": lat,
        "radius": round(radius) if isinstance(radius, int | float) else None,
        "reports": line.reports,
        "pictures": line.pictures,
        "last": span(line.last),
        "scenes": _known(scenes, texts(about.get("ref:scenes"))),
    }


def _report(item: Json, words: Words, places: list[int]) -> Json:
    line = report_line(item)
    first, last = span(line.date)
    return {
        "href": line.href,
        "title": line.title,
        "lang": line.lang,
        "kind": words.position("kind", line.kind),
        "publisher": words.position("publisher", line.publisher),
        "series": words.position("series", line.series),
        "first": first,
        "last": last,
        "places": places,
    }


def _picture(item: Json, words: Words, places: Rows, reports: Rows, scenes: Rows) -> Json:
    about = properties(item)
    first, last = span(text(about.get("ref:date")))
    when = about.get("ref:when")
    if isinstance(when, dict) and when.get("end"):
        last = span(text(when["end"]))[1]
    return {
        "place": places.get(text(about.get("ref:location")) or ""),
        "report": reports.get(text(about.get("ref:report")) or ""),
        "first": first,
        "last": last,
        "sensor": words.positions("sensor", _families(texts(about.get("ref:missions")))),
        "provider": words.position("provider", text(about.get("ref:provider"))),
        "access": words.position("access", text(about.get("ref:access")) or Access.UNKNOWN),
        "modality": words.position("modality", text(about.get("ref:modality"))),
        "scenes": _known(scenes, texts(about.get("ref:scenes"))),
    }


def _scene(item: Json, words: Words) -> Json:
    about = properties(item)
    instant = dates.read(about.get("datetime"))
    platform = text(about.get("platform")) or text(about.get("constellation"))
    cloud = about.get("eo:cloud_cover")
    return {
        "id": item["id"],
        "href": addresses.record(item["collection"], item["id"]),
        "collection": words.position("collection", item["collection"]),
        "first": _day(instant or dates.read(about.get("start_datetime"))),
        "last": _day(instant or dates.read(about.get("end_datetime"))),
        "sensor": words.positions("sensor", _families((platform or item["collection"],))),
        "cloud": round(cloud) if isinstance(cloud, int | float) else None,
        "outline": outline(item),
    }


def span(civil: str | None) -> tuple[int | None, int | None]:
    """The first and last day of a civil date, as days since 1970-01-01; of no date, or none there is, None."""
    try:
        return (
            (first_day(civil).toordinal() - _EPOCH, last_day(civil).toordinal() - _EPOCH)
            if civil
            else (None, None)
        )
    except ValueError:
        return None, None


def _day(moment: datetime | None) -> int | None:
    return moment.toordinal() - _EPOCH if moment else None


def _families(missions: Iterable[str]) -> list[str]:
    """Missions without the letter of the one satellite: `sentinel-2a` -> `sentinel-2`."""
    return list(
        dict.fromkeys(re.sub(r"^(sentinel-\d)[a-d]$", r"\1", each.lower()) for each in missions)
    )


def _known(rows: Rows, keys: Iterable[str]) -> list[int]:
    return sorted(rows[key] for key in keys if key in rows)


def _point(item: Json) -> tuple[float | None, float | None]:
    """The lon, lat that stands for a place, in degrees to about 0.1 m."""
    try:
        found = footprint(item.get("geometry"))
    except InvalidRecord:
        return None, None
    spot = found.representative_point() if found is not None else None
    return (round(spot.x, 6), round(spot.y, 6)) if spot is not None else (None, None)
