"""CASEI, ACCENTI and fold: text with differences of case, of accents or of spelling taken away (Unicode)."""

import unicodedata

from imgcat.model.names.folding import fold


def casei(text: str) -> str:
    """The text with case folded."""
    return unicodedata.normalize("NFC", text).casefold()


def accenti(text: str) -> str:
    """The text without combining marks: ș becomes s; letters of their own, such as ø, stay."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare)


FOLDINGS = {"casei": casei, "accenti": accenti, "fold": fold}
