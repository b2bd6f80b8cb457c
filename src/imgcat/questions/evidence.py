"""What the records know of some places, gathered for all of them at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from imgcat.errors import InvalidRecord, NotFound
from imgcat.model.identifiers import REFERENCES
from imgcat.model.location import Location
from imgcat.model.names import Gazetteer, MatchKind
from imgcat.model.reference import Reference
from imgcat.model.thread import COMMENTARY
from imgcat.model.vocabulary import Relation
from imgcat.questions.conflicts import Evidence
from imgcat.questions.records import location, reports_by_id
from imgcat.store import Store, lossless
from imgcat.store.reading import where


def evidence(store: Store, gazetteer: Gazetteer, places: Sequence[Location]) -> Iterator[Evidence]:
    """The evidence on each of the places; references that cannot be read are passed over.

    `gazetteer` holds the names of all locations of the store.
    """
    of_place: dict[str, list[Reference]] = defaultdict(list)
    for each in _references(store, "ref:location", {place.id for place in places}):
        of_place[each.location or ""].append(each)
    reporting = {each.report for found in of_place.values() for each in found}
    subjects: dict[str, set[str | None]] = defaultdict(set)
    speaks = set()
    for each in _references(store, "ref:report", reporting):
        if each.relation is Relation.ABOUT:
            subjects[each.report].add(each.location)
        elif each.relation in COMMENTARY and each.target_report:
            speaks.add((each.report, each.target_report))
    reports = {report.id: report for report in reports_by_id(store, reporting)}

    def named(name: str) -> Location | None:
        found = gazetteer.match(name)
        exact = [each.location for each in found if each.kind is MatchKind.EXACT]
        with suppress(NotFound):
            return location(store, exact[0]) if len(exact) == 1 else None
        return None

    for place in places:
        here = sorted(of_place[place.id], key=lambda each: each.id)
        alone = sorted({each.report for each in here if subjects[each.report] == {place.id}})
        yield Evidence(
            location=place,
            pictures=[each for each in here if each.picture is not None],
            only_about=[reports[each] for each in alone if each in reports],
            speaks=speaks,
            named=named,
        )


def _references(store: Store, name: str, values: set[str]) -> Iterator[Reference]:
    for item in where(store, REFERENCES, name, values):
        with suppress(InvalidRecord):
            yield Reference.from_item(lossless.loads(item.body))
