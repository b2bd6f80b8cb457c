"""A query as one connection answers it."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from imgcat.store.sql.dialect import Connection, Dialect
from imgcat.store.sql.order import Key, Segment
from imgcat.store.sql.sql import Sql, fill, listed, param
from imgcat.store.sql.token import Position

Found = tuple[Any, ...]
"""An item's number, collection and id, and the values that it is sorted by."""


class Question(Protocol):
    """A query, while a connection is lent for it."""

    @property
    def connection(self) -> Connection:
        """The connection."""
        ...

    @property
    def dialect(self) -> Dialect:
        """What its conditions are said in."""
        ...

    @property
    def matching(self) -> Sql:
        """The condition that an item must fulfil, as it is asked of all items in no order."""
        ...

    def page(
        self, keys: tuple[Key, ...], position: Position | None, limit: int
    ) -> tuple[list[Found], bool]:
        """The first `limit` matches in order of the keys, from a position on and in its direction.

        There may be more of them where all there are were found anyhow, which the other value says.
        """
        ...

    def count(self) -> int | None:
        """How many items match; None where too many would have to be looked at."""
        ...


def in_order(
    connection: Connection, where: Sql, keys: Sequence[Key], ahead: Iterable[Segment], limit: int
) -> list[Found]:
    """Up to `limit` matches, from one segment after the other, each of which the engine sorts."""
    found: list[Found] = []
    columns = listed(key.value for key in keys)
    for segment in ahead:
        select = fill(
            "SELECT item.num, item.collection, item.id, {} FROM item WHERE {} AND {} ORDER BY {} LIMIT {}",
            columns,
            where,
            segment.condition,
            segment.order,
            param(limit - len(found)),
        )
        found += connection.rows(select)
        if len(found) == limit:
            break
    return found
