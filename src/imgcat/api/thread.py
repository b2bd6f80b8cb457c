"""The thread of a report: what it goes back to, what is said on it, and what came after it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from imgcat.api.catalog import Catalog
from imgcat.api.dates import by_date, dated
from imgcat.api.links import Links
from imgcat.api.responses import item_object
from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.model.thread import answers, grounds
from imgcat.store import Query, lossless
from imgcat.store.reading import every, where


def thread(catalog: Catalog, report: str, links: Links) -> list[Json]:
    """The report and all reports of its thread as Items with a member `thread`, oldest first, undated ones last."""
    before = grounds([report], lambda reports: _references(catalog, "ref:report", reports))
    after = answers([report], lambda reports: _references(catalog, "ref:target_report", reports))
    steps = {report: 0} | depths(report, before, after)
    says: dict[str, list[Json]] = defaultdict(list)
    for each in sorted({one.id: one for one in (*before, *after)}.values(), key=lambda one: one.id):
        said = {"relation": each.relation, "report": each.target_report, "reference": each.id}
        says[each.report].append(said)
    features = []
    for item in every(catalog.store, Query(collections=(REPORTS,), ids=tuple(sorted(steps)))):
        feature = item_object(item, links)
        about: Json = {"depth": steps[item.id], **dated(feature), "says": says.get(item.id, [])}
        features.append({**feature, "thread": about})
    return sorted(features, key=order)


def order(feature: Json) -> str:
    """Where a report stands in a thread; no two are equal."""
    return f"{by_date(feature['thread']['date'])} {feature['id']}"


def depths(report: str, before: Iterable[Reference], after: Iterable[Reference]) -> dict[str, int]:
    """How many steps each report of a thread is away: below 0 what the report goes back to, above 0 what goes back
    to it. One that does both counts as the latter."""
    back = _steps(report, before, lambda each: (each.report, each.target_report))
    forth = _steps(report, after, lambda each: (each.target_report, each.report))
    return {key: -steps for key, steps in back.items()} | forth


def _steps(
    report: str, references: Iterable[Reference], ends: Callable[[Reference], tuple[Any, Any]]
) -> dict[str, int]:
    next_to: dict[str, set[str]] = defaultdict(set)
    for near, far in map(ends, references):
        next_to[near].add(far)
    steps, edge, away = {report: 0}, {report}, 0
    while edge:
        away += 1
        edge = {far for near in edge for far in next_to.get(near, ())} - steps.keys()
        steps |= dict.fromkeys(edge, away)
    del steps[report]
    return steps


def _references(catalog: Catalog, name: str, reports: Collection[str]) -> Iterator[Reference]:
    """The references between reports; one that cannot be read is passed over."""
    for item in where(catalog.store, REFERENCES, name, reports):
        try:
            reference = Reference.from_item(lossless.loads(item.body))
        except InvalidRecord:
            continue
        if reference.target_report is not None:
            yield reference
