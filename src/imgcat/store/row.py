"""What a store tells of an item without its body: enough for a table, a plot or a join."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Row:
    """One item. `start` and `end` hull whatever times it gives (UTC), None where it gives none.

    `values` are those of the properties that were asked for, in that order: strings, numbers and booleans; None for
    what is missing, an array or an object.
    """

    collection: str
    id: str
    start: dt.datetime | None
    end: dt.datetime | None
    footprint: BaseGeometry | None
    values: tuple[Any, ...]

    def number(self, at: int) -> float | None:
        """The value that stands there; None for what is no number."""
        value = self.values[at]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number else None
