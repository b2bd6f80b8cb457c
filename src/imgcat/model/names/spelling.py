"""The spellings under which a name is compared: its own script, Latin letters, and the Korean key."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from imgcat.model.names.anatomy import Anatomy, Word, dissect
from imgcat.model.names.folding import compact, fold, latin, words
from imgcat.model.names.hangul import System
from imgcat.model.names.korean import korean_key
from imgcat.model.names.script import script_of


class Space(StrEnum):
    """What the letters of a spelling are; only spellings of one space are compared."""

    NATIVE = "native"
    LATIN = "latin"
    KOREAN = "korean"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to spell a name.

    `whole` is every word run together; `body` the distinctive words; `stem` the body without a Korean suffix, and
    `suffix` what that suffix stands for. `words` are (text, stem) of the distinctive words and of the qualifiers.
    `guessed` marks a transliteration; `misspellable` that near misses make sense: not of a Mandarin reading, nor of
    anything but Latin letters. `consonants` is a Latin body without vowels, `vowelless` that its script has none.
    """

    space: Space
    whole: str
    body: str
    stem: str
    suffix: str | None
    words: tuple[tuple[str, str], ...]
    kinds: frozenset[str]
    guessed: bool = False
    misspellable: bool = True
    consonants: str = ""
    vowelless: bool = False


_ABJADS = frozenset({"Arab", "Hebr", "Syrc"})
_VOWELS = re.compile(r"[aeiouywh]")
_DOUBLED = re.compile(r"(.)\1+")
_ARABIC_ARTICLE = "ال"


def consonants(letters: str) -> str:
    """ASCII letters without vowels, the letters that stand in for them (w, y, h), and doubling: natanz -> ntnz."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))


def spellings(text: str, *, korean: bool) -> tuple[Spelling, ...]:
    """Every spelling of a name; with `korean`, also those under the Korean key."""
    script = script_of(text)
    plain = dissect(text, korean=False)
    found: list[Spelling] = []
    if script == "Latn":
        found.append(_spell(plain, Space.LATIN, latin, latin(text), script))
    else:
        found.append(_spell(plain, Space.NATIVE, str, compact(text), script))
        found.append(_spell(plain, Space.LATIN, _transliterated, latin(text), script))
    if korean:
        anatomy = dissect(text, korean=True)
        # Latin letters have one Korean key, whatever system they follow.
        for system in [System.REVISED] if fold(text).isascii() else System:
            key = partial(korean_key, system=system)
            found.append(_spell(anatomy, Space.KOREAN, key, "", script))
    return tuple(dict.fromkeys(each for each in found if each.whole or each.body))


def _transliterated(word: str) -> str:
    if len(word) > len(_ARABIC_ARTICLE) + 2:
        word = word.removeprefix(_ARABIC_ARTICLE)
    return latin(word)


def _spell(
    anatomy: Anatomy, space: Space, letters: Callable[[str], str | None], whole: str, script: str
) -> Spelling:
    distinctive = anatomy.distinctive
    body = letters("".join(word.text for word in distinctive)) or ""
    last = distinctive[-1] if distinctive else Word("", "")
    stem = letters("".join([*(word.text for word in distinctive[:-1]), last.stem])) or ""
    qualifiers = (Word(each, each) for each in anatomy.qualifiers)
    guessed = space is Space.LATIN and script != "Latn"
    pairs = (
        (letters(word.text) or "", letters(word.stem) or "") for word in (*distinctive, *qualifiers)
    )
    return Spelling(
        space=space,
        whole=whole,
        body=body,
        stem=stem,
        suffix=last.suffix,
        words=tuple(pair for pair in pairs if pair[0]),
        kinds=anatomy.kinds,
        guessed=guessed,
        misspellable=space is not Space.NATIVE and not (guessed and script == "Hani"),
        consonants=consonants(body) if space is Space.LATIN else "",
        vowelless=guessed and script in _ABJADS,
    )


def same_text(text: str) -> str:
    """What two texts must share to be the same string: canonical composition, no space around."""
    return unicodedata.normalize("NFC", text).strip()


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text in Latin letters, and the kinds of place it names: what it supports in a query."""
    anatomy = dissect(text, korean=False)
    folded = fold(text)
    return anatomy.kinds | {latin(word) for word in (*folded.split(), *words(folded))}
