"""Folding a name to what its writers agree on: no case, diacritics, apostrophes, hyphens or punctuation."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Written by some romanisations and left out by others; they never tell two places apart.
_APOSTROPHES = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈꞌ＇")


def _is_dropped(character: str) -> bool:
    """Whether a character is an apostrophe, an invisible joiner or a diacritic.

    Diacritics by canonical combining class: overlays, Hebrew and Arabic points, and marks above, below or beside a
    letter. Vowel signs, viramas, nuktas, kana voicing and Thai or Tibetan marks are spelling and stay.
    """
    if character in _APOSTROPHES or unicodedata.category(character) == "Cf":
        return True
    combining = unicodedata.combining(character)
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


@lru_cache(maxsize=4096)
def _ascii_letter(character: str) -> str:
    """A Latin letter that does not decompose (đ, ø, ı) as ASCII; any other character as it is."""
    if "LATIN" in unicodedata.name(character, ""):
        return anyascii(character).casefold()
    return character


def fold(text: str) -> str:
    """The text without case, diacritics and apostrophes; what is left of punctuation is kept.

    NFKC (full-width forms, ligatures), casefold, marks off, Latin letters to ASCII, recomposed. Idempotent.
    """
    if text.isascii():
        return text.casefold().replace("'", "").replace("`", "")
    while (folded := _fold_once(text)) != text:  # a compatibility form can unfold into another
        text = folded
    return text


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(_ascii_letter(c) for c in decomposed if not _is_dropped(c))
    return unicodedata.normalize("NFC", kept)


def words(text: str) -> list[str]:
    """The words of a folded text, cut at everything that is not a letter, a digit or a vowel sign."""
    return "".join(
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text
    ).split()


def compact(text: str) -> str:
    """The folded text without any separator: `Sino-ri`, `Sino ri` and `SINORI` are all `sinori`."""
    return "".join(words(fold(text)))


def latin(text: str) -> str:
    """The text in ASCII letters and digits, transliterated from whatever script by `anyascii`.

    A guess for Chinese characters (Mandarin readings) and for scripts that leave vowels out.
    """
    if text.isascii():
        return compact(text)
    return compact(anyascii(fold(text)))
