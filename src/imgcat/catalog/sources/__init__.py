"""Sources: what a user points at, read tolerantly into STAC Items and Collections, and findings about the rest."""

from imgcat.catalog.sources.fingerprint import fingerprint
from imgcat.catalog.sources.item_text import ItemText
from imgcat.catalog.sources.json_file import Lines
from imgcat.catalog.sources.reading import read_in_parts, read_source
from imgcat.catalog.sources.record import SourceRecord

__all__ = ["ItemText", "Lines", "SourceRecord", "fingerprint", "read_in_parts", "read_source"]
