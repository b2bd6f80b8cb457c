"""Sources: what a user points at, read tolerantly into STAC Items and Collections, and findings about the rest."""

from imgcat.catalog.sources.fingerprint import fingerprint
from imgcat.catalog.sources.item_text import ItemText
from imgcat.catalog.sources.parts import START, Place, SourcePart
from imgcat.catalog.sources.reading import read_in_parts, read_source
from imgcat.catalog.sources.record import SourceRecord
from imgcat.catalog.sources.source import Address, Source, plain_name, source

__all__ = [
    "START",
    "Address",
    "ItemText",
    "Place",
    "Source",
    "SourcePart",
    "SourceRecord",
    "fingerprint",
    "plain_name",
    "read_in_parts",
    "read_source",
    "source",
]
