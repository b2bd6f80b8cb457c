"""The addresses of pages and records, relative to the root of the site.

Links between pages are relative, so that the same pages work under any prefix, and opened from a disk.
"""

from urllib.parse import quote, urlsplit

from imgcat.catalog.layout import encoded

HOME = "index.html"
LOCATIONS = "locations.html"
REPORTS = "reports.html"
SEARCH = "search.html"

ROOT = "./"
COLLECTIONS = "collections"
API = "api.html"
OPENAPI = "api"
"""Addresses of the API: its landing page (what `/` is for programs), collections, documentation, description."""


def location(location_id: str) -> str:
    """The page of a location."""
    return f"locations/{_file(location_id)}.html"


def report(report_id: str) -> str:
    """The page of a report."""
    return f"reports/{_file(report_id)}.html"


def collection(collection_id: str) -> str:
    """The STAC Collection of that id."""
    return f"collections/{_segment(collection_id)}"


def items(collection_id: str) -> str:
    """The Items of a collection."""
    return f"{collection(collection_id)}/items"


def item(collection_id: str, item_id: str) -> str:
    """The STAC Item of a record."""
    return f"{items(collection_id)}/{_segment(item_id)}"


def scene(path: str) -> str:
    """The STAC Item of a scene that is named as in `ref:scenes`: `collection/id`."""
    collection_id, _, item_id = path.partition("/")
    return item(collection_id, item_id)


def timeline(location_id: str) -> str:
    """The timeline of a location, as JSON."""
    return f"locations/{_segment(location_id)}/timeline"


def references(collection_id: str, record_id: str) -> str:
    """What points at a record and what it points at, as JSON."""
    return f"{item(collection_id, record_id)}/references"


def relative(target: str, start: str) -> str:
    """The link to `target` on the page `start`, both relative to the root of the site."""
    return "../" * start.count("/") + target


def web_address(value: object) -> str | None:
    """The value if it is an absolute http or https address, fit to be a link; None if it is anything else."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.netloc else None


def host(address: str) -> str:
    """The host of an absolute address, as a short name for it: `beyondparallel.csis.org`."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def page_of_list(first: str, number: int) -> str:
    """The page of a list whose first page is `first`: `reports.html`, `reports-2.html`."""
    return first if number == 1 else f"{first.removesuffix('.html')}-{number}.html"


def _segment(text: str) -> str:
    return quote(text, safe="")


def _file(record_id: str) -> str:
    """The name of the file of a record's page, which is that of its STAC Item with another ending, in a link."""
    return quote(encoded(record_id))
