"""The packaged tables of words, and how words are found in text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

Span = tuple[int, int]
"""Where something starts and ends in a text."""

BLANK = "\0"


@cache
def table(name: str) -> dict[str, Any]:
    """A table of `data/imagery`."""
    return tomllib.loads(
        files("imgcat").joinpath(f"data/imagery/{name}.toml").read_text(encoding="utf-8")
    )


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest that fits, also without its accents."""
    forms = {form for word in words for form in (word, bare(word))}
    return "|".join(_bounded(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def bare(word: str) -> str:
    """The word without marks on its letters; й and ё, which are letters of their own, stay."""
    if any(letter >= "\u0400" for letter in word):
        return word
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, without what stands at the spans."""
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def _bounded(word: str) -> str:
    """The word on its own. Particles are joined to words in Hangul, and Han has no spaces: those may stand anywhere."""
    pattern = re.escape(word)
    if word[0].isalpha() and word[0] < "\u1100":
        pattern = r"(?<![^\W\d_])" + pattern
    if word[-1].isalpha() and word[-1] < "\u1100":
        pattern += r"(?![^\W\d_])"
    return pattern
