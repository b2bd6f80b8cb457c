"""What single characters become under the foldings of CQL2, for the database to apply to whole texts."""

import sys
import unicodedata
from collections.abc import Iterator

from imgcat.model.names.folding import fold


def letters() -> Iterator[tuple[str, str, str]]:
    """Folding, character, and what it becomes; characters that stay as they are are left out."""
    for code in range(1, sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        letter = chr(code)
        if letter.casefold() != letter:
            yield "casei", letter, letter.casefold()
        if unicodedata.category(letter) == "Mn":
            yield "accenti", letter, ""
        folded = fold(letter)
        if folded != letter:
            yield "fold", letter, folded
