"""Dates as they are written, one by one: `27 December 2018`, `2018년 12월 27일`, `04/05/2019`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from imgcat.model.caption.table import Span, bare, one_of, table

YEAR = r"(?<![\d.])(?:19[5-9]\d|20\d\d)(?!\d)"
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = rf"(?<!\d){_NUMBER}(?![\d:])(?:st|nd|rd|th|er|[º°ª.])?"
_CJK_DAY = rf"(?<!\d){_NUMBER}\s?[일日号]"


@dataclass(frozen=True, slots=True)
class Part:
    """One date as written: a year, month and day as far as they stand there, and where.

    `day_first` says of numbers such as 27/12/2018 whether the day came first. Where it is None with `either`, month and
    day may as well be exchanged.
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_first: bool | None = None
    either: bool = False

    @property
    def value(self) -> str | None:
        """The civil date; None without a year, or when there is no such date."""
        if self.year is None:
            return None
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def exchanged(self) -> "Part":
        """The other reading."""
        return replace(self, month=self.day, day=self.month, either=False)


def parts_in(text: str) -> list[tuple[Part, str]]:
    """Every date in the text, in order, each with its joiner to the one before: `and`, `to`, or BREAK."""
    found: list[tuple[Span, list[tuple[Part, str]]]] = []
    for pattern, read in _forms():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other[1] and other[0] < end for other, _ in found):
                continue
            parts = list(read(match))
            if parts:
                found.append(((start, end), parts))
    found.sort(key=lambda hit: hit[0])
    joined: list[tuple[Part, str]] = []
    last = 0
    for (start, end), parts in found:
        between = text[last:start] if joined else BREAK
        joined += [(parts[0][0], _joiner(between)), *parts[1:]]
        last = end
    return joined


BREAK = "|"
"""Between two dates that have nothing to do with each other."""


def month_of(name: str) -> int:
    """The number of a month's name in any language of the table; 0 when it is none."""
    return _month_numbers().get(name.rstrip(".").casefold(), 0)


def _joiner(between: str) -> str:
    if _words("to").fullmatch(between):
        return "to"
    return "and" if _words("and").fullmatch(between) else BREAK


@cache
def _words(kind: str) -> re.Pattern[str]:
    words, around = (one_of(table("dates")["words"][name]) for name in (kind, "on"))
    joiner = rf"(?:[,;&/+、·・]\s?)?(?:{words})?" if kind == "and" else rf"(?:[-–—~]|{words})"
    return re.compile(rf"\s?{joiner}\s?(?:(?:{around})\s?)?", re.IGNORECASE)


def _list(text: str, day: str) -> list[tuple[int, str]]:
    """The days of `20, 21 and 22`, each with its joiner to the one before."""
    days: list[tuple[int, str]] = []
    last = 0
    for match in re.finditer(day, text, re.IGNORECASE):
        number = int("".join(filter(str.isdigit, match[0])))
        days.append((number, _joiner(text[last : match.start()])))
        last = match.end()
    return days


Reader = Callable[[re.Match[str]], Iterator[tuple[Part, str]]]


