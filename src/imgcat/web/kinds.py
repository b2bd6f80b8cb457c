"""The table of all kinds of pages and files. The server's routes and the static site are both made from it."""

from imgcat.web import home, lists, location_page, report_page, search_page
from imgcat.web.kind import Kind

KINDS: tuple[Kind, ...] = (
    home.KIND,
    lists.LOCATIONS,
    lists.REPORTS,
    search_page.KIND,
    location_page.KIND,
    report_page.KIND,
)
"""An address belongs to the first kind whose pattern fits it."""
