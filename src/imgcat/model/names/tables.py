"""What folding and matching look up, as JSON values: for a page that matches names itself, by the same rules.

Scripts of pages hold the rules a second time; this holds the facts, so that no word is written down twice.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from anyascii import anyascii

from imgcat.model.names import folding, generics, hangul, hanja, korean, scoring, script, spelling
from imgcat.model.names.folding import fold

_ALPHABETS = (
    ("Ͱ", "Ͽ"),  # Greek
    ("Ѐ", "ԯ"),  # Cyrillic
    ("Ա", "֊"),  # Armenian
    ("א", "״"),  # Hebrew
    ("ء", "ۿ"),  # Arabic
    ("ऀ", "ॿ"),  # Devanagari
    ("Ⴀ", "ჿ"),  # Georgian
    ("ぁ", "ヿ"),  # Kana
)
"""Small scripts that are transliterated whole; of all others only the letters that names hold."""

_SYLLABLE, _FIRST, _NO_FINAL = 588, 0xAC00, "아"


def tables(texts: Iterable[str]) -> dict[str, Any]:
    """The tables for the names `texts` and whatever is asked for."""
    return {
        "dropped": _dropped(),
        "latin": _latin_letters(),
        "ascii": dict(_transliterations(texts)),
        "scripts": sorted(set(script._CODE_OF_NAME.values())),
        "abjads": sorted(spelling._ABJADS),
        "vowels": spelling._VOWELS.pattern,
        "articles": sorted(generics.ARTICLES),
        "kinds": generics._KINDS,
        "endings": {ending: generics._ENDINGS[ending] for ending in generics._LONGEST_FIRST},
        "korean": {
            "countries": sorted(korean.COUNTRIES),
            "languages": sorted(korean.LANGUAGES),
            "systems": sorted(korean.SYSTEMS),
            "classes": korean._CLASSES,
            "suffixes": korean.SUFFIXES,
            "glued": list(korean._GLUED),
        },
        "hangul": _hangul(),
        "hanja": {
            "readings": hanja._READINGS,
            "first": hanja._FIRST_OF_READING[1::2],
            "in_place_names": hanja._IN_PLACE_NAMES,
        },
        "floor": scoring.FLOOR,
    }


def _hangul() -> dict[str, Any]:
    initials, vowels, finals = (
        "".join(hangul._INITIAL_JAMO),
        "".join(hangul._VOWEL_JAMO),
        list(hangul._FINAL_JAMO),
    )
    bare = ord(_NO_FINAL)
    return {
        "initials": initials,
        "vowels": vowels,
        "finals": finals,
        "ascii": [
            [anyascii(chr(_FIRST + at * _SYLLABLE))[:-1].casefold() for at in range(len(initials))],
            [anyascii(chr(bare + at * len(finals))).casefold() for at in range(len(vowels))],
            [anyascii(chr(bare + at))[1:].casefold() for at in range(len(finals))],
        ],
        "systems": {
            str(system): {
                "initials": hangul._INITIAL_LETTERS[system],
                "vowels": hangul._VOWEL_OF[system],
            }
            for system in hangul.System
        },
        "sound": hangul._FINAL_SOUND,
        "letter": hangul._FINAL_LETTER,
        "carried": hangul._CARRIED,
        "assimilated": {
            final + initial: spoken for (final, initial), spoken in hangul._ASSIMILATED.items()
        },
        "voiced": hangul._VOICED,
        "voiced_after": sorted(hangul._VOICED_AFTER),
    }


def _characters() -> Iterator[str]:
    return (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


@cache
def _dropped() -> list[tuple[int, int]]:
    """The characters that folding drops, as first and last code of each range."""
    codes = [ord(each) for each in _characters() if folding._is_dropped(each)]
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ranges = ([code for _, code in run] for _, run in runs)
    return [(each[0], each[-1]) for each in ranges]


@cache
def _latin_letters() -> dict[str, str]:
    """The Latin letters that do not decompose, each with what folding makes of it."""
    letters = {}
    for each in _characters():
        if not each.isascii() and "LATIN" in unicodedata.name(each, ""):
            whole = unicodedata.normalize("NFKD", each).casefold() == each
            if whole and (plain := folding._ascii_letter(each)) != each:
                letters[each] = plain
    return letters


def _transliterations(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The letters of other scripts in ASCII, as names and small alphabets have them; hangul is spelled by its parts."""
    letters = {letter for text in texts for letter in fold(text)}
    for first, last in _ALPHABETS:
        letters |= {fold(chr(code)) for code in range(ord(first), ord(last) + 1)}
    for each in sorted({one for folded in letters for one in folded}):
        if not each.isascii() and not hangul.is_hangul(each) and (found := anyascii(each)):
            yield each, found
