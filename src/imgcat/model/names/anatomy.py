"""The parts of a place name: what is distinctive, what kind of place it says it is, and what qualifies it."""

import re
from dataclasses import dataclass

from imgcat.model.names.folding import fold, words
from imgcat.model.names.generics import ARTICLES, kind_of, split_ending
from imgcat.model.names.korean import SUFFIXES, split_suffix

_PARENTHESISED = re.compile(r"[(\[][^)\]]*[)\]]?")
_TAIL = re.compile(r"[,;،、，].*", re.DOTALL)
_HYPHENS = re.compile(r"[-‐‑‒–־]")


@dataclass(frozen=True, slots=True)
class Word:
    """One distinctive word; parts joined by hyphens are one word, so `Sino-Russian` holds no `Sino`.

    `stem` and `suffix` differ from the whole only in Korean names: `sinori` is `sino` + `village`.
    """

    text: str
    stem: str
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Anatomy:
    """`distinctive` is empty when the name has nothing but words of kind; `qualifiers` are folded words."""

    distinctive: tuple[Word, ...]
    kinds: frozenset[str]
    qualifiers: tuple[str, ...]


def split_qualifier(text: str) -> tuple[str, str]:
    """A name, and what stands beside it in parentheses or after a comma: `Natanz (town)`, `Kīlauea, Kauaʻi`."""
    outside = _PARENTHESISED.sub(" ", text)
    core = _TAIL.sub("", outside)
    if not words(core):
        return text, ""
    return core, " ".join([*_PARENTHESISED.findall(text), outside[len(core) :]])


def dissect(text: str, *, korean: bool) -> Anatomy:
    """Take a name apart; `korean` says whether it may be Korean, so that `ri` or 동 at its end is a suffix."""
    core, beside = split_qualifier(fold(text))
    kinds: set[str] = set()
    found: list[Word] = []
    for token in core.split():
        pieces = [piece for part in _HYPHENS.split(token) for piece in words(part)]
        joined = "".join(pieces)
        if kind := kind_of(joined):
            kinds.add(kind)
            continue
        while len(pieces) > 1 and (kind := kind_of(pieces[-1])):
            kinds.add(kind)
            pieces.pop()
        pieces = [piece for piece in pieces if piece not in ARTICLES]
        if not pieces:
            continue
        if korean and len(pieces) == 1 and found and pieces[0] in SUFFIXES:
            before = found.pop()
            found.append(Word(before.text + pieces[0], before.text, SUFFIXES[pieces[0]]))
            continue
        word, ending = _word(pieces, korean=korean)
        kinds.update({ending} if ending else ())
        found.append(word)
    if not any(character.isalpha() for word in found for character in word.text):
        # `Camp 25`: words of kind and a number; only together do they name anything.
        found = [Word(word, word) for word in words(core)] if found else []
    return Anatomy(tuple(found), frozenset(kinds), tuple(words(beside)))


def _word(pieces: list[str], *, korean: bool) -> tuple[Word, str | None]:
    """One word from its hyphenated pieces, and the kind of place glued to its end."""
    if korean and len(pieces) > 1 and pieces[-1] in SUFFIXES:
        return Word("".join(pieces), "".join(pieces[:-1]), SUFFIXES[pieces[-1]]), None
    text, ending = split_ending("".join(pieces))
    stem, suffix = split_suffix(text) if korean else (text, None)
    return Word(text, stem, suffix), ending
