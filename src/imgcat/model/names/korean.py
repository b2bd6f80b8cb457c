"""The key under which every spelling of one Korean name should fall: 신오리, Sino-ri, Sinori, Shino-ri -> `sinoni`."""

import re

from imgcat.model.names.hangul import System, is_hangul, romanise
from imgcat.model.names.hanja import hangul_reading

COUNTRIES = frozenset({"PRK", "KOR"})
SYSTEMS = frozenset({"bgn-mr", "mr", "rr", "dprk", "hangul", "hanja"})
LANGUAGES = frozenset({"ko", "kor"})

# What the systems write differently for one sound, or one sound change away. `ng` needs no rule: it becomes `nk`
# wherever the syllables are cut. Longest first, read in one pass.
_CLASSES = {
    spelling: letter
    for letter, spellings in {
        "c": "tch ch jh j",
        "k": "kh gh g",
        "p": "ph bh b",
        "t": "th dh d",
        "s": "sh",
        "n": "r l",
        "o": "eo",
        "u": "eu oo",
        "i": "ee",
    }.items()
    for spelling in spellings.split()
}
_CLASS = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
# The south drops an initial ㄴ or ㄹ before i and y (Nyongbyon, Yongbyon; Rimjin, Imjin).
_DROPPED_INITIAL = re.compile(r"^n+(?=[iy])")
# Letters that no romanisation of Korean uses: c stands only in ch.
_NOT_KOREAN = re.compile(r"[fqvxz]|c(?!h)")

# Administrative and natural suffixes, by what they stand for, in the spellings of the three systems.
_SUFFIX_SPELLINGS = {
    "village": "ri ni li 리 里",
    "neighbourhood": "dong tong 동 洞",
    "town": "up eup 읍 邑",
    "workers-district": "nodongjagu rodongjagu 노동자구 로동자구",
    "ward": "ku gu 구 區",
    "township": "myon myeon 면 面",
    "county": "gun kun 군 郡",
    "city": "si shi 시 市",
    "province": "do to 도 道",
    "mountain": "san 산 山",
    "stream": "chon cheon 천 川",
    "hamlet": "maul maeul 마을",
}
SUFFIXES = {
    spelling: kind
    for kind, spellings in _SUFFIX_SPELLINGS.items()
    for spelling in spellings.split()
}
_GLUED = tuple(
    sorted((s for s in SUFFIXES if not s.isascii()), key=lambda suffix: (-len(suffix), suffix))
)


def split_suffix(word: str) -> tuple[str, str | None]:
    """The stem of a word in hangul or hanja, and what its suffix stands for if two syllables are left before it."""
    for suffix in _GLUED:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            return word.removesuffix(suffix), SUFFIXES[suffix]
    return word, None


def fold_letters(letters: str) -> str | None:
    """Folded Latin letters (lower case ASCII, no marks, no separators) by class; None if they cannot be Korean."""
    if _NOT_KOREAN.search(letters):
        return None
    classes = _CLASS.sub(lambda found: _CLASSES[found[0]], letters)
    return _DROPPED_INITIAL.sub("", _DOUBLED.sub(r"\1", classes)) or None


def korean_key(word: str, system: System) -> str | None:
    """The key of one folded word in Latin letters, hangul or hanja; None if it cannot be Korean.

    `system` is the romanisation by which hangul is spelled before its letters are folded: sound changes that it does
    or does not write are left in the key, so hangul has up to three. Latin letters have one.
    """
    letters = word
    if not word.isascii():
        hangul = word if any(map(is_hangul, word)) else hangul_reading(word)
        letters = romanise(hangul or "", system)
    letters = letters.translate(_PLAIN)
    return fold_letters(letters) if letters.isascii() and letters.isalnum() else None


_PLAIN = str.maketrans({"ŏ": "o", "ŭ": "u", "'": None})
