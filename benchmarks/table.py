"""A run as Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.load import Loading
from benchmarks.results import Measured, Run, Served

_HEAD = (
    "question",
    "KB",
    "p50 ms",
    "p99 ms",
    "floor ms",
    "ratio",
    "CPU ms",
    "per s, 16",
    "of floor",
    "CPU ms, 16",
    "in floors",
    "in process ms",
    "own MB",
    "answers",
)


def markdown(run: Run) -> str:
    """The machine, and a table for each server."""
    machine = run.machine
    about = [
        f"{run.items:,} scenes, seed {run.seed}, {run.started}: `{run.command}`.",
        f"{machine['cores']} cores of {machine['cpu']}, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}; load average before the run {machine['load_before']}.",
    ]
    parts = ["\n".join(about), *("\n".join(_server(served, run.items)) for served in run.servers)]
    return "\n\n".join(parts) + "\n"


def _server(served: Served, items: int) -> Iterator[str]:
    yield f"### {served.name}"
    yield ""
    versions = ", ".join(f"{name} {number}" for name, number in served.versions.items())
    yield f"{served.notes} {versions}."
    if served.loading is not None:
        yield _loading(served.loading, items)
    if served.kinds:
        own = max(one.memory.own for one in served.kinds) / 1e6
        resident = max(one.memory.resident for one in served.kinds) / 1e6
        yield f"Memory while serving: {own:,.0f} MB of its own; with pages of files {resident:,.0f} MB."
    yield ""
    yield from rows(_HEAD, (_cells(one) for one in served.kinds))
    for one in served.kinds:
        if one.complaint:
            yield ""
            yield f"Differs, {one.kind}: {one.complaint.replace('|', '/')}"
    if served.missing:
        yield ""
        yield f"It cannot be asked: {', '.join(served.missing)}."


def _loading(loading: Loading, items: int) -> str:
    took = "Loaded before"
    if loading.seconds is not None:
        took = f"Loaded in {loading.seconds:,.1f} s ({items / loading.seconds:,.0f} items/s)"
    if loading.cpu is not None:
        took += f", {loading.cpu:,.1f} s of CPU ({items / loading.cpu:,.0f} items/s of CPU)"
    if loading.making:
        took += f", of which making the scenes {loading.making:,.1f} s"
    if loading.memory:
        took += f", with at most {loading.memory / 1e6:,.0f} MB"
    return f"{took}; {loading.disk / items / 1e3:.2f} KB on disk an item."


def _cells(one: Measured) -> Sequence[str]:
    return (
        one.kind,
        f"{one.bytes / 1e3:,.1f}",
        number(one.one.median),
        number(one.one.p99),
        number(one.one_floor.median),
        f"{one.latency_ratio:.1f}",
        number(one.one.cpu),
        f"{one.many.rate:,.0f}",
        f"{one.rate_ratio:.0%}",
        number(one.many.cpu),
        f"{one.cpu_ratio:.1f}",
        number(one.in_process.median) if one.in_process else "",
        f"{one.memory.own / 1e6:,.0f}",
        f"{one.wrong} of {one.questions} wrong" if one.wrong else "right",
    )


def rows(head: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; all columns but the first are numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def number(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