def _dated(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    """Days of one month, the year printed or not."""
    name, year = match["month"], match["year"]
    if name.islower() and year is None and name.rstrip(".") in table("dates")["words"]["plain"]:
        return
    in_cjk = match["days"][-1] in "일日号"
    day = _CJK_DAY if in_cjk else _DAY
    days = _list(match["days"], day)
    if not in_cjk and not re.sub(day, "", match["days"]).strip(" ,"):
        # Commas alone make no list: `Part 2, 12 May` and `May 12, 7 people` hold one day each.
        days = days[:1] if match.start("month") < match.start("days") else days[-1:]
    month = int(name) if name.isdecimal() else month_of(name)
    for place, (number, joiner) in enumerate(days):
        part = Part(match.span(), int(year) if year else None, month, number)
        yield part, joiner if place else BREAK


def _month(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    name = match["month"]
    month = int(name) if name.isdecimal() else month_of(name)
    if 1 <= month <= 12:
        yield Part(match.span(), int(match["year"]), month), BREAK


def _month_alone(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    if match["month"][0].isupper() or match["month"] not in table("dates")["words"]["plain"]:
        yield Part(match.span("month"), None, month_of(match["month"])), BREAK


def _year_first(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    part = Part(match.span(), int(match["year"]), int(match["m"]), int(match["d"]))
    if part.value is not None:
        yield part, BREAK


def _numeric(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < 100:
        year += 1900 if year > 56 else 2000
    part = Part(match.span(), year, second, first)
    # Dots are written where the day comes first.
    if match["sign"] == "." and second <= 12:
        pass
    elif second > 12:
        part = replace(part.exchanged(), day_first=False)
    elif first > 12:
        part = replace(part, day_first=True)
    else:
        part = replace(part, either=first != second)
    if part.value is not None:
        yield part, BREAK


def _military(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    month, year = month_of(match["month"]), int(match["year"])
    if year < 100:
        year += 1900 if year > 56 else 2000
    part = Part(match.span(), year, month, int(match["d"]))
    if month and part.value is not None:
        yield part, BREAK


def _year(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    yield Part(match.span(), int(match[0])), BREAK


def _day(match: re.Match[str]) -> Iterator[tuple[Part, str]]:
    yield Part(match.span(), day=int(match["d"])), BREAK


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The forms of dates, the more telling first."""
    words = table("dates")["words"]
    month = rf"(?P<month>(?:{one_of(_month_numbers())})\.?)"
    of = rf"(?:(?:{one_of(words['of'])})\s?)"
    join = rf"(?:\s?(?:[,&/+;]|[-–—~]|{one_of(words['and'])}|{one_of(words['to'])})){{1,2}}\s?"
    days = rf"(?P<days>(?<![.,:/-]){_DAY}(?:{join}{_DAY}){{0,11}})"
    cjk_days = (
        rf"(?P<days>{_CJK_DAY}(?:\s?(?:[,、·・~–-]|과|와|및|和|及|と)?\s?{_CJK_DAY}){{0,11}})"
    )
    year = rf"(?P<year>{YEAR})"
    number = r"(?P<month>0?[1-9]|1[0-2])"
    forms: list[tuple[str, Reader]] = [
        (rf"(?<!\d){year}(?P<sign>[-./])(?P<m>\d\d?)(?P=sign)(?P<d>\d\d?)(?!\d)", _year_first),
        (r"(?<![\w-])(?P<year>19[5-9]\d|20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?![\w-])", _year_first),
        (rf"(?:{year}\s?[년年]\s?)?(?<!\d){number}\s?[월月]\s?{cjk_days}", _dated),
        (rf"{year}\s?[년年]\s?{number}\s?[월月]", _month),
        (
            r"(?<![\w.,:/-])(?P<a>\d\d?)(?P<sign>[-./])(?P<b>\d\d?)(?P=sign)"
            r"(?P<year>(?:19|20)\d\d|\d\d)(?![\w/-])",
            _numeric,
        ),
        (
            r"(?<![^\W_])(?P<d>\d\d?)[ -]?(?-i:(?P<month>[A-Z]{3}))[ -]?(?P<year>(?:19|20)\d\d|\d\d)(?!\w)",
            _military,
        ),
        (rf"{days}[\s-]?{of}?{month}(?:[\s,'’-]{{0,2}}{of}?{year})?", _dated),
        (rf"{month}[\s-]?{of}?{days}(?:(?:,?\s?|\s){of}?{year})?", _dated),
        (rf"{month}[\s,'’/-]{{0,2}}{of}?{year}", _month),
        (rf"{year}-(?P<month>0[1-9]|1[0-2])(?![\d-])", _month),
        (
            rf"(?:\b(?:in|from|during|early|mid|late|en|em|im|w|nel|в|and|to|y|et|und)[\s-]){month}",
            _month_alone,
        ),
        (rf"(?<!\d)(?P<d>{_NUMBER})\s?[일日号]", _day),
        (rf"(?:(?<=\d{{4}}[-–])|(?<![\d.,/#–-])){YEAR}(?![.,]?\d|-\d\d?(?!\d))", _year),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in forms)


@cache
def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for names in table("dates")["months"].values():
        for number, forms in enumerate(names, 1):
            for form in forms.split():
                numbers[form.casefold()] = numbers[bare(form).casefold()] = number
    return numbers
