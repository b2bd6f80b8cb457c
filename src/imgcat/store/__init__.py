"""Where questions are answered: the Store protocol, what is asked (Query) and what comes back (Page)."""

from imgcat.store.protocol import Page, Query, Sort, Store, StoredItem
from imgcat.store.row import Row

__all__ = ["Page", "Query", "Row", "Sort", "Store", "StoredItem"]
