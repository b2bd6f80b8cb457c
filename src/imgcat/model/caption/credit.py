"""The chain of credits: who took a picture, handed it on, read it, distributed it as news."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from imgcat.model.caption.table import Span, bare, one_of, table
from imgcat.model.vocabulary import Access


class Role(StrEnum):
    """What somebody who is credited is to a picture: flies the satellite, sells or serves, interprets, spreads it."""

    OPERATOR = "operator"
    DISTRIBUTOR = "distributor"
    ANALYST = "analyst"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that captions credit, under all its names.

    `id` is one word for all times: DigitalGlobe and Vantor are `maxar`. `missions` are those that a credit to it may
    mean, `former` its earlier names, each with the last day of it, oldest first.
    """

    id: str
    name: str
    role: Role
    access: Access
    missions: tuple[str, ...]
    former: tuple[tuple[dt.date, str], ...]

    def name_on(self, day: dt.date) -> str:
        """What it was called on a day."""
        return next((name for until, name in self.former if day <= until), self.name)


@dataclass(frozen=True, slots=True)
class Credit:
    """One link of a chain of credits as printed; the organisation and its role are None where it is not known."""

    verbatim: str
    organisation: str | None = None
    name: str | None = None
    role: Role | None = None

    def to_json(self) -> dict[str, str]:
        """The credit as JSON values. `name` is what the organisation was called when the caption was published."""
        members = {
            "verbatim": self.verbatim,
            "organisation": self.organisation,
            "name": self.name,
            "role": self.role,
        }
        return {key: value for key, value in members.items() if value is not None}


def organisation(name: str) -> Organisation | None:
    """The organisation of exactly this name, at any time; None when it is not in the table."""
    return _by_name().get(bare(name).casefold())


def organisations_in(text: str) -> list[tuple[Organisation, Span]]:
    """The organisations that a text names, in order, each with where its name stands."""
    found = []
    for match in _pattern().finditer(text):
        # Letters such as the dotless i match without regard to case, but fold to another name.
        known, spelling = organisation(match[0]), match[0]
        if known and (
            known.id not in _capitals() or spelling[0].isupper() or not spelling.isascii()
        ):
            found.append((known, match.span()))
    return found


_LABEL = (
    r"\b(?:credits?|courtesy of|processed by|analysis by|handout by|via|(?:photo|image|images|source|sources|data|"
    r"datos|analysis|análisis|graphic|map|copyright|foto|bild|quelle|fuente)\s?[:=])\s?"
)
_LABELLED = re.compile(rf"{_LABEL}((?:\b\w\.|[^.;|()\[\]\0]){{2,80}})", re.IGNORECASE)
_CHAIN = re.compile(r"[^/,.;:()|\0]{2,40}(?:/[^/,.;:()|\0]{2,40})+")
_LINKS = re.compile(r"[/,&]| and | via ")


def others_in(text: str, taken: list[Span]) -> list[Span]:
    """Where names stand that are credited but in no table: after a word such as `Source:`, or between slashes."""
    found: list[Span] = []
    for pattern, group in ((_LABELLED, 1), (_CHAIN, 0)):
        for match in pattern.finditer(text):
            if pattern is _CHAIN and not any(match.start() <= a < match.end() for a, _ in taken):
                continue
            found += _links(text, *match.span(group))
    return [
        span
        for span in dict.fromkeys(found)
        if not any(span[0] < end and start < span[1] for start, end in taken)
    ]


def _links(text: str, start: int, end: int) -> list[Span]:
    spans, here = [], start
    for match in [*_LINKS.finditer(text, start, end), None]:
        stop = match.start() if match else end
        words = text[here:stop].strip()
        if words[:1].isupper() and len(words.split()) <= 5 and not any(map(str.isdigit, words)):
            begin = text.index(words, here)
            spans.append((begin, begin + len(words)))
        here = match.end() if match else end
    return spans


@cache
def _organisations() -> dict[str, Organisation]:
    return {
        row["id"]: Organisation(
            row["id"],
            row["names"][0],
            Role(row["role"]),
            Access(row.get("access", Access.UNKNOWN)),
            tuple(row.get("missions", ())),
            tuple((former["until"], former["name"]) for former in row.get("former", ())),
        )
        for row in table("organisations")["organisation"]
    }


@cache
def _by_name() -> dict[str, Organisation]:
    return {
        bare(name).casefold(): _organisations()[row["id"]]
        for row in table("organisations")["organisation"]
        for name in row["names"]
    }


@cache
def _capitals() -> frozenset[str]:
    return frozenset(
        row["id"] for row in table("organisations")["organisation"] if row.get("capitals")
    )


@cache
def _pattern() -> re.Pattern[str]:
    names = [name for row in table("organisations")["organisation"] for name in row["names"]]
    return re.compile(one_of(names), re.IGNORECASE)
