"""Plain text and Markdown -> a document."""

import re

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document, Link, Passage, PassageKind, Stated
from imgcat.ingest.documents.language import language_of

_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_HEADING = re.compile(r"#{1,6}\s+")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\((https?://[^\s)]{1,2000})\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\])}]{1,2000}")


def read_text(content: bytes) -> Document:
    """A document of UTF-8 (or UTF-16 with its mark); paragraphs are parted by empty lines.

    The first line, or the first heading of Markdown, is the title. Raises ImgcatError where it is no text.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImgcatError(f"It is no text in UTF-8: {error}.") from None
    if "\0" in text:
        raise ImgcatError("It is no text: it holds null characters.")
    passages, links = [], []
    title = None
    for number, block in enumerate(
        filter(str.strip, _PARAGRAPHS.split(text.replace("\r\n", "\n"))), 1
    ):
        where = f"paragraph {number}"
        heading = _HEADING.match(block)
        links += _links(block, where)
        shown = _MARKDOWN_LINK.sub(r"\1", block[heading.end() if heading else 0 :])
        if title is None and (heading or number == 1):
            title = Stated(_run_together(shown.split("\n")[0]), block, where)
        kind = PassageKind.HEADING if heading else PassageKind.TEXT
        passages.append(Passage(_run_together(shown), where, kind))
    return Document(
        tuple(passages),
        title=title if title and title.value else None,
        language=language_of("\n".join(each.text for each in passages)),
        links=tuple(links),
    )


def addresses_in(text: str, where: str) -> list[Link]:
    """The addresses that a text prints."""
    return [Link(found[0].rstrip(".,;:!?"), text, where) for found in _ADDRESS.finditer(text)]


def _links(block: str, where: str) -> list[Link]:
    marked = [Link(url, text, where) for text, url in _MARKDOWN_LINK.findall(block)]
    return marked + addresses_in(_MARKDOWN_LINK.sub(r"\1", block), where)


def _run_together(text: str) -> str:
    return " ".join(text.split())
