"""The lists: locations by country, reports by year."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from imgcat.errors import NotFound
from imgcat.model.country import country_names
from imgcat.web.contents import Contents
from imgcat.web.kind import Values, page
from imgcat.web.lines import PlaceLine, ReportLine

Line = TypeVar("Line")

PAGE = 500
"""How many records stand on one page of a list."""

NO_COUNTRY = "No country recorded"
NO_DATE = "Date not known"


@dataclass(frozen=True, slots=True)
class Group(Generic[Line]):
    """The records under one heading. `key` is a fragment identifier, `total` their number on all pages."""

    key: str
    title: str
    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Line]):
    """One page of a list. `index` leads to every heading: its title, number of records, page and key."""

    groups: tuple[Group[Line], ...]
    index: tuple[tuple[str, int, int, str], ...]
    page: int
    pages: int
    total: int


def locations_by_country(contents: Contents, number: int = 1) -> ListPage[PlaceLine]:
    """The locations, by name of country. Raises NotFound for a page beyond the last."""
    ordered = sorted(contents.places, key=lambda line: _country_order(line.country))
    return list_page(
        ordered, lambda line: (line.country or "none", country_name(line.country)), number
    )


def reports_by_year(contents: Contents, number: int = 1) -> ListPage[ReportLine]:
    """The reports, newest first. Raises NotFound for a page beyond the last."""

    def year(line: ReportLine) -> tuple[str, str]:
        return (line.date[:4], line.date[:4]) if line.date else ("undated", NO_DATE)

    return list_page(contents.reports, year, number)


def country_name(code: str | None) -> str:
    """The English name of an ISO 3166-1 alpha-3 code; the code itself where no country has it."""
    return country_names().get(code, code) if code else NO_COUNTRY


def _country_order(code: str | None) -> tuple[bool, str]:
    return code is None, country_name(code)


def list_page(
    lines: Sequence[Line], heading: Callable[[Line], tuple[str, str]], number: int
) -> ListPage[Line]:
    """A page of a list whose lines stand in order. `heading` gives a line's key and title."""
    pages = pages_of(lines)
    if number > pages:
        raise NotFound(f"The list has {pages} pages; there is no page {number}.")
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    for position, line in enumerate(lines):
        count, first = totals.get(heading(line), (0, position // PAGE + 1))
        totals[heading(line)] = count + 1, first
    shown = lines[(number - 1) * PAGE : number * PAGE]
    return ListPage(
        groups=tuple(
            Group(key, title, totals[key, title][0], tuple(some))
            for (key, title), some in groupby(shown, key=heading)
        ),
        index=tuple((title, count, first, key) for (key, title), (count, first) in totals.items()),
        page=number,
        pages=pages,
        total=len(lines),
    )


def pages_of(lines: Sequence[object]) -> int:
    """On how many pages a list stands; an empty one has a page too."""
    return max(1, -(-len(lines) // PAGE))


def page_number(values: Values) -> int:
    """The page of a list that is asked for."""
    return int(values["page"].removeprefix(".") or 1)


def numbers(pages: int) -> Iterator[Values]:
    """The values of the field `page` for so many pages."""
    return ({"page": f".{number}" if number > 1 else ""} for number in range(1, pages + 1))


LOCATIONS = page(
    "locations{page}.html",
    "locations.html",
    lambda site, values: locations_by_country(site.contents, page_number(values)),
    lambda site: numbers(pages_of(site.contents.places)),
)
REPORTS = page(
    "reports{page}.html",
    "reports.html",
    lambda site, values: reports_by_year(site.contents, page_number(values)),
    lambda site: numbers(pages_of(site.contents.reports)),
)
