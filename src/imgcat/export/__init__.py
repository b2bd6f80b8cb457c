"""Exports: a selection of records as a file of some format, a chunk at a time."""

from imgcat.export.formats import BY_NAME, FORMATS, Format
from imgcat.export.selection import Selection

__all__ = ["BY_NAME", "FORMATS", "Format", "Selection"]
