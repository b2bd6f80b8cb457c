"""Lists of what has something in common: places of a country or type, reports of a publisher, pictures of a sensor."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from imgcat.errors import NotFound
from imgcat.model.country import country_names
from imgcat.model.item import Json
from imgcat.web import addresses, phrases
from imgcat.web.contents import Contents
from imgcat.web.kind import Kind, Values, once, page
from imgcat.web.lines import CitedLine, PlaceLine, ReportLine
from imgcat.web.linked_data import list_data
from imgcat.web.lists import PAGE, numbers, page_number, pages_of
from imgcat.web.site import Site

Line = PlaceLine | ReportLine | CitedLine


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to group lines: its folder, its title and that of one group, a sentence, and the names a line falls under.

    `shown` is how people read a name. `newest` groups come in descending order. `schema_org` is what
    schema.org calls one of them. `feeds` says that each has its feeds.
    """

    folder: str
    title: str
    singular: str
    about: str
    lines: Callable[[Contents], Iterable[Line]]
    names: Callable[[Any], Iterable[str]]
    noun: str
    shown: Callable[[str], str] = str
    newest: bool = False
    schema_org: str = "Thing"
    feeds: bool = False

    @property
    def address(self) -> str:
        """The list of the groups."""
        return f"{self.folder}.html"

    def of(self, name: str) -> str:
        """The page of the group of a name."""
        return addresses.group(self.folder, name)


@dataclass(slots=True)
class Group:
    """The lines that fall under one word, and how its name is written, the most frequent writing first."""

    word: str
    written: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The ways to write the name."""
        return [
            name for name, _ in sorted(self.written.items(), key=lambda each: (-each[1], each[0]))
        ]


def grouped(grouping: Grouping, contents: Contents) -> dict[str, Group]:
    """The groups by word, in the order in which they are listed."""
    found: dict[str, Group] = {}
    for line in grouping.lines(contents):
        for name in dict.fromkeys(grouping.names(line)):
            word = addresses.word(name)
            group = found.setdefault(word, Group(word))
            group.written[name] += 1
            if not group.lines or group.lines[-1] is not line:
                group.lines.append(line)
    order = sorted(
        found.values(),
        key=lambda group: (grouping.shown(group.names[0]).casefold(), group.word),
        reverse=grouping.newest,
    )
    return {group.word: group for group in order}


def _country(line: PlaceLine) -> Iterable[str]:
    return (line.country,) if line.country else ()


def _given(value: str | None) -> Iterable[str]:
    return (value,) if value else ()


COUNTRIES = Grouping(
    folder="countries",
    title="Countries",
    singular="Country",
    about="Where the places lie. The country of a disputed place says who administers it, not whose it is.",
    lines=lambda contents: contents.places,
    names=_country,
    schema_org="Country",
    noun="location",
    shown=lambda code: country_names().get(code, code),
)
TYPES = Grouping(
    folder="types",
    title="Types of place",
    singular="Type of place",
    about="What sources call the places.",
    lines=lambda contents: contents.places,
    names=lambda line: line.types,
    schema_org="DefinedTerm",
    noun="location",
    shown=lambda word: phrases.label(word).capitalize(),
)
PUBLISHERS = Grouping(
    folder="publishers",
    title="Publishers",
    singular="Publisher",
    about="Who published the reports, as their pages name it.",
    lines=lambda contents: contents.reports,
    names=lambda line: _given(line.publisher),
    schema_org="Organization",
    noun="report",
    feeds=True,
)
PEOPLE = Grouping(
    folder="people",
    title="People",
    singular="Person",
    about="Who is named as an author of reports. A name is as printed; one name may be several people.",
    lines=lambda contents: contents.reports,
    names=lambda line: line.authors,
    schema_org="Person",
    noun="report",
)
SERIES = Grouping(
    folder="series",
    title="Series",
    singular="Series",
    about="Series in which reports came out.",
    lines=lambda contents: contents.reports,
    names=lambda line: _given(line.series),
    schema_org="CreativeWorkSeries",
    noun="report",
    feeds=True,
)
YEARS = Grouping(
    folder="years",
    title="Years",
    singular="Year",
    about="When the reports were published.",
    lines=lambda contents: contents.reports,
    names=lambda line: _given(line.date[:4] if line.date else None),
    noun="report",
    newest=True,
)
SENSORS = Grouping(
    folder="sensors",
    title="Satellites and sensors",
    singular="Satellite or sensor",
    about="What took the pictures that reports cite, where a source names it.",
    lines=lambda contents: contents.pictures,
    names=lambda line: line.missions,
    noun="picture",
    shown=lambda word: phrases.mission(word),
)
PROVIDERS = Grouping(
    folder="providers",
    title="Providers of pictures",
    singular="Provider of pictures",
    about="Whom the credit lines of pictures name.",
    lines=lambda contents: contents.pictures,
    names=lambda line: _given(line.provider),
    schema_org="Organization",
    noun="picture",
)
ACCESS = Grouping(
    folder="access",
    title="Access to pictures",
    singular="Access to pictures",
    about="Whether the pictures that reports cite can be had by everybody.",
    lines=lambda contents: contents.pictures,
    names=lambda line: (line.access,),
    noun="picture",
    shown=lambda word: phrases.ACCESS_SHORT.get(word, word).capitalize(),
)

GROUPINGS = (COUNTRIES, TYPES, PUBLISHERS, PEOPLE, SERIES, YEARS, SENSORS, PROVIDERS, ACCESS)


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """All groups of a grouping: name, page, number of lines."""

    grouping: Grouping
    groups: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One page of a group: the lines, and for reports the places that all of them are about, most reports first."""

    grouping: Grouping
    title: str
    also: tuple[str, ...]
    total: int
    lines: tuple[Line, ...]
    address: str
    page: int
    pages: int
    places: tuple[tuple[PlaceLine, int], ...]
    series: tuple[tuple[str, str], ...]
    publishers: tuple[tuple[str, str], ...]
    contents: Contents
    linked: Json


