"""The table of all kinds of pages and files. The server's routes and the static site are both made from it."""

from imgcat.web import (
    changes,
    compare_page,
    conflicts_page,
    explore_page,
    exports,
    gaps_page,
    groups,
    home,
    lists,
    location_page,
    names_list,
    reference_page,
    report_page,
    scene_lists,
    scene_page,
    search_index,
    search_page,
    stac,
    texts,
)
from imgcat.web.crawling import crawling
from imgcat.web.kind import HTML, Kind

_KINDS: tuple[Kind, ...] = (
    home.KIND,
    lists.LOCATIONS,
    lists.REPORTS,
    search_page.KIND,
    names_list.KIND,
    explore_page.KIND,
    explore_page.INDEX,
    search_index.INDEX,
    search_index.PARTS,
    gaps_page.PLACES,
    gaps_page.PICTURES,
    conflicts_page.KIND,
    changes.CHANGES,
    changes.CORRECTIONS,
    changes.CHANGES_FEED,
    texts.ABOUT,
    texts.METHODS,
    texts.ETHICS,
    location_page.KIND,
    report_page.KIND,
    compare_page.KIND,
    reference_page.KIND,
    scene_page.KIND,
    scene_lists.COLLECTIONS,
    scene_lists.KIND,
    *groups.KINDS,
    *stac.COLLECTIONS,
    # Those with longer endings first: an id may hold dots.
    *exports.KINDS,
    *stac.ITEMS,
)
# Scenes are other people's, and there may be millions of them.
_CRAWLED = [kind for kind in _KINDS if kind.media_type == HTML and kind is not scene_page.KIND]
KINDS = (*_KINDS, *crawling(_CRAWLED))
"""An address belongs to the first kind whose pattern fits it."""
