"""How well a query fits a name: 0 to 100, and why."""

from collections import Counter
from enum import StrEnum

from imgcat.model.names.distance import allowed_edits, edits
from imgcat.model.names.spelling import Space, Spelling


class MatchKind(StrEnum):
    """Why a name matched.

    `exact` the same string; `folded` the same but for case, marks, apostrophes, hyphens; `korean` the same under the
    Korean letter classes; `transliterated` the same sound in another script; `stem` the same distinctive part, with
    other words of kind or suffix (`Natanz`, `Natanz nuclear facility`); `partial` whole words of the one in the other;
    `near` a few keystrokes apart.
    """

    EXACT = "exact"
    FOLDED = "folded"
    KOREAN = "korean"
    TRANSLITERATED = "transliterated"
    STEM = "stem"
    PARTIAL = "partial"
    NEAR = "near"


Score = tuple[int, MatchKind]
EXACT: Score = (100, MatchKind.EXACT)
FLOOR = 50
"""Anything lower is not a match."""

_FOLDED: Score = (95, MatchKind.FOLDED)
_KOREAN: Score = (90, MatchKind.KOREAN)
_TRANSLITERATED: Score = (85, MatchKind.TRANSLITERATED)
_CONSONANTS: Score = (76, MatchKind.TRANSLITERATED)
# What is taken off when only the body agrees, only the stem, or stems whose suffixes contradict (Sino-ri, Sino-dong).
_OTHER_KIND, _OTHER_SUFFIX, _CONTRARY_SUFFIX = 7, 10, 30
_LEAST_LETTERS = 4


def score(query: Spelling, name: Spelling) -> Score | None:
    """The score of two spellings; None when they have nothing to do with each other. Not symmetric."""
    if query.space is not name.space:
        return None
    found = [
        each
        for rule in (_same, _same_consonants, _contained, _near)
        if (each := rule(query, name)) and each[0] >= FLOOR
    ]
    return max(found, default=None)


def _tier(query: Spelling, name: Spelling) -> Score:
    if query.space is Space.KOREAN:
        return _KOREAN
    return _TRANSLITERATED if query.guessed or name.guessed else _FOLDED


def _enough(letters: str) -> bool:
    """Whether a part of a name says enough alone. A Chinese character or hangul syllable weighs two letters."""
    weight = sum(1 if ord(letter) < 0x2E80 else 2 for letter in letters)
    return weight >= _LEAST_LETTERS


def _same(query: Spelling, name: Spelling) -> Score | None:
    tier, kind = _tier(query, name)
    as_written = kind is MatchKind.FOLDED
    if query.whole == name.whole and len(query.whole) > 1 and (as_written or len(query.whole) >= 4):
        return tier, kind
    if query.body == name.body and _enough(query.body):
        return (tier, kind) if query.kinds == name.kinds else (tier - _OTHER_KIND, MatchKind.STEM)
    if query.stem == name.stem and _enough(query.stem):
        contrary = query.suffix and name.suffix and query.suffix != name.suffix
        return tier - (_CONTRARY_SUFFIX if contrary else _OTHER_SUFFIX), MatchKind.STEM
    return None


def _same_consonants(query: Spelling, name: Spelling) -> Score | None:
    """One of the two is in a script that leaves vowels out."""
    if query.vowelless == name.vowelless or len(query.consonants) < _LEAST_LETTERS:
        return None
    return _CONSONANTS if query.consonants == name.consonants else None


def _contained(query: Spelling, name: Spelling) -> Score | None:
    """Every distinctive word of the one is a word of the other."""
    asked, known = Counter(text for text, _ in query.words), Counter(text for text, _ in name.words)
    asked_length, known_length = _length(asked), _length(known)
    if not asked or not known:
        return None
    spelled_by_stem = Counter(known)
    spelled_by_stem.update({stem for text, stem in name.words if stem != text})
    if asked <= spelled_by_stem and _enough("".join(asked)):
        return 60 + 20 * asked_length // max(asked_length, known_length), MatchKind.PARTIAL
    # The other way round the name must be whole: `Sino Russian border` is not about Sino-ri.
    if known <= asked and _enough("".join(known)) and known_length * 5 >= asked_length * 2:
        return 50 + 25 * known_length // asked_length, MatchKind.PARTIAL
    return None


def _length(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())


def _near(query: Spelling, name: Spelling) -> Score | None:
    if not (query.misspellable and name.misspellable):
        return None
    found = [
        round(50 + 100 * (0.3 - away / max(len(asked), len(known))))
        for asked, known in ((query.body, name.body), (query.stem, name.stem))
        if (away := misspelling(asked, known, query.space))
    ]
    return (max(found), MatchKind.NEAR) if found else None


def most_edits(length: int, space: Space) -> int:
    """How many edits a spelling may be away from one that is at least so long.

    The Korean key has taken up what spelling can change: a second change makes another name.
    """
    return min(allowed_edits(length), 1 if space is Space.KOREAN else 3)


def misspelling(asked: str, known: str, space: Space) -> int | None:
    """The edits between two spellings, if there are any and few enough. Numbers are never misspelled."""
    most = most_edits(min(len(asked), len(known)), space)
    if not most or asked == known or _digits(asked) != _digits(known):
        return None
    if space is Space.KOREAN and asked[0] != known[0]:
        return None
    return edits(asked, known, most)


def _digits(letters: str) -> str:
    return "" if letters.isalpha() else "".join(filter(str.isdigit, letters))