def groups_page(site: Site, grouping: Grouping) -> GroupsPage:
    """Put the list of groups together."""
    found = groups_of(site, grouping).values()
    return GroupsPage(
        grouping,
        tuple(
            (grouping.shown(each.names[0]), grouping.of(each.names[0]), len(each.lines))
            for each in found
        ),
    )


def group_page(site: Site, grouping: Grouping, values: Values) -> GroupPage:
    """Put a page of a group together. Raises NotFound."""
    group = groups_of(site, grouping).get(values["word"])
    number = page_number(values)
    if group is None or number > pages_of(group.lines):
        raise NotFound(
            f"There is no page {values['word']!r:.100} among the {grouping.title.lower()}."
        )
    contents = site.contents
    reports = [line for line in group.lines if isinstance(line, ReportLine)]
    about = Counter(place for line in reports for place in line.locations)
    first, *also = (grouping.shown(name) for name in group.names)
    return GroupPage(
        grouping=grouping,
        title=first,
        also=tuple(also),
        total=len(group.lines),
        lines=tuple(group.lines[(number - 1) * PAGE : number * PAGE]),
        address=grouping.of(group.names[0]),
        page=number,
        pages=pages_of(group.lines),
        places=tuple(
            (contents.place[each], count)
            for each, count in sorted(about.items(), key=lambda each: (-each[1], each[0]))[:PAGE]
            if each in contents.place
        ),
        series=_named(SERIES, (line.series for line in reports)) if grouping is not SERIES else (),
        publishers=_named(PUBLISHERS, (line.publisher for line in reports))
        if grouping is not PUBLISHERS
        else (),
        contents=contents,
        linked=list_data(site, grouping.of(group.names[0]), grouping.schema_org, first),
    )


def _named(grouping: Grouping, names: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
    found = sorted({name for name in names if name}, key=str.casefold)
    return tuple((name, grouping.of(name)) for name in found[:PAGE])


def groups_of(site: Site, grouping: Grouping) -> Mapping[str, Group]:
    """The groups of a grouping by word."""
    return site.once(_groups)[grouping.folder]


def _groups(site: Site) -> dict[str, dict[str, Group]]:
    return {each.folder: grouped(each, site.contents) for each in GROUPINGS}


def _kinds(grouping: Grouping) -> Iterator[Kind]:
    yield page(grouping.address, "groups.html", lambda site, _: groups_page(site, grouping), once)
    yield page(
        f"{grouping.folder}/{{word}}{{page}}.html",
        "group.html",
        lambda site, values: group_page(site, grouping, values),
        lambda site: _listed(site, grouping),
    )


def _listed(site: Site, grouping: Grouping) -> Iterator[Values]:
    for group in groups_of(site, grouping).values():
        for values in numbers(pages_of(group.lines)):
            yield {"word": group.word, **values}


KINDS = tuple(kind for grouping in GROUPINGS for kind in _kinds(grouping))
