"""Items as rows: some of their properties and their footprints, without their bodies."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from imgcat.model.interval import moment
from imgcat.store.row import Row
from imgcat.store.sql.question import Question
from imgcat.store.sql.sql import Sql, fill, listed

_CHUNK = 10_000
"""Rows that are read together."""

_FIRST = Sql('item.collection, item.id, item.start, item."end"')


def read_rows(question: Question, properties: Sequence[str]) -> Iterator[Row]:
    """The items that a question finds, in no order."""
    dialect = question.dialect
    wanted = [dialect.terms(name) for name in properties]
    select = fill(
        "SELECT {} FROM {} WHERE {}",
        listed([_FIRST, dialect.outline, *wanted]),
        dialect.outlined,
        question.matching,
    )
    for rows in question.connection.chunks(select, _CHUNK):
        outlines = [None if row[4] is None else dialect.wkb(row[4]) for row in rows]
        footprints = shapely.from_wkb(np.array(outlines, dtype=object))
        for (collection, item_id, start, end, _, *values), footprint in zip(
            rows, footprints, strict=True
        ):
            decoded = tuple(_scalar(dialect.decode(value)) for value in values)
            yield Row(collection, item_id, _moment(start), _moment(end), footprint, decoded)


def _moment(since_epoch: int | None) -> dt.datetime | None:
    return None if since_epoch is None else moment(since_epoch)


def _scalar(value: Any) -> Any:
    """The value; None for arrays and objects."""
    return None if isinstance(value, list | dict) else value
