"""The conformance classes that the API advertises; a test asks for each of them."""

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
    f"{CQL2}/arithmetic",
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
    f"{STAC}/v1.0.0-rc.1/ogcapi-features#free-text",
)

ALL = (*CORE, *FILTER, *SORT, *FIELDS, *FREE_TEXT)
