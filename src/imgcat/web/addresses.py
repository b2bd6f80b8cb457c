"""The addresses of pages and files, relative to the root of the site.

Links between pages are relative, so that the same pages work under any prefix, and opened from a disk. A record's page
stands beside the file of its STAC Item, and both where the file stands in a catalog's folder.
"""

from hashlib import sha256
from urllib.parse import urlsplit

from anyascii import anyascii

from imgcat.catalog import layout
from imgcat.catalog.layout import encoded
from imgcat.model import identifiers
from imgcat.store.address import file_address

ROOT = "./"
HOME = "index.html"
LOCATIONS = "locations.html"
REPORTS = "reports.html"
SCENES = "scenes.html"
SEARCH = "search.html"
NAMES = "names.html"
EXPLORE = "explore.html"
EXPLORE_INDEX = "explore-index.js"
API = "api.html"
"""The documentation of the API, where there is one."""


def location(location_id: str) -> str:
    """The page of a location."""
    return record(identifiers.LOCATIONS, location_id)


def report(report_id: str) -> str:
    """The page of a report."""
    return record(identifiers.REPORTS, report_id)


def reference(reference_id: str) -> str:
    """The page of a reference."""
    return record(identifiers.REFERENCES, reference_id)


def compare(reference_id: str) -> str:
    """The page that compares a cited picture with public scenes."""
    return layout.href(f"compare/{encoded(reference_id)}.html", layout.ROOT)[2:]


def scene(path: str) -> str:
    """The page of a scene that is named as in `ref:scenes`: `collection/id`."""
    collection, _, item_id = path.partition("/")
    return record(collection, item_id)


def scenes(collection: str) -> str:
    """The list of the scenes in a collection."""
    return layout.address(f"scenes/{encoded(collection)}.html")


def record(collection: str, item_id: str, ending: str = "html") -> str:
    """The page of a record, or the file beside it that has another ending."""
    return file_address(collection, item_id, ending)[1:]


def beside(page: str, ending: str) -> str:
    """The file beside a page that has another ending: `locations/prk-sino-ri.kml`."""
    return f"{page.removesuffix('.html')}.{ending}"


def collection_file(collection: str) -> str:
    """The STAC Collection of that id."""
    return layout.address(layout.collection_path(collection))


def group(folder: str, name: str) -> str:
    """The page of what has a name in common: `publishers/cnn.html`."""
    return f"{folder}/{word(name)}.html"


def page_of_list(first: str, number: int) -> str:
    """The page of a list whose first page is `first`: `reports.html`, `reports.2.html`."""
    return first if number == 1 else beside(first, f"{number}.html")


def word(name: str) -> str:
    """What stands for a name in an address, of letters, digits and hyphens: `CSIS Beyond Parallel` is
    `csis-beyond-parallel`. It follows from the name alone; names that differ in marks or case alone share it."""
    parts = "".join(each if each.isalnum() else " " for each in anyascii(name).casefold()).split()
    return "-".join(parts) or f"name-{sha256(name.encode()).hexdigest()[:12]}"


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
