"""Which locations a name may mean, best first."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from imgcat.errors import InvalidRequest
from imgcat.model.names.anatomy import dissect
from imgcat.model.names.entry import NameEntry
from imgcat.model.names.folding import compact, latin
from imgcat.model.names.generics import KINDS
from imgcat.model.names.scoring import EXACT, FLOOR, MatchKind, Score, score
from imgcat.model.names.spelling import Space, Spelling, same_text, spellings, vocabulary

LONGEST_QUERY = 500

# What a query loses that says `town` of a place whose names say `nuclear facility`, or nothing.
_CONTRARY_KIND, _UNKNOWN_KIND = 25, 10


@dataclass(frozen=True, slots=True)
class Match:
    """A location, the name of it that fits best, how well (0 to 100) and why."""

    entry: NameEntry
    score: int
    kind: MatchKind

    @property
    def location(self) -> str:
        """The id of the location."""
        return self.entry.location


class Question:
    """A query, taken apart once. Raises InvalidRequest when it is too long to be a name."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST_QUERY:
            raise InvalidRequest(
                f"A place name has at most {LONGEST_QUERY} characters; the query has {len(text)}."
            )
        self.text = same_text(text)
        self.folded = compact(self.text)
        self.spellings = spellings(self.text, korean=True)
        anatomy = dissect(self.text, korean=False)
        self.kinds = anatomy.kinds
        self.qualifiers = frozenset(map(latin, anatomy.qualifiers)) - {""}


@dataclass(frozen=True)
class Candidate:
    """A name, taken apart once."""

    entry: NameEntry

    @cached_property
    def text(self) -> str:
        return same_text(self.entry.text)

    @cached_property
    def folded(self) -> str:
        return compact(self.entry.text)

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        found = spellings(self.entry.text, korean=self.entry.may_be_korean)
        if not any(each.space is Space.KOREAN for each in found):
            return found
        # The Korean key judges misspellings of a Korean name; its plain letters would make Pyongsan of Pyongyang.
        return tuple(replace(each, misspellable=each.space is Space.KOREAN) for each in found)


def score_of(question: Question, name: Candidate, known: AbstractSet[str]) -> Score | None:
    """How well the question fits one name of a location about which the words `known` are known."""
    if not question.text:
        return None
    if question.text == name.text:
        return EXACT
    pairs = ((asked, each) for asked in question.spellings for each in name.spellings)
    best = max((found for pair in pairs if (found := score(*pair))), default=None)
    if best is None or question.folded == name.folded:
        return best
    if question.qualifiers - known:
        return None
    points, kind = best
    if question.kinds and not question.kinds & known:
        points -= _CONTRARY_KIND if known & KINDS else _UNKNOWN_KIND
    return (points, kind) if points >= FLOOR else None


def known_words(names: Iterable[NameEntry]) -> Mapping[str, frozenset[str]]:
    """For each location, every word that its names, title and context hold, in Latin letters."""
    known: dict[str, set[str]] = {}
    for name in names:
        words = known.setdefault(name.location, set())
        for text in (name.text, name.title or "", *name.context):
            words |= vocabulary(text)
    return {location: frozenset(words) for location, words in known.items()}


def rank(
    question: Question,
    names: Iterable[Candidate],
    known: Mapping[str, AbstractSet[str]],
    *,
    country: str | None,
    limit: int | None,
) -> list[Match]:
    """The best name of each location, by score, then by location id. Does not depend on the order of the names."""
    best: dict[str, Match] = {}
    for name in names:
        entry = name.entry
        if country is not None and (entry.country or "").upper() != country.upper():
            continue
        if found := score_of(question, name, known[entry.location]):
            match = Match(entry, *found)
            held = best.get(entry.location)
            if held is None or _order(match) < _order(held):
                best[entry.location] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.location))[:limit]


def _order(match: Match) -> tuple[int, tuple[str, ...]]:
    """Best score first; among equals the name that sorts first, fields that are missing before those that are not."""
    fields = (getattr(match.entry, field) for field in NameEntry.__slots__)
    return -match.score, tuple(str(field or "") for field in fields)


def match(
    query: str, names: Iterable[NameEntry], *, country: str | None = None, limit: int | None = None
) -> list[Match]:
    """Match a query against every name in turn. For more than a few thousand names, build a Gazetteer.

    `country` keeps only locations of that ISO 3166-1 alpha-3 code, in any case. Raises InvalidRequest
    for a query too long to be a name.
    """
    entries = list(names)
    candidates = map(Candidate, entries)
    return rank(Question(query), candidates, known_words(entries), country=country, limit=limit)
