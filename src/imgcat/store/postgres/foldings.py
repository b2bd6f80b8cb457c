"""What single characters become under the foldings of CQL2, for the database to apply to whole texts."""

import sys
import unicodedata
from collections.abc import Iterator

from imgcat.model.names.folding import fold

_MEANINGLESS = ("Cn", "Co", "Cs")
"""Categories of most code points, none of which any folding changes: not assigned, private, and halves of pairs."""


def letters() -> Iterator[tuple[str, str, str]]:
    """Folding, character, and what it becomes; characters that stay as they are are left out."""
    for code in range(1, sys.maxunicode + 1):
        letter = chr(code)
        if unicodedata.category(letter) in _MEANINGLESS:
            continue
        if letter.casefold() != letter:
            yield "casei", letter, letter.casefold()
        if unicodedata.category(letter) == "Mn":
            yield "accenti", letter, ""
        folded = fold(letter)
        if folded != letter:
            yield "fold", letter, folded
