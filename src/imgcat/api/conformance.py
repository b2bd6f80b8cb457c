"""The conformance classes that the API advertises; a test asks for each of them.

Versions are those that the list of STAC API extensions named on 2026-07-01, and where a specification has a newer text
or clients look for an older one, both.
"""

from imgcat.model.identifiers import PAGES

STAC = "https://api.stacspec.org"
FEATURES = "http://www.opengis.net/spec/ogcapi-features"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"

REFERENCES = f"{PAGES}/conformance/references"
"""imgcat's own routes."""

CORE = (
    f"{STAC}/v1.0.0/core",
    f"{STAC}/v1.0.0/collections",
    f"{STAC}/v1.0.0/ogcapi-features",
    f"{STAC}/v1.0.0/item-search",
    f"{FEATURES}-1/1.0/conf/core",
    f"{FEATURES}-1/1.0/conf/oas30",
    f"{FEATURES}-1/1.0/conf/geojson",
    REFERENCES,
)

FILTER = (
    f"{STAC}/v1.0.0/item-search#filter",
    f"{FEATURES}-3/1.0/conf/filter",
    f"{FEATURES}-3/1.0/conf/features-filter",
    f"{FEATURES}-3/1.0/conf/queryables",
    f"{CQL2}/cql2-text",
    f"{CQL2}/cql2-json",
    f"{CQL2}/basic-cql2",
    f"{CQL2}/advanced-comparison-operators",
    f"{CQL2}/case-insensitive-comparison",
    f"{CQL2}/accent-insensitive-comparison",
    f"{CQL2}/basic-spatial-functions",
    f"{CQL2}/basic-spatial-functions-plus",
    f"{CQL2}/spatial-functions",
    f"{CQL2}/temporal-functions",
    f"{CQL2}/array-functions",
    f"{CQL2}/property-property",
    f"{CQL2}/functions",
    f"{CQL2}/arithmetic",
)

QUERY = (
    f"{STAC}/v1.0.0/item-search#query",
    f"{STAC}/v1.0.0/ogcapi-features#query",
)

SORT = (
    f"{STAC}/v1.0.0/item-search#sort",
    f"{STAC}/v1.0.0/ogcapi-features#sort",
    f"{STAC}/v1.1.0/item-search#sort",
    f"{STAC}/v1.1.0/ogcapi-features#sort",
    f"{STAC}/v1.1.0/item-search#sortables",
    f"{FEATURES}-5/1.0/conf/sortables",
)

FIELDS = (
    f"{STAC}/v1.0.0/item-search#fields",
    f"{STAC}/v1.0.0/ogcapi-features#fields",
)

FREE_TEXT = (
    f"{STAC}/v1.0.0-rc.1/item-search#free-text",
    f"{STAC}/v1.0.0-rc.1/item-search#advanced-free-text",
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#free-text",
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#advanced-free-text",
)

COLLECTION_SEARCH = (
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/simple-query",
    f"{STAC}/v1.0.0-rc.1/collection-search",
    f"{STAC}/v1.0.0-rc.1/collection-search#free-text",
    f"{STAC}/v1.0.0-rc.1/collection-search#advanced-free-text",
    f"{STAC}/v1.0.0-rc.1/collection-search#filter",
    f"{STAC}/v1.0.0-rc.1/collection-search#fields",
    f"{STAC}/v1.0.0/collection-search",
    f"{STAC}/v1.0.0/collection-search#filter",
    f"{STAC}/v1.0.0/collection-search#fields",
    f"{STAC}/v1.0.0/collection-search#sort",
    f"{STAC}/v1.1.0/collection-search#sort",
    f"{STAC}/v1.1.0/collection-search#sortables",
)

AGGREGATION = (
    f"{STAC}/v0.3.0/aggregation",
    f"{STAC}/v0.3.0/aggregation#query",
    f"{STAC}/v0.3.0/aggregation#filter",
)

BROWSING = (
    f"{STAC}/v1.0.0-rc.2/children",
    f"{STAC}/v1.0.0-rc.3/browseable",
)

ALL = (
    *CORE,
    *FILTER,
    *QUERY,
    *SORT,
    *FIELDS,
    *FREE_TEXT,
    *COLLECTION_SEARCH,
    *AGGREGATION,
    *BROWSING,
)
