"""A document from its bytes, whatever kind it is."""

import re

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import LARGEST_BYTES, Document
from imgcat.ingest.documents.html import read_html
from imgcat.ingest.documents.pdf import read_pdf
from imgcat.ingest.documents.plain import read_text

_MARKUP = re.compile(
    rb"^\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.I | re.S
)
_BINARY = (
    (b"PK\x03\x04", "a ZIP file or an office document: save it as PDF or as a web page"),
    (b"\xd0\xcf\x11\xe0", "an office document of an old kind: save it as PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file: unpack it first"),
)


def read_document(content: bytes, url: str | None = None) -> Document:
    """The document that the bytes are: PDF and HTML by how they begin, anything else as text.

    `url` is where it was fetched from. Raises ImgcatError that says why it cannot be read.
    """
    if len(content) > LARGEST_BYTES:
        raise ImgcatError(f"It is larger than {LARGEST_BYTES} bytes.")
    if not content.strip():
        raise ImgcatError("It is empty.")
    if b"%PDF-" in content[:1024]:
        return read_pdf(content)
    for start, what in _BINARY:
        if content.startswith(start):
            raise ImgcatError(f"It is {what}.")
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:10_000]):
        return read_html(content, url)
    return read_text(content)
