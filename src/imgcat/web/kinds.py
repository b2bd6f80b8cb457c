"""The table of all kinds of pages and files. The server's routes and the static site are both made from it."""

from imgcat.web import (
    compare_page,
    explore_page,
    home,
    lists,
    location_page,
    report_page,
    search_index,
    search_page,
)
from imgcat.web.kind import Kind

KINDS: tuple[Kind, ...] = (
    home.KIND,
    lists.LOCATIONS,
    lists.REPORTS,
    search_page.KIND,
    explore_page.KIND,
    explore_page.INDEX,
    search_index.INDEX,
    search_index.PARTS,
    location_page.KIND,
    report_page.KIND,
    compare_page.KIND,
)
"""An address belongs to the first kind whose pattern fits it."""
