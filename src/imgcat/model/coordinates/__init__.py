"""Coordinates as texts print them: found in running text, and written in the same notations."""

from imgcat.model.coordinates.coordinate import Coordinate, Notation
from imgcat.model.coordinates.find import find_coordinates
from imgcat.model.coordinates.notation import decimal, dms, mgrs

__all__ = ["Coordinate", "Notation", "decimal", "dms", "find_coordinates", "mgrs"]
