"""The columns of all tables, and what a cell of each may hold."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from imgcat.errors import InvalidRecord

Row = Mapping[str, Any]


class ColumnType(StrEnum):
    """What a cell that is not null holds, in the words of a message."""

    TEXT = "a text"
    DATE = "a date as a text (YYYY, YYYY-MM or YYYY-MM-DD)"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    TEXTS = "a list of texts"


def _columns() -> dict[str, ColumnType]:
    words = {
        ColumnType.TEXT: "id name facility_type source_url country admin coord_source coord_as_printed "
        "coord_source_url notes title kind publisher series published_precision language url doi licence summary "
        "source_kind location variant canonical report relation target type where quote provider satellite "
        "credit_as_printed acquired_precision acquired_time_utc product_id date_basis locator",
        ColumnType.DATE: "published acquired acquired_end",
        ColumnType.NUMBER: "lat lon precision_m",
        ColumnType.BOOLEAN: "title_descriptive should_match public_archive",
        ColumnType.TEXTS: "alt_names authors reports_on",
    }
    return {column: kind for kind, names in words.items() for column in names.split()}


COLUMNS = _columns()
"""The type of each column; one of the same name holds the same in every kind of row."""


def checked(row: Row, columns: Iterable[str], needed: Iterable[str]) -> dict[str, Any]:
    """The cells of these columns, each null or of its column's type; a year that is a number becomes a text.

    Raises InvalidRecord that names every column that holds something else, or that is needed and null.
    """
    wrong: list[str] = []
    cells: dict[str, Any] = {}
    for column in sorted(set(columns) & set(row)):
        value, kind = row[column], COLUMNS[column]
        if kind is ColumnType.DATE and type(value) is int and 1000 <= value <= 9999:
            value = str(value)
        if value is not None and not _HOLDS[kind](value):
            wrong.append(f"{column}: {kind} is expected, found {_shown(value)}")
        cells[column] = value
    wrong += [f"there is no {column}" for column in sorted(needed) if row.get(column) is None]
    if wrong:
        raise InvalidRecord("; ".join(wrong) + ".")
    return cells


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not any(map(_is_control, value))


def _is_control(character: str) -> bool:
    """Control characters but for tab and line ends, and halves of surrogate pairs."""
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r"


def _is_number(value: Any) -> bool:
    # math.isfinite would overflow on a whole number of many digits.
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= sys.float_info.max
    )


_HOLDS: Mapping[ColumnType, Callable[[Any], bool]] = {
    ColumnType.TEXT: _is_text,
    ColumnType.DATE: _is_text,
    ColumnType.NUMBER: _is_number,
    ColumnType.BOOLEAN: lambda value: isinstance(value, bool),
    ColumnType.TEXTS: lambda value: isinstance(value, list) and all(map(_is_text, value)),
}


def _shown(value: Any) -> str:
    """A value in a message. Of a list only plain items are shown: aliases let a short YAML file nest without end."""
    match value:
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > 64:
            return "a number of many digits"
        case str() if len(value) > 60:
            return repr(value[:60]) + "..."
        case str() | int() | float():
            return repr(value)
        case list():
            shown = ", ".join("..." if isinstance(v, list) else _shown(v) for v in value[:5])
            return f"[{shown}{', ...' if len(value) > 5 else ''}]"
    return "null" if value is None else f"a value of type {type(value).__name__}"
