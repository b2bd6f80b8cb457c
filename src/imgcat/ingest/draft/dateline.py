"""When a document that does not say it in its head was published: by the line of its date, near its beginning."""

from dataclasses import replace

from imgcat.ingest.documents.document import Document, Stated
from imgcat.ingest.draft.captions import is_labelled
from imgcat.model.caption import Caption, parse_caption
from imgcat.model.when import When

_FIRST_PASSAGES = 12
_LONGEST_LINE = 100


def dated(document: Document) -> Document:
    """The document with the one day that its first short lines print, where its head states none.

    A day within a long passage is one of what the report tells; two days are for a person to choose from.
    """
    if document.published:
        return document
    days = {
        when.value: Stated(when.value, passage.text, passage.where)
        for passage in reversed(document.passages[:_FIRST_PASSAGES])
        if len(passage.text) <= _LONGEST_LINE and not is_labelled(passage.text)
        for when in _dates(parse_caption(passage.text))
        if when.value and len(when.value) == len("2026-05-04") and when.end is None
    }
    return replace(document, published=next(iter(days.values()))) if len(days) == 1 else document


def _dates(caption: Caption) -> tuple[When, ...]:
    return caption.dates + caption.other_dates
