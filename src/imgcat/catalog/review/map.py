"""A small map of one place as SVG: outlines of the packaged country data, the place, its uncertainty, a scale."""

from html import escape
from math import log10

from imgcat.model.country import outlines_around
from imgcat.model.position import Position

SIZE = 320
"""Pixels each way."""

_LEAST_KM = 100.0
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.land{fill:none;stroke:#888;stroke-width:1}"
    ".circle{fill:#c0392b;fill-opacity:.2;stroke:#c0392b}.point{fill:#c0392b}.scale{stroke:#333;stroke-width:2}"
)


def place_map(title: str, position: Position) -> str:
    """The map, with the place in its middle and north up; distances from the middle are true."""
    lon, lat = position.point()
    uncertainty_km = (position.uncertainty_m or 0) / 1000
    half_km = max(_LEAST_KM, 3 * uncertainty_km)
    pixels = SIZE / 2 / half_km
    lines = []
    for outline in outlines_around(lon, lat, 1.5 * half_km):
        points = " ".join(
            f"{SIZE / 2 + x * pixels:.1f},{SIZE / 2 - y * pixels:.1f}" for x, y in outline.tolist()
        )
        lines.append(f'<polyline class="land" points="{points}"/>')
    scale_km = _round(half_km / 2)
    length, name = scale_km * pixels, escape(title)
    known = f"within {uncertainty_km:g} km" if uncertainty_km else "uncertainty not known"
    middle = SIZE // 2
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"'
            f' width="{SIZE}" height="{SIZE}" role="img">',
            f"<title>{name}, {known}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{SIZE}" height="{SIZE}" fill="#fff" stroke="#ccc"/>',
            *lines,
            f'<circle class="circle" cx="{middle}" cy="{middle}" r="{uncertainty_km * pixels:.1f}"/>',
            f'<circle class="point" cx="{middle}" cy="{middle}" r="3"/>',
            f'<path class="scale" d="M12 {SIZE - 12}h{length:.1f}"/>',
            f'<text x="12" y="{SIZE - 18}">{scale_km:g} km</text>',
            "</svg>",
            "",
        ]
    )


def _round(km: float) -> float:
    """The largest of 1, 2 and 5 with zeros that is not above it."""
    power = 10.0 ** int(log10(km))
    return max(step * power for step in (1, 2, 5) if step * power <= km)
