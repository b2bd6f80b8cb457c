"""The formats of exports: what each is called, what it is for, and who writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imgcat.export.archive import archive
from imgcat.export.bibtex import bibtex
from imgcat.export.csl_json import csl_json
from imgcat.export.feed import atom, json_feed
from imgcat.export.geojson import feature_collection, lines, sequence
from imgcat.export.geoparquet import geoparquet
from imgcat.export.kml import MOST as KML_MOST
from imgcat.export.kml import kml, kmz
from imgcat.export.linked_places import linked_places
from imgcat.export.pgstac import pgstac
from imgcat.export.ris import ris
from imgcat.export.schema_org import schema_org
from imgcat.export.selection import Selection
from imgcat.export.table import csv_rows
from imgcat.model.identifiers import LOCATIONS


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `most` is what a file of it can hold, None when that is up to the server.

    It can say something of `only` one collection, or of all. A `feed` holds the newest records alone, and a `dossier`
    also all that the records are tied to.
    """

    name: str
    title: str
    media_type: str
    suffix: str
    write: Callable[[Selection], Iterator[bytes]]
    most: int | None = None
    only: str | None = None
    feed: bool = False
    dossier: bool = False

    @property
    def base_type(self) -> str:
        """The media type without parameters."""
        return self.media_type.partition(";")[0]


DOSSIER_MOST = 1_000

FORMATS = (
    Format("geojson", "GeoJSON", "application/geo+json", "geojson", feature_collection),
    Format("geojsonseq", "GeoJSON text sequence", "application/geo+json-seq", "geojsons", sequence),
    Format("ndjson", "GeoJSON, a feature a line", "application/x-ndjson", "ndjson", lines),
    Format("csv", "CSV table", "text/csv; charset=utf-8; header=present", "csv", csv_rows),
    Format(
        "geoparquet", "stac-geoparquet", "application/vnd.apache.parquet", "parquet", geoparquet
    ),
    Format("kml", "KML", "application/vnd.google-earth.kml+xml", "kml", kml, KML_MOST),
    Format("kmz", "KMZ", "application/vnd.google-earth.kmz", "kmz", kmz, KML_MOST),
    Format("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", bibtex),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", ris),
    Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json", csl_json),
    Format("schemaorg", "schema.org JSON-LD", "application/ld+json", "jsonld", schema_org),
    Format(
        "linkedplaces",
        "Linked Places",
        'application/ld+json; profile="https://github.com/LinkedPasts/linked-places-format"',
        "lpf.json",
        linked_places,
        only=LOCATIONS,
    ),
    Format("atom", "Atom feed", "application/atom+xml", "atom", atom, feed=True),
    Format("jsonfeed", "JSON Feed", "application/feed+json", "feed.json", json_feed, feed=True),
    Format(
        "zip",
        "ZIP with all that belongs to it",
        "application/zip",
        "zip",
        archive,
        DOSSIER_MOST,
        dossier=True,
    ),
)
"""In the order in which they are offered."""

OF_FILES = (*FORMATS, Format("pgstac", "ZIP for pgstac", "application/zip", "pgstac.zip", pgstac))
"""What `imgcat export` writes: also what is for moving a catalog, not for looking at what was found."""

OF_SEARCH = FORMATS
OF_ITEM = tuple(each for each in FORMATS if not each.feed)
OF_LIST = tuple(each for each in FORMATS if not each.dossier and each.only is None)
OF_COLLECTION = tuple(each for each in FORMATS if each.name == "schemaorg")
"""What can say something of a search, of one item, of a list that belongs to a record, of a collection."""

BY_NAME = {each.name: each for each in OF_FILES}
