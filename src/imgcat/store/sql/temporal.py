"""Temporal predicates as SQL over the starts and ends of two intervals."""

from imgcat.store.cql2.expression import Interval, Property, Temporal, Time
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.sql import NEVER, Sql, every, fill, named

_RELATIONS = {
    "t_after": "{ls} > {re}",
    "t_before": "{le} < {rs}",
    "t_contains": "({ls} < {rs} AND {le} > {re})",
    "t_disjoint": "({le} < {rs} OR {ls} > {re})",
    "t_during": "({ls} > {rs} AND {le} < {re})",
    "t_equals": "({ls} = {rs} AND {le} = {re})",
    "t_finishedBy": "({ls} < {rs} AND {le} = {re})",
    "t_finishes": "({ls} > {rs} AND {le} = {re})",
    "t_intersects": "({ls} <= {re} AND {le} >= {rs})",
    "t_meets": "{le} = {rs}",
    "t_metBy": "{ls} = {re}",
    "t_overlappedBy": "({ls} > {rs} AND {ls} < {re} AND {le} > {re})",
    "t_overlaps": "({ls} < {rs} AND {le} > {rs} AND {le} < {re})",
    "t_startedBy": "({ls} = {rs} AND {le} > {re})",
    "t_starts": "({ls} = {rs} AND {le} < {re})",
}
"""The relations of two intervals (l, r) by their starts (s) and ends (e), as CQL2 defines them."""

_EARLIEST, _LATEST = -(2**63), 2**63 - 1

_EXTENT = Property("datetime")
"""In a temporal predicate, `datetime` is the whole time of an item: its instant, day or range."""


def during(start: int | None, end: int | None) -> Sql:
    """Items whose time meets a closed interval, whose bounds are microseconds since 1970."""
    bounds = [Sql("item.start IS NOT NULL")]
    if start is not None:
        bounds.append(Sql('item."end" >= ?', (start,)))
    if end is not None:
        bounds.append(Sql("item.start <= ?", (end,)))
    return every(bounds)


def temporal(dialect: Dialect, node: Temporal, wanted: bool) -> Sql:
    """Unknown where a bound that a property should give is missing, and for an interval that ends before it starts."""
    left_start, left_end = _bounds(dialect, node.left)
    right_start, right_end = _bounds(dialect, node.right)
    bounds = {"ls": left_start, "le": left_end, "rs": right_start, "re": right_end}
    relation = named(_RELATIONS[node.op], **bounds)
    given = dialect.moment(0).text
    known = [fill("{} IS NOT NULL", bound) for bound in bounds.values() if bound.text != given]
    for side, start, end in (
        (node.left, left_start, left_end),
        (node.right, right_start, right_end),
    ):
        if isinstance(side, Interval) and any(
            isinstance(bound, Property) for bound in (side.start, side.end)
        ):
            known.append(fill("{} <= {}", start, end))
    return every([relation if wanted else fill("NOT {}", fill("({})", relation)), *known])


def _bounds(dialect: Dialect, operand: Time | Property | Interval) -> tuple[Sql, Sql]:
    if not isinstance(operand, Interval):
        return _start(dialect, operand), _end(dialect, operand)
    start = dialect.moment(_EARLIEST) if operand.start is None else _start(dialect, operand.start)
    end = dialect.moment(_LATEST) if operand.end is None else _end(dialect, operand.end)
    return start, end


def _start(dialect: Dialect, bound: Time | Property) -> Sql:
    if bound == _EXTENT:
        return Sql("item.start")
    return dialect.time(bound) or NEVER


def _end(dialect: Dialect, bound: Time | Property) -> Sql:
    return Sql('item."end"') if bound == _EXTENT else dialect.time_end(bound)
