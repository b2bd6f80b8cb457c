"""One page of each look: what every test that is about all pages goes to, by the pattern of its kind."""

from imgcat.web.groups import GROUPINGS
from imgcat.web.kind import HTML
from imgcat.web.kinds import KINDS

EXAMPLES = {
    "index.html": "index.html",
    "explore.html": "explore.html",
    "locations{page}.html": "locations.html",
    "locations/{id}.html": "locations/prk-sino-ri.html",
    "reports{page}.html": "reports.html",
    "reports/{id}.html": "reports/bp-sino-ri-2019.html",
    "references/{id}.html": "references/img-bp-sino-ri-2019-01.html",
    "scenes.html": "scenes.html",
    "scenes/{collection}.html": "scenes/sentinel-2-l2a.html",
    "scenes/{collection}/{id}.html": "scenes/landsat-c2-l1/LC08_L1TP_117033_20210913_20210924_02_T1.html",
    "publishers.html": "publishers.html",
    "publishers/{word}{page}.html": "publishers/csis-beyond-parallel.html",
    "search.html": "search.html",
    "names{page}.html": "names.html",
    "compare/{id}.html": "compare/img-bp-sino-ri-2019-01.html",
    "gaps{page}.html": "gaps.html",
    "gaps/pictures{page}.html": "gaps/pictures.html",
    "conflicts{page}.html": "conflicts.html",
    "changes.html": "changes.html",
    "corrections.html": "corrections.html",
    "about.html": "about.html",
    "methods.html": "methods.html",
    "ethics.html": "ethics.html",
    "404.html": "404.html",
}

PATTERNS = [kind.pattern for kind in KINDS if kind.media_type == HTML]

SAME_LOOK = {"publishers": {each.folder for each in GROUPINGS} - {"publishers"}}
"""Folders of pages that are made by the templates of another."""
