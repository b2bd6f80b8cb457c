"""Which language a text is in, where the document does not say."""

from functools import cache
from typing import Any

from imgcat.ingest.documents.document import Stated

LANGUAGES = (
    "am ar az bn de el en es et fa fi fr he hi hu hy id it ja ka kk km ko lo lt lv mn ms my ne nl no pl ps pt ro ru "
    "si sq sr sv sw ta th tl tr uk ur uz vi zh"
)
"""The languages that are told apart: those in which reports about places are published."""

_ENOUGH_CHARACTERS = 40
_LOOKED_AT = 4000


def language_of(text: str) -> Stated | None:
    """The language by its letters and words (py3langid); None for a text too short to tell."""
    sample = text[:_LOOKED_AT]
    if sum(map(str.isalpha, sample)) < _ENOUGH_CHARACTERS:
        return None
    code, _ = _identifier().classify(sample)
    return Stated(str(code), sample, "told by the words of the text")


@cache
def _identifier() -> Any:
    # Its model takes most of a second to load, which only those pay who ask.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES.split())
    return identifier
