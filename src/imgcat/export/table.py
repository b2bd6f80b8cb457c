"""CSV (RFC 4180, UTF-8): a row a record, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from imgcat.export.columns import Cell, cells, header
from imgcat.export.selection import Selection

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fullwidth forms too
"""What a text must not start with: spreadsheets take it for a formula."""


def csv_rows(selection: Selection) -> Iterator[bytes]:
    """A header and a row for each item, over the columns of the kinds that may come. True is `true`, unknown is empty.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; a quotation stands in “ ”.
    """
    names = header(selection.kinds)
    yield _line(names)
    for item in selection:
        found = cells(item, selection.collection(item))
        if isinstance(quote := found.get("quote"), str):
            found["quote"] = f"“{quote}”"
        yield _line([_safe(found.get(name)) for name in names])


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str):
        # A null byte ends the file for some readers.
        cell = cell.replace("\0", "")
        return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
    return cell


def _line(values: list[Cell] | list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode("utf-8", "replace")
