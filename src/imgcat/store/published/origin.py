"""Reading what is published: a file, a web server, or object storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from imgcat.errors import ImgcatError

_CHUNK = 2**20
_SECONDS = 30
"""That a server may take before it says something more."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is at an address, and the tag that its owner gives this version of it; None without one."""

    tag: str | None
    chunks: Iterator[bytes]


@contextmanager
def content(address: str, known: str | None = None) -> Iterator[Content | None]:
    """What is at an address, None while it has the tag `known`. Raises ImgcatError, also while it is read."""
    scheme = urlsplit(address).scheme
    opened = {"http": _web, "https": _web}.get(scheme, _stored if "://" in address else _file)
    with opened(address, known) as found:
        yield found


@contextmanager
def _file(address: str, known: str | None) -> Iterator[Content | None]:
    try:
        with Path(address).open("rb") as file:
            about = Path(address).stat()
            tag = f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}"
            chunks = iter(lambda: file.read(_CHUNK), b"")
            yield None if tag == known else Content(tag, chunks)
    except OSError as error:
        raise ImgcatError(f"{address} cannot be read: {error.strerror}.") from error


@contextmanager
def _web(address: str, known: str | None) -> Iterator[Content | None]:
    headers = {"Accept-Encoding": "identity", **({"If-None-Match": known} if known else {})}
    try:
        with httpx.stream(
            "GET", address, headers=headers, timeout=_SECONDS, follow_redirects=True
        ) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                yield None
            elif answer.status_code == httpx.codes.OK:
                yield Content(answer.headers.get("etag"), answer.iter_bytes(_CHUNK))
            else:
                raise ImgcatError(f"{address} answers {answer.status_code}, not 200.")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise ImgcatError(
            f"{address} cannot be read: {str(error) or type(error).__name__}."
        ) from error


@contextmanager
def _stored(address: str, known: str | None) -> Iterator[Content | None]:
    """From object storage, with what `obstore` finds in the environment: region, endpoint, credentials."""
    try:
        import obstore
        from obstore.exceptions import BaseError, NotModifiedError
    except ImportError:
        raise ImgcatError(
            f"{address} is in object storage: install `imgcat-stac[cloud]` to read it."
        ) from None
    parts = urlsplit(address)
    try:
        store = obstore.store.from_url(f"{parts.scheme}://{parts.netloc}")
        found = obstore.get(
            store, parts.path.lstrip("/"), options={"if_none_match": known} if known else None
        )
        tag = found.meta["e_tag"]
        yield Content(tag, (bytes(chunk) for chunk in found.stream(min_chunk_size=_CHUNK)))
    except NotModifiedError:
        yield None
    except (BaseError, FileNotFoundError, PermissionError, ValueError) as error:
        first = str(error).strip().splitlines()[0] if str(error) else type(error).__name__
        raise ImgcatError(f"{address} cannot be read: {first}.") from error
