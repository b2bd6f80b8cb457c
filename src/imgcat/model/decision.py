"""A person's decision on which public scene a picture is of."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from imgcat.model.record import Record, Text
from imgcat.model.vocabulary import DecisionState

Score = Annotated[int, Field(ge=0, le=100)]


class Decision(Record):
    """Who decided what, when and why. Only people decide; what a machine proposed is kept beside it.

    `score` and `parts` are those of the candidate when it was accepted, `searched` the indexes that were asked for it,
    or in which nothing was found.
    """

    state: DecisionState
    by: Text
    at: dt.date
    why: Text
    score: Score | None = None
    parts: Annotated[dict[Text, Score], Field(min_length=1)] | None = None
    searched: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
