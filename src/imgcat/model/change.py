"""Change: one line in the history of a record: what was done to it, who did it, when and why."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator

from imgcat.model.record import Record, RecordId, Text
from imgcat.model.vocabulary import ChangeKind


def _in_seconds(moment: datetime) -> datetime:
    """The moment in UTC, without a fraction. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("the time of a change needs a zone")
    return moment.astimezone(UTC).replace(microsecond=0)


class Change(Record):
    """A change of a record. A history only grows: a change is never edited, and the last one stands last.

    `at` is UTC, to the second; `by` a name or pseudonym of the person who answers for it. `field` is the path of what
    was changed in the record (`title`, `picture.credit`), and `before` the JSON value that stood there. `other` is the
    id of the record that took part: the one that a place was merged with, or that takes the place of a reference.
    """

    at: Annotated[datetime, AfterValidator(_in_seconds)]
    by: Text
    kind: ChangeKind
    why: Text
    field: Text | None = None
    before: Any = None
    other: RecordId | None = None
