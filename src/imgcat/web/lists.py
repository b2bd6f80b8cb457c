"""The lists: locations by country, reports by year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from imgcat.errors import NotFound
from imgcat.model.country import country_names
from imgcat.web.contents import Contents
from imgcat.web.lines import PlaceLine, ReportLine

Line = TypeVar("Line", PlaceLine, ReportLine)

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


def locations_by_country(contents: Contents, page: int = 1) -> ListPage[PlaceLine]:
    """The locations, by name of country. Raises NotFound for a page beyond the last."""
    ordered = sorted(contents.places, key=lambda line: _country_order(line.country))
    return _list(ordered, lambda line: (line.country or "none", country_name(line.country)), page)


def reports_by_year(contents: Contents, page: int = 1) -> ListPage[ReportLine]:
    """The reports, newest first. Raises NotFound for a page beyond the last."""

    def year(line: ReportLine) -> tuple[str, str]:
        return (line.date[:4], line.date[:4]) if line.date else ("undated", NO_DATE)

    return _list(contents.reports, year, page)


def country_name(code: str | None) -> str:
    """The English name of an ISO 3166-1 alpha-3 code; the code itself where no country has it."""
    return country_names().get(code, code) if code else NO_COUNTRY


def _country_order(code: str | None) -> tuple[bool, str]:
    return code is None, country_name(code)


def _list(
    lines: Sequence[Line], heading: Callable[[Line], tuple[str, str]], page: int
) -> ListPage[Line]:
    pages = max(1, -(-len(lines) // PAGE))
    if page > pages:
        raise NotFound(f"The list has {pages} pages; there is no page {page}.")
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    for position, line in enumerate(lines):
        count, first = totals.get(heading(line), (0, position // PAGE + 1))
        totals[heading(line)] = count + 1, first
    shown = lines[(page - 1) * PAGE : page * PAGE]
    return ListPage(
        groups=tuple(
            Group(key, title, totals[key, title][0], tuple(some))
            for (key, title), some in groupby(shown, key=heading)
        ),
        index=tuple((title, count, first, key) for (key, title), (count, first) in totals.items()),
        page=page,
        pages=pages,
        total=len(lines),
    )
