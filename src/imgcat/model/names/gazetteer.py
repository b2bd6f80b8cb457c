"""A gazetteer in memory: the same answers as `match`, without looking at every name."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from imgcat.model.names.distance import allowed_edits
from imgcat.model.names.entry import NameEntry
from imgcat.model.names.matching import Candidate, Match, Question, known_words, rank
from imgcat.model.names.scoring import misspelling, most_edits
from imgcat.model.names.spelling import Space, Spelling

_CONSONANTS, _TEXT = "consonants", "text"


class Gazetteer:
    """Names, indexed once by every key that could make them match. Immutable, safe to use from several threads."""

    def __init__(self, names: Iterable[NameEntry]) -> None:
        self._names = [Candidate(entry) for entry in names]
        self._known = known_words(name.entry for name in self._names)
        self._by_key: dict[str, array[int]] = {}
        near: dict[Space, dict[str, None]] = {}
        for position, name in enumerate(self._names):
            keys = {f"{_TEXT}:{name.text}"}
            for spelling in name.spellings:
                keys.update(_keys(spelling))
                for each in _misspellable(spelling):
                    near.setdefault(spelling.space, {})[each] = None
            for key in keys:
                self._by_key.setdefault(key, array("I")).append(position)
        self._near = {space: _Trigrams(space, each) for space, each in near.items()}

    def __len__(self) -> int:
        return len(self._names)

    def match(
        self, query: str, *, country: str | None = None, limit: int | None = None
    ) -> list[Match]:
        """The locations that the query may mean, best first.

        `country` keeps only those of that ISO 3166-1 alpha-3 code, in any case. Raises InvalidRequest
        for a query too long to be a name.
        """
        question = Question(query)
        keys = {f"{_TEXT}:{question.text}"}
        for spelling in question.spellings:
            keys.update(_keys(spelling))
            if index := self._near.get(spelling.space):
                for asked in _misspellable(spelling):
                    keys.update(f"{spelling.space}:{known}" for known in index.near(asked))
        positions = {position for key in keys for position in self._by_key.get(key, ())}
        candidates = (self._names[position] for position in positions)
        return rank(question, candidates, self._known, country=country, limit=limit)


def _keys(spelling: Spelling) -> Iterator[str]:
    """The keys of which a name and a query share at least one if any rule but the near miss joins them."""
    space = spelling.space
    for letters in {spelling.whole, spelling.body, spelling.stem, *chain(*spelling.words)}:
        if letters:
            yield f"{space}:{letters}"
    if spelling.consonants:
        yield f"{_CONSONANTS}:{spelling.consonants}"


def _misspellable(spelling: Spelling) -> set[str]:
    if not spelling.misspellable:
        return set()
    return {each for each in (spelling.body, spelling.stem) if allowed_edits(len(each))}


class _Trigrams:
    """Which of many spellings are a near miss of one: sieved by shared trigrams, then by letter counts."""

    def __init__(self, space: Space, spellings: Iterable[str]) -> None:
        self._space = space
        self._spellings = list(spellings)
        self._letters = np.array([_letter_counts(each) for each in self._spellings], dtype=np.int16)
        postings: dict[str, array[int]] = {}
        for position, spelling in enumerate(self._spellings):
            for trigram in _trigrams(spelling):
                postings.setdefault(trigram, array("i")).append(position)
        self._postings = {
            trigram: np.frombuffer(positions, dtype=np.intc)
            for trigram, positions in postings.items()
        }

    def near(self, asked: str) -> Iterator[str]:
        trigrams, most = _trigrams(asked), most_edits(len(asked), self._space)
        found = [each for t in trigrams if (each := self._postings.get(t)) is not None]
        if not found:
            return
        shared = np.bincount(np.concatenate(found), minlength=len(self._spellings))
        # One edit, a swap at worst, changes four trigrams; ends are padded, so that real names always keep one.
        positions = np.flatnonzero(shared >= max(1, len(trigrams) - 4 * most))
        # One edit changes two letter counts by one at most.
        unlike = np.abs(self._letters[positions] - _letter_counts(asked)).sum(axis=1)
        for position in positions[unlike <= 2 * most].tolist():
            known = self._spellings[position]
            if misspelling(asked, known, self._space):
                yield known


def _letter_counts(letters: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How often each letter occurs, by the low five bits of its code."""
    codes = np.frombuffer(letters.encode("ascii", "replace"), dtype=np.uint8)
    return np.bincount(codes & 31, minlength=32)


def _trigrams(letters: str) -> set[str]:
    padded = f"  {letters}  "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
