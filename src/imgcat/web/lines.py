"""A record in one line, as lists and links show it. Read leniently: a record of another make still has a line."""

import re
from dataclasses import dataclass

from imgcat.model.item import Json
from imgcat.model.vocabulary import Access, ReportKind
from imgcat.model.when import first_day
from imgcat.web import addresses, language
from imgcat.web.reading import number, properties, text, texts

UNNAMED = "a record that is not in the catalog"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A location: title, page, and what a list says of it. `country` is ISO 3166-1 alpha-3."""

    id: str
    title: str
    href: str | None
    lang: str | None = None
    country: str | None = None
    admin: str | None = None
    types: tuple[str, ...] = ()
    precision: str | None = None
    reports: int = 0
    pictures: int = 0
    scenes: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report: title, page, and what a citation says of it. `date` is a civil date, None when not known; `locations`
    are the ids of the places that it is about."""

    id: str
    title: str
    href: str | None
    described: bool = False
    kind: str | None = None
    publisher: str | None = None
    series: str | None = None
    date: str | None = None
    lang: str | None = None
    pictures: int = 0
    authors: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[bool, str, bool, str]:
        """Earliest first, a month or year after its days, no date last; of a day, news after what it may be news of."""
        # "~" sorts after every digit and hyphen.
        return self.date is None, f"{self.date}~", self.kind == ReportKind.NEWS, self.title


def place_line(item: Json) -> PlaceLine:
    """The line of a location's Item."""
    about = properties(item)
    return PlaceLine(
        id=item["id"],
        title=text(about.get("title")) or item["id"],
        href=addresses.location(item["id"]),
        lang=_language(about),
        country=text(about.get("ref:country")),
        admin=text(about.get("ref:admin")),
        types=texts(about.get("ref:type")),
        precision=text(about.get("ref:precision")),
        reports=len(texts(about.get("ref:reports"))),
        pictures=number(about.get("ref:picture_count")),
        scenes=len(texts(about.get("ref:scenes"))),
        first=_civil_date(about.get("ref:first_report")),
        last=_civil_date(about.get("ref:last_report")),
    )


def _language(about: Json) -> str | None:
    """The language of a location's title: that of the name it is."""
    names = about.get("ref:names")
    for name in names if isinstance(names, list) else ():
        if isinstance(name, dict) and name.get("text") == about.get("title"):
            return language.tag(text(name.get("lang")), text(name.get("script")))
    return None


def report_line(item: Json) -> ReportLine:
    """The line of a report's Item."""
    about = properties(item)
    described = about.get("ref:title_described") is True
    lang = text(about.get("ref:language"))
    return ReportLine(
        id=item["id"],
        title=text(about.get("title")) or item["id"],
        href=addresses.report(item["id"]),
        described=described,
        kind=text(about.get("ref:kind")),
        publisher=text(about.get("ref:publisher")),
        series=text(about.get("ref:series")),
        date=_civil_date(about.get("ref:date")),
        # A title that is a description is in the catalog's own words.
        lang=None if described or lang == "en" else language.tag(lang),
        pictures=number(about.get("ref:picture_count")),
        authors=texts(about.get("ref:authors")),
        locations=texts(about.get("ref:locations")),
    )


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A picture that a report cites: when it was taken (a civil date), of which place, who is credited. `missions`
    are words for satellites (`sentinel-2`); `tied` says that the public scene which it shows is known."""

    id: str
    href: str
    report: str
    location: str
    date: str | None
    credit: str | None
    provider: str | None
    missions: tuple[str, ...]
    access: str
    tied: bool


def cited_line(item: Json) -> CitedLine:
    """The line of the Item of a reference that cites a picture."""
    about = properties(item)
    return CitedLine(
        id=item["id"],
        href=addresses.reference(item["id"]),
        report=text(about.get("ref:report")) or "",
        location=text(about.get("ref:location")) or "",
        date=_civil_date(about.get("ref:date")),
        credit=text(about.get("ref:credit")),
        provider=text(about.get("ref:provider")),
        missions=texts(about.get("ref:missions")),
        access=text(about.get("ref:access")) or Access.UNKNOWN,
        tied=bool(texts(about.get("ref:scenes"))),
    )


def _civil_date(value: object) -> str | None:
    """A year, month or day that the calendar has; None for anything else."""
    if not isinstance(value, str) or re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII) is None:
        return None
    try:
        first_day(value)
    except ValueError:
        return None
    return value


def missing_place(location_id: str) -> PlaceLine:
    """The line of a location that something refers to but that is not in the store."""
    return PlaceLine(location_id, f"{location_id} ({UNNAMED})", None)


def missing_report(report_id: str) -> ReportLine:
    """The line of a report that something refers to but that is not in the store."""
    return ReportLine(report_id, f"{report_id} ({UNNAMED})", None)
