"""Where questions are answered: the Store protocol, what is asked (Query) and what comes back (Page)."""

from imgcat.store.protocol import Page, Query, Sort, Store, StoredItem

__all__ = ["Page", "Query", "Sort", "Store", "StoredItem"]
