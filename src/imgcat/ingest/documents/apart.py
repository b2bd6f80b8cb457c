"""A document read in a process of its own, so that a hostile file can only end that."""

import multiprocessing
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document

SECONDS = 60.0
MEMORY_BYTES = 2 * 1024**3


def read_apart(
    content: bytes,
    url: str | None = None,
    *,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> Document:
    """What `read_document` gives, from a process that is ended when it takes too long or more memory than it may.

    Raises ImgcatError that says why the document cannot be read.
    """
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
        # What reads documents takes time to load; only this process needs it.
        from imgcat.ingest.documents.reading import read_document

        there.send(read_document(content, url))
    except ImgcatError as error:
        there.send(str(error))
    except (MemoryError, RecursionError) as error:
        there.send(f"It cannot be read: {type(error).__name__}.")
    except Exception as error:  # whatever a hostile file makes of a library
        there.send(f"It cannot be read: {type(error).__name__}: {str(error)[:200]}.")
