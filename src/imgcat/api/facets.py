"""References by what is known of them, of the report that makes them and of the place they point at, with counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imgcat.api.dates import by_date
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.store import Query, Store, lossless
from imgcat.store.reading import every

_OF_REFERENCE = {
    "from": "ref:report",
    "relation": "ref:relation",
    "access": "ref:access",
    "provider": "ref:provider",
    "mission": "ref:missions",
    "modality": "ref:modality",
    "resolution": "ref:resolution",
}
_OF_REPORT = {
    "publisher": "ref:publisher",
    "series": "ref:series",
    "kind": "ref:kind",
    "language": "ref:language",
    "author": "ref:authors",
}
_OF_PLACE = {"country": "ref:country", "type": "ref:type"}

FACETS = ("to", *_OF_REFERENCE, *_OF_REPORT, *_OF_PLACE, "year", "picture_year")
"""What references are told apart by. `from` and `to` are ids, `year` is the report's, `picture_year` the picture's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reference with its facets; one may have several values of a facet, or none."""

    id: str
    facets: Mapping[str, tuple[str, ...]]
    order: str


def rows(store: Store) -> list[Row]:
    """All references, by the date of the picture or the statement, those without one last."""
    reports = _properties(store, REPORTS)
    places = _properties(store, LOCATIONS)
    made = [
        _row(each, about, reports, places) for each, about in _properties(store, REFERENCES).items()
    ]
    return sorted(made, key=lambda row: (row.order, row.id))


def _row(
    reference: str, about: Json, reports: Mapping[str, Json], places: Mapping[str, Json]
) -> Row:
    report = reports.get(about.get("ref:report", ""), {})
    place = places.get(about.get("ref:location", ""), {})
    found = {name: _values(about.get(key)) for name, key in _OF_REFERENCE.items()}
    found |= {name: _values(report.get(key)) for name, key in _OF_REPORT.items()}
    found |= {name: _values(place.get(key)) for name, key in _OF_PLACE.items()}
    found["to"] = _values(about.get("ref:location") or about.get("ref:target_report"))
    found["year"] = _year(report.get("ref:date"))
    if about.get("ref:when"):
        found["picture_year"] = _year(about.get("ref:date"))
    kept = {name: values for name, values in found.items() if values}
    return Row(reference, kept, by_date(about.get("ref:date")))


def matching(all_rows: Iterable[Row], asked: Mapping[str, Sequence[str]]) -> list[Row]:
    """The rows that have, of each facet that is asked for, one of the values."""
    wanted = [(name, frozenset(values)) for name, values in asked.items()]
    return [
        row
        for row in all_rows
        if all(not values.isdisjoint(row.facets.get(name, ())) for name, values in wanted)
    ]


def counts(some_rows: Sequence[Row], facets: Iterable[str], most: int) -> dict[str, Json]:
    """For each facet its values, the most frequent first, how many there are, and how many rows have none."""
    answer: dict[str, Json] = {}
    for name in facets:
        counted = Counter(value for row in some_rows for value in row.facets.get(name, ()))
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        answer[name] = {
            "values": [{"value": value, "count": count} for value, count in ranked[:most]],
            "distinct": len(ranked),
            "without": sum(name not in row.facets for row in some_rows),
        }
    return answer


def _properties(store: Store, collection: str) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for item in every(store, Query(collections=(collection,))):
        about = lossless.loads(item.body).get("properties")
        found[item.id] = about if isinstance(about, dict) else {}
    return found


def _values(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _year(date: Any) -> tuple[str, ...]:
    return (date[:4],) if isinstance(date, str) else ()
