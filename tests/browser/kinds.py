"""One page of each kind, by the pattern of its addresses: what every test that is about all pages goes to."""

EXAMPLES = {
    "index.html": "index.html",
    "locations{page}.html": "locations.html",
    "reports{page}.html": "reports.html",
    "search.html": "search.html?q=신오리",
    "explore.html": "explore.html",
    "locations/{id}.html": "locations/prk-sino-ri.html",
    "reports/{id}.html": "reports/bp-sino-ri-2019.html",
}
