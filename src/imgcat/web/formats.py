"""In which formats a record stands beside its page: those that can say something of one record of its kind."""

from collections.abc import Mapping, Sequence

from imgcat.export import BY_NAME, Format
from imgcat.export.selection import SCENES
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS

_CITED = ("bibtex", "ris", "csl")

_BESIDE: Mapping[str, Sequence[str]] = {
    LOCATIONS: ("kml", "geojson", "csv", *_CITED, "schemaorg", "linkedplaces"),
    REPORTS: (*_CITED, "schemaorg", "kml", "geojson", "csv"),
    REFERENCES: _CITED,
    SCENES: ("kml",),
}


def formats_beside(kind: str) -> Sequence[Format]:
    """The formats beside the page of a record of a kind; its STAC Item aside."""
    return [BY_NAME[name] for name in _BESIDE[kind]]
