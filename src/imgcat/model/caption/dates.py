"""The dates of a caption: which are of the picture, joined to lists and ranges, with the years that they share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from imgcat.model.caption.day import BREAK, Part, parts_in
from imgcat.model.caption.table import Span, one_of, table
from imgcat.model.vocabulary import DateBasis
from imgcat.model.when import When, first_day, last_day, zone_of

UNSTATED = "The year is not printed."
BEFORE_THE_REPORT = "The year is not printed; it is that of the last such date before the report."
OF_ANOTHER = "The year is printed with another date of the caption."
EITHER = "The caption can mean {0} or {1}."

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|저작권|版权)[^.;|\0]{0,60}$|sentinel data[ (\[\0]{0,3}$", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s?(?P<zone>%s)\b"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a caption: of the picture, of something else, the years of credits, and where all of them stand."""

    taken: tuple[When, ...]
    others: tuple[When, ...]
    credit_years: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Dates that are one expression, and the joiners between them."""

    parts: list[Part]
    joiners: list[str]

    @property
    def span(self) -> Span:
        return self.parts[0].span[0], self.parts[-1].span[1]


def dates_in(text: str, credited: list[Span], published: str | None) -> Dates:
    """The dates of a text in which the names of organisations stand at the spans `credited`.

    `published` is the civil date of the report: a year that is not printed is inferred from it, and of two readings one
    that lies after it is refused.
    """
    years: list[int] = []
    groups: list[_Group] = []
    spans: list[Span] = []
    for group in _groups(text):
        spans.append(group.span)
        if _is_credit_year(text, group, credited):
            years += [part.year for part in group.parts if part.year]
        else:
            groups.append(group)
    groups = [replace(group, parts=_filled(group.parts)) for group in _settled(groups, published)]
    printed = {part.year for group in groups for part in group.parts if part.year}
    taken: list[When] = []
    others: list[When] = []
    for group in groups:
        kept = taken if _is_of_the_picture(text, group.span) else others
        kept += _whens(text, group, printed, published)
    taken = _timed(text, list(dict.fromkeys(taken)), spans)
    return Dates(
        tuple(taken), tuple(dict.fromkeys(others)), tuple(dict.fromkeys(years)), tuple(spans)
    )


def alternatives(dates: Iterable[When]) -> list[tuple[When, ...]]:
    """Dates, one group for each picture: the readings of one date that can be read in two ways stand together."""
    groups: dict[object, list[When]] = {}
    for place, when in enumerate(dates):
        either = EITHER.partition("{")[0]
        alike = when.note and when.note.startswith(either)
        groups.setdefault((when.verbatim, when.note) if alike else place, []).append(when)
    return [tuple(group) for group in groups.values()]


def _groups(text: str) -> Iterator[_Group]:
    group: _Group | None = None
    for part, joiner in parts_in(text):
        if group and joiner != BREAK and _alike(group.parts[-1], part):
            group.parts.append(part)
            group.joiners.append(joiner)
            continue
        if group:
            yield group
        # A day without a month before it is no date.
        group = _Group([part], []) if part.year or part.month else None
    if group:
        yield group


def _alike(before: Part, after: Part) -> bool:
    """Whether two dates can be of one expression: a year alone stands only beside a year."""
    return (before.month is None) == (after.month is None and after.day is None)


def _is_credit_year(text: str, group: _Group, credited: list[Span]) -> bool:
    """Whether it is only a year, and one of copyright: after that sign, or beside a name that is credited."""
    if any(part.month for part in group.parts):
        return False
    start, end = group.span
    if _COPYRIGHT.search(text[:start]):
        return True
    return any(
        (a < b <= start and re.fullmatch(r"[\s,(]{0,3}", text[b:start]))
        or (end <= a and re.fullmatch(r"[\s,)]{0,2}", text[end:a]))
        for a, b in credited
    )


def _settled(groups: list[_Group], published: str | None) -> list[_Group]:
    """The groups, each date of two readings in the one that is possible, if only one is.

    Whoever writes 27/12/2018 in a caption writes 04/05/2019 in the same order; nothing was seen after it was published.
    """
    orders = {part.day_first for group in groups for part in group.parts} - {None}

    def read(part: Part) -> Part:
        if not part.either:
            return part
        if len(orders) == 1:
            return replace(part, either=False) if orders == {True} else part.exchanged()
        possible = [
            reading
            for reading in (replace(part, either=False), part.exchanged())
            if reading.value and not (published and first_day(reading.value) > last_day(published))
        ]
        return possible[0] if len(possible) == 1 else part

    return [replace(group, parts=list(map(read, group.parts))) for group in groups]


def _filled(parts: list[Part]) -> list[Part]:
    """Dates of one expression with what they share: a month from the one before, a year from the one after."""
    filled: list[Part] = []
    for part in parts:
        if part.month is None and part.day is not None:
            part = replace(part, month=filled[-1].month, year=filled[-1].year)
        filled.append(part)
    for index in range(len(filled) - 2, -1, -1):
        part, after = filled[index], filled[index + 1]
        if part.year is None and after.year is not None:
            turn = (part.month or 0) > (after.month or 0)
            filled[index] = replace(part, year=after.year - turn)
    for index in range(1, len(filled)):
        part, before = filled[index], filled[index - 1]
        if part.year is None and before.year is not None:
            turn = (part.month or 12) < (before.month or 0)
            filled[index] = replace(part, year=before.year + turn)
    return filled


def _is_of_the_picture(text: str, span: Span) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    return not any(_before(kind).search(before) or _after(kind).match(after) for kind in _OTHERS)


_OTHERS = ("event", "published")


@cache
def _before(kind: str) -> re.Pattern[str]:
    words, on = (one_of(table("dates")["words"][name]) for name in (kind, "on"))
    sign = r"\s?:?" if kind == "published" else ""
    return re.compile(rf"(?:{words}){sign}\s(?:(?:{on})\s)?$", re.IGNORECASE)


@cache
def _after(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{one_of(table('dates')['words'][f'{kind}_after'])})")


def _whens(text: str, group: _Group, printed: set[int], published: str | None) -> Iterator[When]:
    whole = text[slice(*group.span)]
    between = len(group.parts) == 2 and _before("between").search(text[: group.span[0]])
    waiting: When | None = None
    for part, joiner in zip(group.parts, [BREAK, *group.joiners], strict=True):
        own = text[slice(*part.span)]
        stated = str(part.year) in own
        when = _when(part, own if stated else whole, printed, published)
        if waiting and (joiner == "to" or (between and joiner == "and")):
            ranged = _range(waiting, when, whole)
            if ranged is not None:
                yield ranged
                waiting = None
                continue
        if waiting:
            yield waiting
        waiting = when
        if part.either:
            waiting = None
            yield from _either(part, when)
    if waiting:
        yield waiting


def _when(part: Part, verbatim: str, printed: set[int], published: str | None) -> When:
    if part.year is not None:
        return _known(part, verbatim)
    if published is not None:
        for year in range(first_day(published).year, first_day(published).year - 9, -1):
            value = replace(part, year=year).value
            if value and first_day(value) <= last_day(published):
                return _known(replace(part, year=year), verbatim, BEFORE_THE_REPORT)
    elif len(printed) == 1:
        return _known(replace(part, year=min(printed)), verbatim, OF_ANOTHER)
    return When(reason=UNSTATED, verbatim=verbatim)


def _known(part: Part, verbatim: str, note: str | None = None) -> When:
    if part.value is None:
        return When(reason="There is no such day.", verbatim=verbatim)
    basis = DateBasis.INFERRED if note else DateBasis.STATED
    return When(value=part.value, verbatim=verbatim, basis=basis, note=note)


def _either(part: Part, when: When) -> Iterator[When]:
    other = part.exchanged().value
    note = EITHER.format(when.value, other)
    for value in (when.value, other):
        yield When(value=value, verbatim=when.verbatim, basis=DateBasis.INFERRED, note=note)


def _range(start: When, end: When, verbatim: str) -> When | None:
    if not start.value or not end.value or last_day(end.value) < first_day(start.value):
        return None
    inferred = DateBasis.INFERRED in (start.basis, end.basis)
    return When(
        value=start.value,
        end=end.value,
        verbatim=verbatim,
        basis=DateBasis.INFERRED if inferred else DateBasis.STATED,
        note=start.note or end.note,
    )


def _timed(text: str, taken: list[When], spans: list[Span]) -> list[When]:
    """The only day of a caption with the time of day that the caption gives in a zone."""
    zones: dict[str, str] = table("dates")["zones"]
    times = list(re.finditer(_TIME.pattern % "|".join(zones), text))
    if len(taken) != 1 or len(times) != 1 or taken[0].end or len(taken[0].value or "") != 10:
        return taken
    (match,) = times
    clock = f"{int(match['hour']):02}:{match['minute']}" + (
        f":{match['second']}" if match["second"] else ""
    )
    zone_of(zones[match["zone"]])
    spans.append(match.span())
    return [taken[0].model_copy(update={"time": clock, "zone": zones[match["zone"]]})]
