"""Items as rows: some of their properties and their footprints, without their bodies."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np

from imgcat.model.interval import moment
from imgcat.store.cql2.expression import Property
from imgcat.store.properties import CORE
from imgcat.store.row import Row
from imgcat.store.sqlite.connection import Connection
from imgcat.store.sqlite.outline import footprints_of
from imgcat.store.sqlite.scalars import Scalars
from imgcat.store.sqlite.sql import Sql, fill, listed
from imgcat.store.sqlite.values import FALSE, TRUE

_CHUNK = 10_000
"""Rows that are read together."""

_FIRST = 'item.collection, item.id, item.start, item."end", outline'


def read_rows(
    connection: Connection, where: Sql, columns: Collection[str], properties: Sequence[str]
) -> Iterator[Row]:
    """The items that fulfil a condition, in no order, as one connection sees them."""
    scalars = Scalars(columns)
    wanted = [scalars.value(Property(name, core=name in CORE)) for name in properties]
    select = fill(
        "SELECT {} FROM item LEFT JOIN footprint USING (num) WHERE {}",
        listed([Sql(_FIRST), *wanted]),
        where,
    )
    for rows in connection.chunks(select, _CHUNK):
        footprints = np.full(len(rows), None)
        located = [at for at, row in enumerate(rows) if row[4] is not None]
        footprints[located] = footprints_of([rows[at][4] for at in located])
        for (collection, item_id, start, end, _, *values), footprint in zip(
            rows, footprints, strict=True
        ):
            decoded = tuple(map(_scalar, values))
            yield Row(collection, item_id, _moment(start), _moment(end), footprint, decoded)


def _moment(since_epoch: int | None) -> dt.datetime | None:
    return None if since_epoch is None else moment(since_epoch)


def _scalar(stored: Any) -> Any:
    """The JSON scalar that a stored value stands for; None for arrays and objects."""
    if isinstance(stored, bytes):
        return {TRUE: True, FALSE: False}.get(stored)
    return stored
