"""The dates of records in an answer, as far as they are known, and the order of such dates."""

from collections.abc import Mapping
from typing import Any

from imgcat.model.item import Json
from imgcat.model.vocabulary import DatePrecision

_UNDATED = "~"


def dated(feature: Json) -> Json:
    """The date of a reference or report as far as it is known; one that is not says so, with the reason."""
    properties: Mapping[str, Any] = feature["properties"]
    when = properties.get("ref:when") or {}
    known = {
        "date": properties.get("ref:date"),
        "precision": properties.get("ref:date_precision", DatePrecision.UNKNOWN),
    }
    if known["date"] is None:
        return {**known, "undated": True, "reason": when.get("reason")}
    return {**known, "end": when["end"]} if when.get("end") else known


def by_date(date: str | None) -> str:
    """What dates as they are written are sorted by: a day before its hours, what has none last.

    A month or a year comes after its days, as nothing says that it was before them; `~` comes after every date.
    """
    if date is None:
        return _UNDATED
    return date + _UNDATED if len(date) in (4, 7) else date
