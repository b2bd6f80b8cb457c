"""A document from the web, with care: only public servers, and never more than is asked for.

Only the command `imgcat draft` calls this, never the server.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx

from imgcat import __version__
from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import LARGEST_BYTES
from imgcat.ingest.documents.public_address import Refusal, addresses, refusal

SECONDS = 60.0
REDIRECTS = 5
MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "text/plain",
    "text/markdown",
    "application/octet-stream",
)
_HEADERS = {
    "User-Agent": f"imgcat/{__version__} (+https://imgcat.github.io/imgcat)",
    "Accept": ", ".join(MEDIA_TYPES[:-1]),
    # What is not compressed cannot swell.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the address it came from after all redirects, and the bytes."""

    url: str
    content: bytes


def fetch(
    url: str,
    refused: Refusal = refusal,
    *,
    largest: int = LARGEST_BYTES,
    seconds: float = SECONDS,
) -> Fetched:
    """The document at a URL. Raises ImgcatError where it is refused, too large, too slow or no document.

    Every address that a host name stands for must be public, and the one that was looked at is the one that is
    connected to; so it is for each redirect. No proxy is used, since one would look up names itself.
    """
    try:
        return asyncio.run(_within(seconds, url, refused, largest))
    except TimeoutError:
        raise ImgcatError(f"{url} did not answer in full within {seconds:g} seconds.") from None
    except httpx.TooManyRedirects:
        raise ImgcatError(f"{url} redirects more than {REDIRECTS} times.") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise ImgcatError(f"{url} cannot be fetched: {error or type(error).__name__}.") from None


async def _within(seconds: float, url: str, refused: Refusal, largest: int) -> Fetched:
    # One clock for all: names, connections, redirects, and servers that send a byte at a time.
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(
            transport=_OnlyPublic(refused),
            headers=_HEADERS,
            follow_redirects=True,
            max_redirects=REDIRECTS,
            trust_env=False,
            timeout=seconds,
        ) as client,
        client.stream("GET", url) as answer,
    ):
        _check(answer, url, largest)
        content = bytearray()
        async for part in _decoded(answer, largest):
            content += part
            if len(content) > largest:
                raise ImgcatError(f"{url} is larger than {largest} bytes.")
        return Fetched(str(answer.url), bytes(content))


class _OnlyPublic(httpx.AsyncBaseTransport):
    """Connects to the address that it has checked, under the name that was asked for."""

    def __init__(self, refused: Refusal) -> None:
        self._refused = refused
        self._transport = httpx.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in ("http", "https") or not url.host:
            raise ImgcatError(f"{url} is refused: only http and https addresses are fetched.")
        if url.userinfo:
            raise ImgcatError(f"{url.copy_with(userinfo=b'')} is refused: it holds a user name.")
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.to_thread(addresses, url.host, port)
        except (OSError, UnicodeError) as error:
            raise ImgcatError(f"The host {url.host} of {url} is not known: {error}.") from None
        for address in found:
            if why := self._refused(address, port):
                raise ImgcatError(f"{url} is refused: {why}.")
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=str(found[0])),
            headers=request.headers,
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return await self._transport.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._transport.aclose()


def _check(answer: httpx.Response, url: str, largest: int) -> None:
    if answer.status_code != 200:
        raise ImgcatError(f"{url} answers {answer.status_code} {answer.reason_phrase}.")
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type and media_type not in MEDIA_TYPES:
        raise ImgcatError(f"{url} is {media_type}; a web page, a PDF or a text is expected.")
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > largest:
        raise ImgcatError(f"{url} is larger than {largest} bytes.")


async def _decoded(answer: httpx.Response, largest: int) -> AsyncIterator[bytes]:
    """The bytes of the answer; where the server compressed it all the same, never more than asked for at once."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        async for part in answer.aiter_raw():
            yield part
        return
    if encoding not in ("gzip", "x-gzip"):
        raise ImgcatError(
            f"{answer.url} is compressed as {encoding}, although it was not asked to."
        )
    unpacking = zlib.decompressobj(wbits=31)
    try:
        async for part in answer.aiter_raw():
            yield unpacking.decompress(part, largest + 1)
    except zlib.error as error:
        raise ImgcatError(f"{answer.url} is not the gzip that it says it is: {error}.") from None
    if not unpacking.eof:
        raise ImgcatError(f"{answer.url} ends within its gzip.")
