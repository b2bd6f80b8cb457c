"""CSV (RFC 4180, UTF-8): a row a record, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from imgcat.export.columns import Cell, cells, header
from imgcat.export.selection import Exported, Selection

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fullwidth forms too
"""What a text must not start with: spreadsheets take it for a formula."""


def csv_rows(selection: Selection) -> Iterator[bytes]:
    """A header and a row for each item, over the columns of the kinds that may come. True is `true`, unknown is empty.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; a quotation stands in “ ”.
    """
    names = header(selection.kinds)
    return lines(names, (_row(item, selection, names) for item in selection))


def _row(item: Exported, selection: Selection, names: Sequence[str]) -> list[Cell]:
    found = cells(item, selection.collection(item))
    if isinstance(quote := found.get("quote"), str):
        found["quote"] = f"“{quote}”"
    return [found.get(name) for name in names]


def lines(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table's header and its rows, a line each."""
    yield _line(list(names))
    for row in rows:
        yield _line([_safe(cell) for cell in row])


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
