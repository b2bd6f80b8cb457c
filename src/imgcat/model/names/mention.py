"""Names of known places in running text, in any script."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imgcat.model.names.entry import NameEntry
from imgcat.model.names.folding import compact, latin
from imgcat.model.names.gazetteer import Gazetteer
from imgcat.model.names.generics import ARTICLES, kind_of
from imgcat.model.names.hangul import System, is_hangul
from imgcat.model.names.korean import korean_key
from imgcat.model.names.matching import LONGEST_QUERY, Match
from imgcat.model.names.script import script_of

SURE = 81
"""A lower score is a part of a name, a near miss, or a name with another suffix: enough for a query, not in a text."""

_LONGEST_NAME_WORDS = 8
_TOKEN = re.compile(r"[^\s/|«»“”\"()\[\]{}<>]+")
_EDGE = ".,;:!?…。、，；：！？·*_—–-"
_ENDS_PHRASE = re.compile(r"[.,;:!?。、，；：！？—–()\[\]{}»”\"|/]")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
# Particles and other words that Korean writes on to a noun.
_WRITTEN_ON = (
    "은 는 이 가 을 를 의 에 에서 에는 에도 에서는 와 과 로 으로 도 만 까지 부터 보다 처럼 라는 이라는 이란 란 일대 "
    "인근 지역 에서도 으로부터 로부터 에서의 에게 나 이나"
)
_PARTICLES = tuple(sorted(_WRITTEN_ON.split(), key=len, reverse=True))
_DIRECTION_WORDS = (
    "north south east west northeast northwest southeast southwest northern southern eastern western northeastern "
    "northwestern southeastern southwestern central upper lower new old"
)
_DIRECTIONS = frozenset(_DIRECTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, and the places that it may mean: several where it fits them equally well."""

    matches: tuple[Match, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    ends_phrase: bool


class Mentions:
    """Finds the names of a gazetteer in texts. Immutable but for a memory of what was asked."""

    def __init__(self, names: Iterable[NameEntry]) -> None:
        entries = list(names)
        self._gazetteer = Gazetteer(entries)
        self._asked: dict[str, tuple[Match, ...]] = {}
        self._begins: dict[str, bool] = {}
        self._starts: set[str] = set()
        self._words: set[str] = set(ARTICLES)
        self._chinese: set[str] = set()
        for entry in entries:
            if script_of(entry.text) == "Hani":
                self._chinese.add(entry.text)
            elif words := entry.text.split():
                self._starts |= _keys(words[0], korean=entry.may_be_korean)
                self._words |= set(map(compact, words))
        self._longest_chinese = max(map(len, self._chinese), default=0)

    def find(self, text: str) -> list[Mention]:
        """The names in the text, in order, the longest where several begin at one place."""
        found = [*self._by_words(text), *self._by_characters(text)]
        return sorted(found, key=lambda mention: mention.start)

    def _by_words(self, text: str) -> Iterator[Mention]:
        tokens = list(_tokens(text))
        at = 0
        while at < len(tokens):
            mention, taken = self._at(text, tokens, at)
            if mention is not None:
                yield mention
            at += taken

    def _at(self, text: str, tokens: list[_Token], at: int) -> tuple[Mention | None, int]:
        """The longest name that begins at a token, and how many tokens it takes."""
        if not self._may_begin(tokens[at].text):
            return None, 1
        last = at
        while last + 1 < len(tokens) and last - at + 1 < _LONGEST_NAME_WORDS:
            if tokens[last].ends_phrase or not self._may_go_on(tokens[last + 1].text):
                break
            last += 1
        before = tokens[at - 1].text if at and not tokens[at - 1].ends_phrase else ""
        for end in range(last, at - 1, -1):
            if end > at and compact(tokens[end].text) in ARTICLES:
                continue
            words = text[tokens[at].start : tokens[end].end]
            for asked in _without_particles(words):
                if matches := self._sure(asked, before):
                    start = tokens[at].start
                    return Mention(matches, asked, start, start + len(asked)), end - at + 1
        return None, 1

    def _may_begin(self, word: str) -> bool:
        """Whether a name can begin with the word; texts repeat their words, so each is looked at once."""
        if word not in self._begins:
            self._begins[word] = not self._starts.isdisjoint(_keys(word, korean=True))
        return self._begins[word]

    def _may_go_on(self, word: str) -> bool:
        """Whether a word is one of a name, or one of kind, after the first."""
        folded = compact(word)
        return folded in self._words or kind_of(folded) is not None

    def _sure(self, asked: str, before: str) -> tuple[Match, ...]:
        if not _may_be_name(asked):
            return ()
        if asked not in self._asked:
            known = self._gazetteer.match(asked) if len(asked) <= LONGEST_QUERY else []
            self._asked[asked] = tuple(
                match for match in known if match.score >= SURE and _fits(asked, match)
            )
        matches = self._asked[asked]
        if kind_of(compact(before)) in _DIRECTIONS:
            matches = tuple(each for each in matches if _directions(each.entry.text))
        best = max((match.score for match in matches), default=0)
        return tuple(match for match in matches if match.score == best)

    def _by_characters(self, text: str) -> Iterator[Mention]:
        """Names in Chinese characters: text in them has no spaces."""
        at = 0
        while at < len(text):
            if text[at] >= "\u2e80" and self._chinese:
                for length in range(min(self._longest_chinese, len(text) - at), 1, -1):
                    name = text[at : at + length]
                    if name in self._chinese:
                        yield Mention(tuple(self._sure(name, "")), name, at, at + length)
                        at += length - 1
                        break
            at += 1


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        token = found[0].lstrip(_EDGE)
        start = found.end() - len(token)
        token = token.rstrip(_EDGE)
        token = _POSSESSIVE.sub("", token)
        if token:
            end = start + len(token)
            after = text[end : found.end() + 2]
            yield _Token(token, start, end, bool(_ENDS_PHRASE.search(after)))


def _keys(word: str, *, korean: bool) -> set[str]:
    """What two words share if names that they begin can be the same."""
    keys = set()
    for part in {word, re.split(r"[-‐‑‒–]", word)[0]}:
        folded = compact(part)
        keys |= {folded, latin(part)}
        if korean and folded.isascii():
            keys.add(f"korean {korean_key(folded, System.REVISED)}")
        if any(map(is_hangul, part)):
            # What follows may be a particle or a word of kind.
            keys |= {folded[:length] for length in range(2, len(folded))}
            keys |= {
                f"korean {korean_key(folded[:length], system)}"
                for system in System
                for length in range(2, len(folded) + 1)
            }
    return keys - {"", "korean None"}


def _without_particles(words: str) -> Iterator[str]:
    yield words
    if is_hangul(words[-1]):
        for particle in _PARTICLES:
            if words.endswith(particle) and len(words) - len(particle) >= 2:
                yield words.removesuffix(particle)


def _may_be_name(asked: str) -> bool:
    """A name in an alphabet with capitals has one."""
    return any(not letter.islower() and letter.isalpha() for letter in asked)


def _fits(asked: str, match: Match) -> bool:
    """Acronyms are written in capitals; and the north of a place is another place."""
    name = match.entry.text
    if name.isupper() and name.isascii() and not asked.isupper():
        return False
    return _directions(asked) == _directions(name)


def _directions(text: str) -> frozenset[str]:
    kinds = (kind_of(compact(word)) for word in text.split())
    return frozenset(kind for kind in kinds if kind in _DIRECTIONS)
