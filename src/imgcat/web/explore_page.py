"""The explore page: map, timeline and table of one selection, and the file that holds the index for it."""

from imgcat.model.item import Json
from imgcat.web import addresses
from imgcat.web.explore_index import explore_index
from imgcat.web.kind import data_script, page
from imgcat.web.site import Site

MAP_SCRIPTS = (
    "vendor/leaflet.js",
    "element.js",
    "polyline.js",
    "mercator.js",
    "canvas-tiles.js",
    "basemap-layer.js",
    "marks-layer.js",
    "world-map.js",
)
"""What a page with a map loads."""

TIMELINE_SCRIPTS = ("days.js", "seen.js", "timeline.js")
"""What a page with a timeline loads."""

KIND = page(
    addresses.EXPLORE,
    "explore.html",
    lambda site, _: site.contents,
    scripts=(
        *MAP_SCRIPTS,
        *TIMELINE_SCRIPTS,
        "explore-records.js",
        "explore-filter.js",
        "explore-state.js",
        "explore-map.js",
        "explore-facets.js",
        "explore-table.js",
        "explore.js",
    ),
)


def _index(site: Site) -> Json:
    return explore_index(site.store)


INDEX = data_script(addresses.EXPLORE_INDEX, lambda _: "explore", lambda site, _: site.once(_index))
