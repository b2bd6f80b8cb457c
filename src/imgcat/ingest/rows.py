"""The kinds of rows: the columns of each, and the function that makes a record of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from imgcat.ingest.columns import Row, checked
from imgcat.ingest.pictures import image, scene
from imgcat.ingest.places import location, name
from imgcat.ingest.reports import reference, report

MAY_BE_NULL = frozenset({"published", "acquired", "facility_type"})
"""Columns that a kind of row is told by, although nothing may be known of what they say."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its columns, those that tell it from other kinds, and what is made of its cells."""

    name: str
    columns: frozenset[str]
    telling: frozenset[str]
    make: Callable[[Row, datetime], Any]

    def read(self, row: Row, created: datetime) -> Any:
        """What the row says. Raises InvalidRecord."""
        return self.make(checked(row, self.columns, self.telling - MAY_BE_NULL), created)


def _kind(name: str, telling: str, others: str, make: Callable[[Row, datetime], Any]) -> Kind:
    return Kind(name, frozenset(f"{telling} {others}".split()), frozenset(telling.split()), make)


KINDS = (
    _kind(
        "locations",
        "id name facility_type source_url",
        "alt_names country admin lat lon precision_m coord_source coord_as_printed coord_source_url notes",
        location,
    ),
    _kind(
        "reports",
        "id title kind published source_url",
        "title_descriptive authors publisher series published_precision language url doi licence summary "
        "reports_on source_kind notes",
        report,
    ),
    _kind("names", "id location variant source_url", "canonical kind should_match notes", name),
    _kind(
        "references", "id report relation target source_url", "type where quote notes", reference
    ),
    _kind(
        "images",
        "id report location acquired source_url",
        "provider satellite credit_as_printed acquired_end acquired_precision acquired_time_utc product_id "
        "date_basis locator public_archive quote notes",
        image,
    ),
    _kind("scenes", "product_id source_url", "notes", scene),
)
"""The kinds of rows, in the order in which they must be entered."""
