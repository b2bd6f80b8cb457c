"""CQL2 (OGC 21-065r2): from text or JSON to a checked expression. Engines compile the expression."""

from imgcat.store.cql2.parse import MAX_DEPTH, MAX_NODES, check_size, parse_filter
from imgcat.store.cql2.reader import read_predicate

__all__ = ["MAX_DEPTH", "MAX_NODES", "check_size", "parse_filter", "read_predicate"]
