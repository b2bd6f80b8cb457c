"""Which script a text is written in, as an ISO 15924 code."""

import unicodedata
from collections import Counter
from functools import lru_cache

# The first word of a letter's Unicode name -> ISO 15924. Letters of other scripts count as Zzzz (uncoded).
_CODE_OF_NAME = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Hira",
    "KANNADA": "Knda",
    "KATAKANA": "Kana",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "LATIN": "Latn",
    "MALAYALAM": "Mlym",
    "MONGOLIAN": "Mong",
    "MYANMAR": "Mymr",
    "NKO": "Nkoo",
    "ORIYA": "Orya",
    "SINHALA": "Sinh",
    "SYRIAC": "Syrc",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAANA": "Thaa",
    "THAI": "Thai",
    "TIBETAN": "Tibt",
    "TIFINAGH": "Tfng",
}
NO_LETTERS = "Zyyy"
UNKNOWN = "Zzzz"


@lru_cache(maxsize=8192)
def _script_of_letter(letter: str) -> str:
    if letter.isascii():
        return "Latn"
    name = unicodedata.name(unicodedata.normalize("NFKC", letter)[0], "")
    return _CODE_OF_NAME.get(name.partition(" ")[0], UNKNOWN)


def script_of(text: str) -> str:
    """The script most letters of the text are in; on a tie, the one that comes first.

    `Zyyy` when it has no letters, `Zzzz` when the script is not one this table knows. Japanese is reported by its
    parts (Hani, Hira, Kana), a Korean text in Chinese characters as Hani.
    """
    if text.isascii():
        return "Latn" if any(character.isalpha() for character in text) else NO_LETTERS
    letters = Counter(_script_of_letter(c) for c in text if unicodedata.category(c)[:2] in _LETTER)
    return max(letters, key=letters.__getitem__) if letters else NO_LETTERS


# Letters, but not modifier letters: an ʻokina or a prime belongs to no script.
_LETTER = frozenset({"Ll", "Lu", "Lt", "Lo"})
