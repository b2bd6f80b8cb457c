"""Which titles a query means: of reports, and the names of their publishers and series."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imgcat.model.names.folding import fold, words
from imgcat.web import addresses, phrases
from imgcat.web.contents import Contents
from imgcat.web.lines import ReportLine


class TitleKind(StrEnum):
    """What a title is of."""

    REPORT = "report"
    PUBLISHER = "publisher"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Title:
    """A title or name, the page that it leads to, and a few words on what it is."""

    kind: TitleKind
    text: str
    href: str
    lang: str | None = None
    about: str = ""


def match_titles(q: str, titles: Iterable[Title]) -> list[Title]:
    """The titles that `q` means: those that begin so first, each in the order in which they were given."""
    asked = words(fold(q))
    ranked = ((_fit(asked, words(fold(title.text))), title) for title in titles)
    found = [(rank, title) for rank, title in ranked if rank is not None]
    return [title for _, title in sorted(found, key=lambda each: each[0])]


_BEGINNING, _WITHIN = 0, 1


def _fit(asked: Sequence[str], title: Sequence[str]) -> int | None:
    """Every word that is asked for begins a word of the title; in scripts without spaces it may stand anywhere."""
    if not asked:
        return None
    whole = "".join(title)
    if whole.startswith("".join(asked)):
        return _BEGINNING
    for word in asked:
        anywhere = not word.isascii() and word in whole
        if not anywhere and not any(each.startswith(word) for each in title):
            return None
    return _WITHIN


def titles(contents: Contents) -> list[Title]:
    """All titles: publishers and series by name, then reports, newest first."""
    reports = contents.reports
    publishers = Counter(line.publisher for line in reports if line.publisher)
    series = Counter(line.series for line in reports if line.series)
    return [
        *_groups(TitleKind.PUBLISHER, "publishers", publishers),
        *_groups(TitleKind.SERIES, "series", series),
        *map(_of_report, reports),
    ]


def _groups(kind: TitleKind, folder: str, names: Counter[str]) -> Iterator[Title]:
    """The names that have a page, one name a page: the most frequent writing."""
    by_page: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-names[name], name)):
        by_page.setdefault(addresses.group(folder, name), []).append(name)
    for href, written in sorted(by_page.items()):
        number = sum(names[name] for name in written)
        yield Title(
            kind, written[0], href, about=f"{kind.value} · {phrases.count(number, 'report')}"
        )


def _of_report(line: ReportLine) -> Title:
    about = " · ".join(part for part in (line.publisher, line.date) if part)
    return Title(TitleKind.REPORT, line.title, line.href or "", line.lang, about)
