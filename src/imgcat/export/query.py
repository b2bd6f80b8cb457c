"""What is asked of a store for an export, and how many records may come."""

from dataclasses import replace

from imgcat.errors import InvalidRequest
from imgcat.export.formats import Format
from imgcat.store import Query, Sort, Store
from imgcat.store.reading import number_of

FEED_ENTRIES = 100
"""Entries of a feed when nobody says how many."""
NEWEST = (Sort("created", descending=True), Sort("datetime", descending=True))
"""What comes first in a feed: what was entered last."""


def fitting(query: Query, form: Format) -> Query:
    """The query for what the format can say. Raises InvalidRequest where it can say nothing of that."""
    if form.only is not None:
        if query.collections is not None and form.only not in query.collections:
            raise InvalidRequest(f"{form.title} is a format for {form.only}, and these are none.")
        query = replace(query, collections=(form.only,))
    if form.feed and not query.sortby:
        query = replace(query, sortby=NEWEST)
    return query


def count(store: Store, query: Query, form: Format, limit: int | None, most: int | None) -> int:
    """How many records to take: `limit` of those that match, or all of them.

    Raises InvalidRequest for more than `most`, or than the format can hold. A feed never has too many: it is cut.
    """
    if form.feed:
        return min(limit or FEED_ENTRIES, most or FEED_ENTRIES)
    matched = number_of(store, query)
    asked = matched if limit is None else min(limit, matched)
    bounds = [bound for bound in (most, form.most) if bound is not None]
    if bounds and asked > min(bounds):
        raise InvalidRequest(
            f"{asked:,} records are asked for, and one {form.title} holds {min(bounds):,} at most: "
            f"narrow the search, or take the first with limit={min(bounds)}."
        )
    return asked
