"""The names under which imgcat's own things are known: collections, the extension's prefix and its schema."""

LOCATIONS = "locations"
REPORTS = "reports"
REFERENCES = "references"
RECORD_COLLECTIONS = (LOCATIONS, REPORTS, REFERENCES)
"""The collections of imgcat's own records; every other collection holds scenes."""

STAC_VERSION = "1.1.0"

PAGES = "https://imgcat.github.io/imgcat"
"""Where the project's pages will be. Nothing depends on it being up: it only makes identifiers."""

PREFIX = "ref:"
SCHEMA_VERSION = "v1.0.0"
SCHEMA_PATH = f"schemas/ref/{SCHEMA_VERSION}/schema.json"
SCHEMA_URI = f"{PAGES}/{SCHEMA_PATH}"
"""The identifier of the `ref:` extension."""

VERSION_URI = "https://stac-extensions.github.io/version/v1.2.0/schema.json"
SCIENTIFIC_URI = "https://stac-extensions.github.io/scientific/v1.0.0/schema.json"
