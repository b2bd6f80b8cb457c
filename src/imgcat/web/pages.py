"""The routes of the pages. All of them end in `.html`; the API has the other addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from imgcat.errors import InvalidRequest, NotFound
from imgcat.store.protocol import Store
from imgcat.web import addresses
from imgcat.web.assets import ASSETS
from imgcat.web.contents import Holdings
from imgcat.web.home import home
from imgcat.web.lists import locations_by_country, reports_by_year
from imgcat.web.location_page import location_page
from imgcat.web.rendering import rendered
from imgcat.web.report_page import report_page
from imgcat.web.responses import error_page, page
from imgcat.web.search_page import search_page

_YEAR = 31_536_000  # seconds


@dataclass(frozen=True)
class Pages:
    """The pages of a store, each as an answer to a request."""

    store: Store
    holdings: Holdings

    def home(self, request: Request) -> Response:
        """What the catalog holds, and the ways into it."""
        return self._page(
            request, addresses.HOME, "home.html", lambda: home(self.holdings.contents())
        )

    def locations(self, request: Request) -> Response:
        """All locations, by country."""
        return self._page(
            request,
            addresses.LOCATIONS,
            "locations.html",
            lambda: locations_by_country(self.holdings.contents(), _number(request)),
        )

    def reports(self, request: Request) -> Response:
        """All reports, newest first."""
        return self._page(
            request,
            addresses.REPORTS,
            "reports.html",
            lambda: reports_by_year(self.holdings.contents(), _number(request)),
        )

    def search(self, request: Request) -> Response:
        """The places that a name may mean."""
        asked = request.query_params.get("q", "")
        return self._page(
            request,
            addresses.SEARCH,
            "search.html",
            lambda: search_page(self.holdings.contents(), asked),
        )

    def location(self, request: Request, location_id: str) -> Response:
        """All that is known about a place."""
        return self._page(
            request,
            addresses.location(location_id),
            "location.html",
            lambda: location_page(self.store, self.holdings.contents(), location_id),
        )

    def report(self, request: Request, report_id: str) -> Response:
        """What a report refers to, and what refers to it."""
        return self._page(
            request,
            addresses.report(report_id),
            "report.html",
            lambda: report_page(self.store, report_id),
        )

    def _page(
        self, request: Request, path: str, template: str, view: Callable[[], object]
    ) -> Response:
        return page(
            request, self.store.revision, path, lambda: rendered(template, path, view=view())
        )


def router(store: Store) -> APIRouter:
    """The routes of all pages and of the files that they need."""
    pages = Pages(store, Holdings(store))
    made = APIRouter(include_in_schema=False)
    for address, endpoint in (
        ("/" + addresses.HOME, pages.home),
        ("/" + addresses.LOCATIONS, pages.locations),
        ("/" + addresses.REPORTS, pages.reports),
        ("/" + addresses.SEARCH, pages.search),
        ("/locations/{location_id}.html", pages.location),
        ("/reports/{report_id}.html", pages.report),
        ("/static/{name}", asset),
    ):
        made.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_class=Response)
    return made


def asset(name: str, v: str = "") -> Response:
    """A file of the package; for ever the same at the address that pages give it."""
    found = ASSETS.get(name)
    if found is None:
        return error_page(f"static/{name}", NotFound(f"There is no file {name!r}."))
    lasting = f"public, max-age={_YEAR}, immutable" if v == found.version else "no-cache"
    return Response(
        found.body,
        media_type=found.media_type,
        headers={"Cache-Control": lasting, "X-Content-Type-Options": "nosniff"},
    )


def _number(request: Request) -> int:
    """The page of a list that is asked for. Raises InvalidRequest."""
    asked = request.query_params.get("page", "1")
    if re.fullmatch(r"[1-9][0-9]{0,8}", asked) is None:
        raise InvalidRequest(f"A page of a list is a number from 1 on; found {asked!r}.")
    return int(asked)
