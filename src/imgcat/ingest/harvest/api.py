"""An upstream that is a STAC API: asked window by window, through pystac-client."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import shapely
from pystac.errors import STACError
from pystac_client import Client, ConformanceClasses
from pystac_client.errors import ClientTypeError
from pystac_client.exceptions import APIError, ParametersError
from pystac_client.stac_api_io import StacApiIO

from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.document import parse
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of
from imgcat.errors import ImgcatError
from imgcat.ingest.harvest.answer import Answer, Offer
from imgcat.ingest.harvest.session import PoliteSession, explained
from imgcat.ingest.harvest.terms import Terms
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.coverage import Coverage, extent
from imgcat.model.finding import Finding, Severity
from imgcat.model.item import Json

MOST_PAGES = 100
PAGE_SIZE = 100
FAILURES_IN_A_ROW = 3

_FAILURES = (
    APIError,
    ClientTypeError,
    ParametersError,
    STACError,
    ImgcatError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
)
"""What a request or an answer that is no STAC makes pystac-client raise."""


class PoliteIO(StacApiIO):
    """pystac-client's way to the network, by our session; JSON is read as tolerantly as a file's."""

    def __init__(self, session: PoliteSession) -> None:
        super().__init__(max_retries=None)
        self.session = session

    def request(
        self,
        href: str,
        method: str | None = None,
        headers: dict[str, str] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> str:
        """Refuses what would do more than read: a `next` link may name any method, any headers and any body."""
        if (method or "GET").upper() not in ("GET", "POST"):
            raise APIError(f"a link with the method {method!r} is not followed")
        # Of a link's own headers none is sent.
        del headers
        return super().request(href, method, None, parameters)

    def json_loads(self, txt: str, *_: Any, **__: Any) -> dict[str, Any]:
        value = parse(txt.encode()).value
        if not isinstance(value, dict):
            raise APIError("the answer is not a JSON object")
        return value


class Api:
    """The searches of one run. Raises ImgcatError when there is no STAC API that can be searched."""

    def __init__(self, url: str, session: PoliteSession) -> None:
        self._url = url.rstrip("/")
        self._io = PoliteIO(session)
        self._admission = Admission()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._client = Client.open(url, stac_io=self._io)
        except _FAILURES as error:
            raise ImgcatError(f"{url} is no STAC API: {explained(error)}.") from error
        if not self._client.conforms_to(ConformanceClasses.ITEM_SEARCH):
            raise ImgcatError(f"{url} is a STAC API without a search for Items, which is needed.")
        self._filters = self._client.conforms_to(ConformanceClasses.FILTER)

    def answers(self, windows: list[SearchWindow], terms: Terms) -> Iterator[Answer]:
        """One answer a window. One that fails says so, with what had come until then.

        Raises ImgcatError when several in a row fail: then the upstream is left in peace.
        """
        failed = 0
        for window in windows:
            answer = self._answer(window, terms)
            if (
                answer.failed
                and not answer.offers
                and self._filters
                and terms.max_cloud is not None
            ):
                # A server may claim filters and stumble over this one; the limit is checked here anyhow.
                self._filters = False
                answer = self._answer(window, terms)
            yield answer
            failed = failed + 1 if answer.failed else 0
            if failed == FAILURES_IN_A_ROW:
                raise ImgcatError(
                    f"{self._url} failed for {failed} windows one after the other, and was left in peace."
                )

    def collection(self, collection_id: str) -> Json | None:
        """What the upstream says of a collection; None when it says nothing that can be read."""
        try:
            found = self._io.read_json(f"{self._url}/collections/{quote(collection_id, safe='')}")
        except _FAILURES:
            return None
        return found if kind_of(found) is Kind.COLLECTION else None

    def _answer(self, window: SearchWindow, terms: Terms) -> Answer:
        answer = Answer(window)
        seen: set[tuple[str, ...]] = set()
        try:
            for number, page in enumerate(self._pages(window, terms), 1):
                features = page.get("features")
                features = features if isinstance(features, list) else []
                ids = tuple(_name(each) for each in features)
                if ids in seen:
                    raise ImgcatError(f"page {number} repeats an earlier one")
                seen.add(ids)
                self._admit(features, answer)
                if number == MOST_PAGES:
                    raise ImgcatError(f"it has more than {MOST_PAGES} pages, the rest was not read")
        except _FAILURES as error:
            said = (
                f"The search for {window.location}, {window.datetime}, failed: {explained(error)}."
            )
            answer.fail(Finding(self._url, "", Severity.ERROR, "search-failed", said))
        return answer

    def _pages(self, window: SearchWindow, terms: Terms) -> Iterator[dict[str, Any]]:
        search = self._client.search(
            # Short addresses that a server can answer with an ETag.
            method="GET",
            limit=PAGE_SIZE,
            intersects=_asked(window, terms),
            datetime=window.datetime,
            collections=list(terms.collections) or None,
            filter=_cloud_filter(terms) if self._filters else None,
            filter_lang="cql2-text" if self._filters and terms.max_cloud is not None else None,
        )
        return search.pages_as_dicts()

    def _admit(self, features: list[Any], answer: Answer) -> None:
        for feature in features:
            origin = f"{self._url} {_name(feature)}"
            if kind_of(feature) is not Kind.ITEM:
                said = "The search gave something that is no Item."
                answer.findings.append(Finding(origin, "", Severity.WARNING, "not-stac", said))
                continue
            for each in self._admission.item(feature, origin, "scenes"):
                if isinstance(each, SourceRecord):
                    answer.offers.append(Offer(each.body, origin, self._address(each.body)))
                else:
                    answer.findings.append(each)

    def _address(self, body: Json) -> str:
        """Where an API has an Item, by its specification."""
        ids = quote(str(body["collection"]), safe=""), quote(str(body.get("id")), safe="")
        return f"{self._url}/collections/{ids[0]}/items/{ids[1]}"


def _asked(window: SearchWindow, terms: Terms) -> dict[str, Any]:
    """What a footprint must meet: the point where that is enough to find all, as a point never crosses the seam."""
    in_part = terms.covers is Coverage.PART
    asked = extent(window.position) if in_part else shapely.Point(window.position.point())
    return dict(shapely.geometry.mapping(asked))


def _cloud_filter(terms: Terms) -> str | None:
    """The limit for the server: what does not say how cloudy it is must come too."""
    if terms.max_cloud is None:
        return None
    return f'"eo:cloud_cover" <= {terms.max_cloud:g} OR "eo:cloud_cover" IS NULL'


def _name(feature: Any) -> str:
    if not isinstance(feature, Mapping):
        return repr(feature)[:80]
    return f"{feature.get('collection')}/{feature.get('id')}"[:300]
