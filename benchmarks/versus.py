"""How much more each other server takes than imgcat on the same database server, for each kind of questions."""

from collections.abc import Iterator, Sequence

from benchmarks.results import Measured, Served
from benchmarks.rivals.imgcat_postgresql import NAME
from benchmarks.table import number, rows


def versus(servers: Sequence[Served]) -> Iterator[str]:
    """A table, where imgcat on PostgreSQL was measured and others beside it; above 1 imgcat is ahead."""
    own = next((each for each in servers if each.name == NAME), None)
    others = [each for each in servers if not each.name.startswith("imgcat")]
    if own is None or not others:
        return
    head = ["question", "p50 ms", "CPU ms, 16"]
    for other in others:
        head += [f"{other.name}: p50, times", "CPU, times"]
    yield f"### Times what {NAME} takes"
    yield ""
    yield from rows(head, ([*_line(one, others)] for one in own.kinds))


def _line(one: Measured, others: Sequence[Served]) -> Iterator[str]:
    yield from (one.kind, number(one.one.median), number(one.many.cpu))
    for other in others:
        found = next((each for each in other.kinds if each.kind == one.kind), None)
        if found is None:
            yield from ("", "")
        else:
            yield number(found.one.median / one.one.median)
            yield number(found.many.cpu / max(one.many.cpu, 1e-3))
