"""A place as a small HTML page, which OpenRefine shows in a frame."""

from html import escape

from imgcat.api.reconciliation.properties import PROPERTIES
from imgcat.model.item import Json

WIDTH, HEIGHT = 420, 220
"""The size of the frame, in CSS pixels."""

_SHOWN = ("name", "admin", "country_name", "type", "last_report", "reference_count")


def preview(item: Json) -> str:
    """The page of a location's Item. Everything in it is escaped, and it loads nothing."""
    title = escape(str(item["properties"].get("title") or item["id"]))
    lines = []
    for key in _SHOWN:
        values = ", ".join(str(each) for each in PROPERTIES[key].values(item))
        if values:
            lines.append(f"<dt>{escape(PROPERTIES[key].name)}</dt><dd>{escape(values)}</dd>")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:13px sans-serif;margin:8px}h1{font-size:15px;margin:0 0 6px}"
        "dt{font-weight:bold}dd{margin:0 0 4px}</style>"
        f"<h1>{title}</h1><dl>{''.join(lines)}</dl></html>"
    )
