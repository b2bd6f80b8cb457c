"""What several runs say together: `python -m benchmarks.report FOLDER` compares the sizes and draws the pictures."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.plot import latencies, sizes
from benchmarks.results import Measured, Run
from benchmarks.table import number, rows


def report(folder: Path) -> str:
    """Compare all runs whose figures are in the folder: a table, which is also written there, and pictures."""
    runs = sorted(
        (Run.read(path) for path in folder.glob("[0-9]*.json")), key=lambda run: run.items
    )
    latencies(runs[0], folder / "latencies.svg")
    text = across(runs)
    if len(runs) > 1:
        (folder / "sizes.md").write_text(text, "utf-8")
        sizes(runs, folder / "sizes.svg")
    return text


def across(runs: Sequence[Run]) -> str:
    """How imgcat's figures grow with the number of scenes; empty where there is one run only."""
    if len(runs) < 2:
        return ""
    head = ["question"]
    for run in runs:
        head += [f"{run.items:,}: p50 ms", "in floors", "CPU ms"]
        head += ["p50, times", "CPU, times"] if run is not runs[0] else []
    first, *_ = kinds = [{one.kind: one for one in run.servers[0].kinds} for run in runs]
    lines = [list(_line(name, [one.get(name) for one in kinds])) for name in first]
    lines += [list(_loading(runs)), list(_memory(runs))]
    return "\n".join(rows(head, lines)) + "\n"


def _line(name: str, found: Sequence[Measured | None]) -> Iterator[str]:
    yield name
    first = found[0]
    for one in found:
        if one is None or first is None:
            yield from [""] * 5
            continue
        yield from (number(one.one.median), f"{one.latency_ratio:.1f}", number(one.many.cpu))
        if one is not first:
            yield f"{one.one.median / first.one.median:.2f}"
            yield f"{one.many.cpu / max(first.many.cpu, 1e-3):.2f}"


def _loading(runs: Sequence[Run]) -> Iterator[str]:
    """Items a second loaded, by the clock and of CPU, and bytes on disk an item."""
    yield "loading: items/s, bytes an item, items/s of CPU"
    for run in runs:
        loading = run.servers[0].loading
        if loading is None or loading.seconds is None or loading.cpu is None:
            yield from ("", "", "")
        else:
            yield f"{run.items / loading.seconds:,.0f}"
            yield f"{loading.disk / run.items:,.0f}"
            yield f"{run.items / loading.cpu:,.0f}"
        yield from ("", "") if run is not runs[0] else ()


def _memory(runs: Sequence[Run]) -> Iterator[str]:
    yield "memory serving: own MB, with files MB, while loading MB"
    for run in runs:
        served = run.servers[0]
        yield f"{max(one.memory.own for one in served.kinds) / 1e6:,.0f}"
        yield f"{max(one.memory.resident for one in served.kinds) / 1e6:,.0f}"
        yield f"{served.loading.memory / 1e6:,.0f}" if served.loading else ""
        yield from ("", "") if run is not runs[0] else ()


if __name__ == "__main__":
    sys.stdout.write(report(Path(sys.argv[1])))
