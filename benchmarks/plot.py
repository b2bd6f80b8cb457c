"""A run as a picture: how many floors each kind of questions takes, for each server, on a logarithmic axis."""

import math
from collections.abc import Iterator
from html import escape

from benchmarks.results import Run

LEFT, WIDTH, ROW, TOP, MARGIN = 230, 620, 24, 60, 30
COLOURS = ("#0b6e4f", "#c1440e", "#7a4fb5", "#b58900", "#3465a4")


def svg(run: Run) -> str:
    """The picture as SVG; one dot a server and kind, its place the median latency with one client."""
    kinds = list(dict.fromkeys(one.kind for served in run.servers for one in served.kinds))
    most = max((one.latency_ratio for served in run.servers for one in served.kinds), default=1.0)
    decades = max(1, math.ceil(math.log10(most)))
    height = TOP + ROW * len(kinds) + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + MARGIN} {height}" '
            'font-family="sans-serif" font-size="12">',
            "<title>Median latency with one client, as a multiple of the floor's</title>",
            '<rect width="100%" height="100%" fill="white"/>',
            *_axis(decades, height),
            *_names(run, kinds),
            *_dots(run, kinds, decades),
            "</svg>\n",
        ]
    )


def _at(ratio: float, decades: int) -> float:
    return LEFT + WIDTH * max(math.log10(max(ratio, 1.0)), 0) / decades


def _axis(decades: int, height: int) -> Iterator[str]:
    for decade in range(decades + 1):
        x = _at(10**decade, decades)
        yield f'<line x1="{x:.0f}" y1="{TOP - 8}" x2="{x:.0f}" y2="{height - MARGIN}" stroke="#ccc"/>'
        yield f'<text x="{x:.0f}" y="{height - 12}" text-anchor="middle">{10**decade:,} x floor</text>'


def _names(run: Run, kinds: list[str]) -> Iterator[str]:
    for row, kind in enumerate(kinds):
        y = TOP + ROW * row + 4
        yield f'<text x="{LEFT - 12}" y="{y}" text-anchor="end">{escape(kind)}</text>'
    for number, served in enumerate(run.servers):
        x = 12 + number * 215
        yield f'<circle cx="{x}" cy="20" r="5" fill="{COLOURS[number % len(COLOURS)]}"/>'
        yield f'<text x="{x + 10}" y="24">{escape(served.name)}</text>'


def _dots(run: Run, kinds: list[str], decades: int) -> Iterator[str]:
    for number, served in enumerate(run.servers):
        for one in served.kinds:
            x, y = _at(one.latency_ratio, decades), TOP + ROW * kinds.index(one.kind)
            said = f"{served.name}, {one.kind}: {one.one.median:.2f} ms, {one.latency_ratio:.1f} floors"
            yield (
                f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{COLOURS[number % len(COLOURS)]}">'
                f"<title>{escape(said)}</title></circle>"
            )
