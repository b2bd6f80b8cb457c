"""A document from its bytes, whatever kind it is; in a process of its own, so that a hostile file can only end that."""

import multiprocessing
import re
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document
from imgcat.ingest.documents.fetch import LARGEST_BYTES
from imgcat.ingest.documents.html import read_html
from imgcat.ingest.documents.pdf import read_pdf
from imgcat.ingest.documents.plain import read_text

SECONDS = 60.0
MEMORY_BYTES = 2 * 1024**3

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


def read_apart(
    content: bytes,
    url: str | None = None,
    *,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> Document:
    """The same in a process that is ended when it takes too long, or more memory than it may."""
    # Forking a process that has threads is not safe.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_read_into, args=(there, content, url, memory_bytes))
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise ImgcatError(f"It could not be read within {seconds:g} seconds.")
        answer = here.recv()
    except EOFError:
        raise ImgcatError(
            "It cannot be read: the program that reads it broke off, or took too much memory."
        ) from None
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(answer, Document):
        return answer
    raise ImgcatError(answer)


def _read_into(there: Connection, content: bytes, url: str | None, memory_bytes: int) -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # macOS knows no such limit.
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    try:
        there.send(read_document(content, url))
    except ImgcatError as error:
        there.send(str(error))
    except (MemoryError, RecursionError) as error:
        there.send(f"It cannot be read: {type(error).__name__}.")
    except Exception as error:  # whatever a hostile file makes of a library
        there.send(f"It cannot be read: {type(error).__name__}: {str(error)[:200]}.")
