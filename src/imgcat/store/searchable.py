"""How text is prepared for free text search, when it is indexed and when it is asked for alike."""

import re
import unicodedata

from anyascii import anyascii

TOKENIZER = "unicode61 remove_diacritics 2"
"""What cuts prepared text into words, in the terms of FTS5."""

_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Kana and Chinese characters: written without spaces, so each is taken for a word, and a name is a phrase of them."""

_LATIN = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")


def searchable(text: str) -> str:
    """The text with Chinese characters and kana apart, and with letters such as `đ`, `ø` and `ß` in ASCII.

    The index itself folds case, and the accents that are marks on a letter.
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _UNSPACED.sub(r" \1 ", _LATIN.sub(_plain, composed))


def _plain(letter: re.Match[str]) -> str:
    """A letter in ASCII where it is no letter with a mark."""
    decomposed = unicodedata.normalize("NFD", letter[0])
    return letter[0] if len(decomposed) > 1 else anyascii(letter[0])
