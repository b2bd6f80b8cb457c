"""The thread of a place: the reports that name it, and what other reports say on them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from imgcat.model import thread
from imgcat.model.identifiers import REFERENCES
from imgcat.model.reference import Reference
from imgcat.store.protocol import Store
from imgcat.web.lines import ReportLine
from imgcat.web.reading import items_where, records
from imgcat.web.statements import Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in a thread, what it says of others there, and whether it names the place itself."""

    report: ReportLine
    says: tuple[Statement, ...]
    names_place: bool


@dataclass(frozen=True, slots=True)
class Strand:
    """A report, and all that answers it, in order of time."""

    opening: Entry
    answers: tuple[Entry, ...]


def answers_to(store: Store, reports: Iterable[str]) -> tuple[list[Reference], list[str]]:
    """The references to these reports, and to the commentary on them; with a sentence on each that cannot be read."""
    refused: list[str] = []

    def pointing_to(targets: Collection[str]) -> Iterator[Reference]:
        items = items_where(store, REFERENCES, "ref:target_report", targets)
        good, bad = records(items, Reference.from_item)
        refused.extend(bad)
        yield from (reference for reference, _ in good)

    return thread.answers(reports, pointing_to), refused


def strands(
    naming: Iterable[str], said: Iterable[Statement], reports: Mapping[str, ReportLine]
) -> list[Strand]:
    """The thread: strands by the date of their opening report. `naming` are the reports that name the place."""
    naming = set(naming)
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for each in said:
        by_report[each.report.id].append(each)
    members = sorted((reports[key] for key in naming | set(by_report)), key=lambda line: line.order)
    answers: dict[str, list[Entry]] = {}
    for line in members:
        entry = Entry(line, tuple(by_report.get(line.id, ())), line.id in naming)
        answers.setdefault(_opening(line.id, by_report), []).append(entry)
    return [
        Strand(opening, tuple(entry for entry in entries if entry is not opening))
        for key, entries in answers.items()
        for opening in [next(entry for entry in entries if entry.report.id == key)]
    ]


def _opening(report: str, by_report: Mapping[str, list[Statement]]) -> str:
    """The report at the root of what a report says: from target to target, the earliest one first."""
    path = [report]
    while said := by_report.get(path[-1]):
        target = min((each.target for each in said), key=_order).id
        if target in path:
            return min(path)
        path.append(target)
    return path[-1]


def _order(line: object) -> tuple[bool, str, bool, str]:
    return line.order if isinstance(line, ReportLine) else (True, "", False, "")
