"""Seeded random queries over synthetic items."""

import datetime as dt
from typing import Any

from imgcat.store.protocol import Query, Sort
from tests.store.synthetic_filters import SyntheticFilters
from tests.store.synthetic_items import COLLECTIONS, WORDS


class Synthetic(SyntheticFilters):
    """A source of random items and queries."""

    fields: tuple[str, ...] = (
        "datetime",
        "id",
        "collection",
        "eo:cloud_cover",
        "size",
        "platform",
        "flag",
        "created",
        "made",
        "gsd",
    )

    def query(self) -> Query:
        """A query with a few conditions, sort keys and any page size."""
        chance = self.random.random
        conditions: dict[str, Any] = {}
        if chance() < 0.3:
            conditions["bbox"] = self.bbox()
        elif chance() < 0.2:
            conditions["intersects"] = self.area()
        if chance() < 0.3:
            conditions["collections"] = tuple(
                self.random.sample(COLLECTIONS, self.random.randrange(1, 3))
            )
        if chance() < 0.25:
            conditions["datetime"] = self.interval()
        if chance() < 0.15:
            conditions["q"] = tuple(self.random.sample(WORDS[:9], self.random.randrange(1, 3)))
        if chance() < 0.6:
            conditions["filter"] = self.filter(self.random.randrange(4))
        return Query(**conditions, sortby=self.sortby(), limit=self.random.choice((1, 3, 10, 1000)))

    def sortby(self) -> tuple[Sort, ...]:
        picked = self.random.sample(self.fields, self.random.choice((0, 0, 1, 1, 2, 3)))
        return tuple(Sort(field, self.random.random() < 0.5) for field in picked)

    def interval(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        days = sorted(self.random.choices(range(-20, 60), k=2))
        start, end = (
            dt.datetime(2018, 12, 7, tzinfo=dt.UTC) + dt.timedelta(days=day) for day in days
        )
        return self.random.choice(
            ((start, end), (start, None), (None, end), (None, None), (start, start))
        )
