"""The names of a place, and the reports that are known to use them."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from imgcat.api.dates import by_date
from imgcat.model.item import Json
from imgcat.model.location import Location, Name
from imgcat.model.names import script_of
from imgcat.model.report import Report


class Basis(StrEnum):
    """How it is known that a report uses a name: the name was read on its page, or stands in its title."""

    PAGE = "page"
    TITLE = "title"


def names(location: Location, reports: Iterable[Report]) -> list[Json]:
    """The names in the order of the record, each with the reports on the place that use it, the earliest first.

    That a report speaks of a place does not say which name it uses: only those count whose page is the source of the
    name, or whose title holds it. A title that is the catalog's description holds no evidence.
    """
    reports = list(reports)
    found = []
    for name in location.names:
        using = sorted(_using(name, reports), key=lambda use: (by_date(use["date"]), use["report"]))
        about = {**name.to_json(), "script": name.script or script_of(name.text)}
        first = using[0] if using and using[0]["date"] else None
        found.append({**about, "first_used": first, "used_by": using})
    return found


def _using(name: Name, reports: Iterable[Report]) -> Iterator[Json]:
    for report in reports:
        if name.source.url is not None and name.source.url == report.url:
            basis = Basis.PAGE
        elif not report.title_described and _holds(report.title, name.text):
            basis = Basis.TITLE
        else:
            continue
        yield {
            "report": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "date": report.published.value,
            "basis": basis,
        }


def _holds(title: str, name: str) -> bool:
    """Whether a title holds a name as whole words, in any case: not `Sino-ri` in `Sino-rim`."""
    title, name = title.casefold(), name.casefold()
    start = title.find(name)
    while start >= 0:
        before, after = title[:start][-1:], title[start + len(name) :][:1]
        if not before.isalnum() and not (after.isalnum() and after.isascii() == name[-1].isascii()):
            return True
        start = title.find(name, start + 1)
    return False
