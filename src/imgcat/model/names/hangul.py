"""Hangul in Latin letters, in the three systems that reports use. Output is lower case, without hyphens.

Syllables are taken apart by Unicode's arithmetic (The Unicode Standard, 3.12) and spelled from tables. Written here
because no maintained package gives all three systems.
"""

from enum import StrEnum
from itertools import pairwise

_FIRST_SYLLABLE, _VOWELS, _FINALS = 0xAC00, 21, 28
_SYLLABLES = 11_172


class System(StrEnum):
    """A romanisation of Korean.

    `MCCUNE_REISCHAUER` (1939; BGN/PCGN use it for the north until 2011 and gazetteers still do) and `REVISED` (2000)
    write most sound changes between syllables; `NORTH` spells each syllable as it stands, without breves, as
    publishers in Pyongyang mostly print the 1992 and later rules.
    """

    MCCUNE_REISCHAUER = "mr"
    REVISED = "rr"
    NORTH = "dprk"


_INITIAL_JAMO = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
_VOWEL_JAMO = tuple("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
_FINAL_JAMO = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_INITIALS = {
    System.MCCUNE_REISCHAUER: "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h",
    System.REVISED: "g kk n d tt r m b pp s ss - j jj ch k t p h",
    System.NORTH: "k kk n t tt r m p pp s ss - j jj ch kh th ph h",
}
_VOWEL_LETTERS = {
    System.MCCUNE_REISCHAUER: "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i",
    System.REVISED: "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    System.NORTH: "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
}
_INITIAL_LETTERS = {
    system: dict(zip(_INITIAL_JAMO, letters.replace("-", "").split(" "), strict=True))
    for system, letters in _INITIALS.items()
}
_VOWEL_OF = {
    system: dict(zip(_VOWEL_JAMO, letters.split(), strict=True))
    for system, letters in _VOWEL_LETTERS.items()
}

# A final consonant before a consonant or at the end is one of seven sounds.
_FINAL_SOUND = {
    **dict.fromkeys("ㄱㄲㄳㄺㅋ", "ㄱ"),
    **dict.fromkeys("ㄴㄵㄶ", "ㄴ"),
    **dict.fromkeys("ㄷㅅㅆㅈㅊㅌㅎ", "ㄷ"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"),
    **dict.fromkeys("ㅁㄻ", "ㅁ"),
    **dict.fromkeys("ㅂㅄㄿ", "ㅂ"),
    "ㅇ": "ㅇ",
}
_FINAL_LETTER = {
    "ㄱ": "k",
    "ㄴ": "n",
    "ㄷ": "t",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p",
    "ㅇ": "ng",
    "": "",
}

# Before a vowel (ㅇ) a final moves to the next syllable; of a cluster only its second half does.
_CARRIED = {jamo: ("", jamo) for jamo in "ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅈㅊㅋㅌㅍ"} | {
    cluster: (stays, moves)
    for cluster, stays, moves in (
        "ㄳㄱㅅ",
        "ㄵㄴㅈ",
        "ㄺㄹㄱ",
        "ㄻㄹㅁ",
        "ㄼㄹㅂ",
        "ㄽㄹㅅ",
        "ㄾㄹㅌ",
        "ㄿㄹㅍ",
        "ㅄㅂㅅ",
    )
}
# ㅎ is silent there.
_CARRIED |= {"ㄶ": ("", "ㄴ"), "ㅀ": ("", "ㄹ"), "ㅎ": ("", "ㅇ")}
# (final sound, next initial) -> what both are spoken as.
_ASSIMILATED = {
    (final, initial): (spoken_final, spoken_initial)
    for final, initial, spoken_final, spoken_initial in (
        *("ㄱㄴㅇㄴ", "ㄱㅁㅇㅁ", "ㄷㄴㄴㄴ", "ㄷㅁㄴㅁ", "ㅂㄴㅁㄴ", "ㅂㅁㅁㅁ"),
        *("ㄱㄹㅇㄴ", "ㄷㄹㄴㄴ", "ㅂㄹㅁㄴ", "ㅁㄹㅁㄴ", "ㅇㄹㅇㄴ", "ㄴㄹㄹㄹ", "ㄹㄴㄹㄹ"),
    )
}
# McCune-Reischauer writes a plain stop as voiced between sounds that are.
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_VOICED_AFTER = frozenset({"", "ㄴ", "ㄹ", "ㅁ", "ㅇ"})


def is_hangul(character: str) -> bool:
    """Whether a character is a whole hangul syllable (loose jamo are not)."""
    return 0 <= ord(character) - _FIRST_SYLLABLE < _SYLLABLES


def romanise(text: str, system: System) -> str:
    """The text with its hangul syllables romanised; everything else is left as it is.

    Not written: palatalisation (ㄷ + 이), aspiration by ㅎ and inserted ㄴ, which no place name rests on alone and
    which the systems treat differently.
    """
    spelled: list[str] = []
    run: list[list[str]] = []
    for character in text:
        if is_hangul(character):
            run.append(_jamo(character))
            continue
        spelled.append(_spell(run, system))
        spelled.append(character)
        run = []
    spelled.append(_spell(run, system))
    return "".join(spelled)


def _jamo(syllable: str) -> list[str]:
    """Initial, vowel and final ("" for none) of one syllable."""
    index, final = divmod(ord(syllable) - _FIRST_SYLLABLE, _FINALS)
    initial, vowel = divmod(index, _VOWELS)
    return [_INITIAL_JAMO[initial], _VOWEL_JAMO[vowel], _FINAL_JAMO[final]]


def _spell(run: list[list[str]], system: System) -> str:
    """One unbroken run of syllables."""
    for syllable, following in pairwise(run):
        syllable[2], following[0] = _joined(syllable[2], following[0], system)
    letters: list[str] = []
    for position, (initial, vowel, final) in enumerate(run):
        consonant = _INITIAL_LETTERS[system][initial]
        before = _FINAL_SOUND.get(run[position - 1][2], "") if position else None
        if system is System.MCCUNE_REISCHAUER and before in _VOICED_AFTER:
            consonant = _VOICED.get(consonant, consonant)
        if before == "ㄹ" and initial == "ㄹ":
            consonant = "l" if system is not System.NORTH else consonant
        letters += consonant, _VOWEL_OF[system][vowel]
        letters.append(_FINAL_LETTER[_FINAL_SOUND.get(final, "")])
    return "".join(letters)


def _joined(final: str, initial: str, system: System) -> tuple[str, str]:
    """What a final and the initial after it become when they meet."""
    if initial == "ㅇ":
        return _CARRIED.get(final, (final, initial))
    sound = _FINAL_SOUND.get(final, "")
    if system is System.NORTH:
        return sound, initial
    return _ASSIMILATED.get((sound, initial), (sound, initial))
