"""Reading what is published: a file, a web server, or object storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from imgcat.errors import ImgcatError

_CHUNK = 2**20
_SECONDS = 30
"""That a server may take before it says something more."""


class ConnectionLost(ImgcatError):
    """What is at an address could not be had this time; it may be had the next time."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is at an address, and what its owner says of this version of it: tag, time of change, bytes of the whole."""

    tag: str | None
    chunks: Iterator[bytes]
    date: str | None = None
    size: int | None = None
    ranged: bool = True
    """Whether its owner lets reading begin anywhere."""


@contextmanager
def content(address: str, known: str | None = None, start: int = 0) -> Iterator[Content | None]:
    """What is at an address, from byte `start` on; None while it has the tag `known`.

    Raises ImgcatError, also while it is read: ConnectionLost where it is worth another try.
    """
    scheme = urlsplit(address).scheme
    opened = {"http": _web, "https": _web}.get(scheme, _stored if "://" in address else _file)
    with opened(address, known, start) as found:
        yield found


@contextmanager
def _file(address: str, known: str | None, start: int) -> Iterator[Content | None]:
    try:
        with Path(address).open("rb") as file:
            about = Path(address).stat()
            tag = f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}"
            file.seek(start)
            chunks = iter(lambda: file.read(_CHUNK), b"")
            yield None if tag == known else Content(tag, chunks, size=about.st_size)
    except OSError as error:
        raise ImgcatError(f"{address} cannot be read: {error.strerror}.") from error


@contextmanager
def _web(address: str, known: str | None, start: int) -> Iterator[Content | None]:
    headers = {"Accept-Encoding": "identity"}
    if known:
        headers["If-None-Match"] = known
    if start:
        headers["Range"] = f"bytes={start}-"
    with (
        _explained(address),
        _client().stream("GET", address, headers=headers) as answer,
    ):
        chunks = _read(answer.iter_bytes(), address)
        match answer.status_code:
            case httpx.codes.NOT_MODIFIED:
                yield None
            case httpx.codes.PARTIAL_CONTENT:
                yield _described(answer, chunks)
            case httpx.codes.OK:
                # Not every server can begin anywhere.
                yield _described(answer, _without(chunks, start))
            case status if status >= 500 or status == httpx.codes.TOO_MANY_REQUESTS:
                raise ConnectionLost(f"{address} answers {status}, not 200.")
            case status:
                raise ImgcatError(f"{address} answers {status}, not 200.")


@cache
def _client() -> httpx.Client:
    """One for all, as making one reads the certificates of the whole world."""
    return httpx.Client(timeout=_SECONDS, follow_redirects=True)


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """What goes wrong on the web, as an ImgcatError."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        kind = ConnectionLost if isinstance(error, httpx.TransportError) else ImgcatError
        raise kind(f"{address} cannot be read: {str(error) or type(error).__name__}.") from error


def _read(chunks: Iterator[bytes], address: str) -> Iterator[bytes]:
    with _explained(address):
        yield from chunks


def _described(answer: httpx.Response, chunks: Iterator[bytes]) -> Content:
    of_all = answer.headers.get("content-range", "").rpartition("/")[2]
    length = of_all or answer.headers.get("content-length", "")
    return Content(
        answer.headers.get("etag"),
        chunks,
        answer.headers.get("last-modified"),
        int(length) if length.isdecimal() else None,
        "bytes"
        in (answer.headers.get("accept-ranges"), answer.headers.get("content-range", "")[:5]),
    )


def _without(chunks: Iterator[bytes], start: int) -> Iterator[bytes]:
    for chunk in chunks:
        if start < len(chunk):
            yield chunk[start:]
        start = max(0, start - len(chunk))


@contextmanager
def _stored(address: str, known: str | None, start: int) -> Iterator[Content | None]:
    """From object storage, with what `obstore` finds in the environment: region, endpoint, credentials."""
    try:
        import obstore
        from obstore import exceptions as kinds
    except ImportError:
        raise ImgcatError(
            f"{address} is in object storage: install `imgcat-stac[cloud]` to read it."
        ) from None
    parts = urlsplit(address)
    options: Any = {}
    if known:
        options["if_none_match"] = known
    if start:
        options["range"] = {"offset": start}

    @contextmanager
    def explained() -> Iterator[None]:
        try:
            yield
        except (kinds.BaseError, OSError, ValueError) as error:
            first = str(error).strip().splitlines()[0] if str(error) else type(error).__name__
            lost = isinstance(error, kinds.GenericError | ConnectionError | TimeoutError)
            kind = ConnectionLost if lost else ImgcatError
            raise kind(f"{address} cannot be read: {first}.") from error

    def chunks(found: Any) -> Iterator[bytes]:
        with explained():
            yield from (bytes(chunk) for chunk in found.stream(min_chunk_size=_CHUNK))

    try:
        with explained():
            store = obstore.store.from_url(f"{parts.scheme}://{parts.netloc}")
            found = obstore.get(store, parts.path.lstrip("/"), options=options)
    except ImgcatError as error:
        if known and isinstance(error.__cause__, kinds.NotModifiedError):
            yield None
            return
        raise
    about = found.meta
    yield Content(about["e_tag"], chunks(found), str(about["last_modified"]), about["size"])
