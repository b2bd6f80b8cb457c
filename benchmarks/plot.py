"""Runs as pictures, in SVG: each kind of questions a row, on a logarithmic axis."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.results import Run

_MARKERS = "osD^v"


def latencies(run: Run, path: Path) -> None:
    """How many floors the median answer takes, for each server."""
    series = {
        served.name: {one.kind: one.latency_ratio for one in served.kinds} for served in run.servers
    }
    title = f"Median latency with one client, as a multiple of the floor's; {run.items:,} scenes"
    _draw(series, title, "times the floor", path)


def sizes(runs: Sequence[Run], path: Path) -> None:
    """The median latency of imgcat for each number of scenes."""
    series = {
        f"{run.items:,} scenes": {one.kind: one.one.median for one in run.servers[0].kinds}
        for run in runs
    }
    _draw(series, "Median latency with one client", "milliseconds", path)


def _draw(series: dict[str, dict[str, float]], title: str, unit: str, path: Path) -> None:
    names = list(dict.fromkeys(name for values in series.values() for name in values))
    # Text stays text, and the same figures give the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "imgcat", "font.size": 9}):
        figure = Figure(figsize=(8, 1.2 + 0.24 * len(names)), layout="constrained")
        axes: Axes = figure.subplots()
        for marker, (label, values) in zip(_MARKERS, series.items(), strict=False):
            places = [names.index(name) for name in values]
            axes.scatter(list(values.values()), places, marker=marker, s=28, label=label, zorder=2)
        axes.set_xscale("log")
        axes.set_xlabel(unit)
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
        axes.grid(visible=True, color="#dddddd", zorder=1)
        axes.set_title(title, fontsize=10, loc="left")
        axes.legend(loc="lower right")
        figure.savefig(path, metadata={"Date": None})
