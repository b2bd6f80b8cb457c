"""HTTP as a guest: slowly, again where that may help, never more than is sane, and only from one host."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache
from urllib3 import Retry
from urllib3.exceptions import HTTPError, MaxRetryError

import imgcat
from imgcat.errors import ImgcatError
from imgcat.ingest.harvest.manners import Manners
from imgcat.model.identifiers import PAGES

USER_AGENT = f"imgcat/{imgcat.__version__} (+{PAGES})"

PASSING = (429, 500, 502, 503, 504)
"""The statuses after which the same request may well be answered."""

KEPT = timedelta(days=30)
"""How long an answer is kept for which no one has asked again."""


class Pace:
    """Lets calls pass no faster than a rate, in calls a second."""

    def __init__(
        self,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval, self._clock, self._sleep = 1 / rate, clock, sleep
        self._next = clock()

    def wait(self) -> None:
        """Return when the next call may be made."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._interval


class AnswerTooLarge(ImgcatError):
    """An answer has more bytes, or takes longer, than is waited for."""


class PoliteAdapter(HTTPAdapter):
    """Sends requests as `Manners` say, each attempt at the pace; the answer is read whole, or not at all."""

    def __init__(self, manners: Manners) -> None:
        super().__init__(max_retries=0)
        self._manners, self._pace = manners, Pace(manners.rate)
        self._retries = Retry(
            total=manners.tries,
            allowed_methods=None,
            status_forcelist=PASSING,
            backoff_factor=manners.backoff,
            retry_after_max=manners.patience,
        )

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002  (what is read whole is never streamed)
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        retries = self._retries
        while True:
            self._pace.wait()
            response: Response | None = None
            try:
                response = super().send(
                    request, True, timeout or self._manners.timeout, verify, cert, proxies
                )
                self._read(response)
                if response.status_code not in PASSING:
                    return response
                failure: Exception = HTTPError(f"status {response.status_code}")
            except (RequestException, HTTPError, OSError) as error:
                failure = error
            try:
                retries = retries.increment(request.method, request.url, error=failure)
            except MaxRetryError:
                if response is not None and response.status_code in PASSING:
                    return response
                raise ImgcatError(
                    f"{request.url} gave no answer in {self._manners.tries + 1} tries: {failure}."
                ) from failure
            retries.sleep(None if response is None else response.raw)

    def _read(self, response: Response) -> None:
        end, content = time.monotonic() + self._manners.longest, bytearray()
        try:
            # As it comes: waiting for a full block would let a server that trickles hold us for hours.
            while block := response.raw.read1(2**16, decode_content=True):
                content += block
                if len(content) > self._manners.largest:
                    raise AnswerTooLarge(
                        f"The answer of {response.url} is larger than {self._manners.largest:,} bytes."
                    )
                if time.monotonic() > end:
                    raise AnswerTooLarge(
                        f"The answer of {response.url} was not whole after {self._manners.longest:g} seconds."
                    )
        except BaseException:
            response.close()
            raise
        response.raw.release_conn()
        # Where requests itself keeps a body that has been read.
        response._content = bytes(content)
        response._content_consumed = True  # type: ignore[attr-defined]


class PoliteSession(CachedSession):
    """A session that reaches one host and keeps its answers, to ask only whether they have changed.

    Only answers with an ETag or a date of change are kept, in an SQLite file in the folder `cache`.
    """

    def __init__(self, url: str, cache: Path, manners: Manners) -> None:
        super().__init__(
            backend=SQLiteCache(cache / "answers.sqlite"),
            serializer="json",
            expire_after=0,
            allowable_methods=("GET",),
        )
        self.headers["User-Agent"] = USER_AGENT
        self.max_redirects = 5
        # No adapter for other hosts: neither a link nor a redirect of the upstream leads us anywhere else.
        self.adapters.clear()
        adapter, host = PoliteAdapter(manners), urlsplit(url).netloc
        for scheme in ("http", "https"):
            self.mount(f"{scheme}://{host}/", adapter)

    def close(self) -> None:
        """Forget old answers, and end all connections."""
        self.cache.delete(older_than=KEPT)
        CachedSession.close(self)


def explained(error: Exception) -> str:
    """What went wrong with a request, for people."""
    said = str(error) or type(error).__name__
    if "No connection adapters" in said:
        said = f"it leads to another host or protocol, which is not followed ({said.rpartition(' ')[2]})"
    return said.rstrip(".")[:500]


def reaches(session: Any, url: str) -> bool:
    """Whether the session would go there."""
    return any(url.lower().startswith(prefix.lower()) for prefix in session.adapters)
