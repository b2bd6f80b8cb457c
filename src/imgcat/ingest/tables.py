"""Rows from the files that people keep them in: NDJSON, CSV and YAML."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from imgcat.errors import ImgcatError
from imgcat.ingest.columns import COLUMNS, ColumnType
from imgcat.model.finding import Finding, Severity

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Unreadable:
    reason: str


def rows(path: Path) -> Iterator[tuple[str, Row | Finding]]:
    """The rows of a table, each with where it stands (`file:line`), or a finding where a row cannot be read.

    Raises ImgcatError when the file cannot be read at all.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ImgcatError(
            f"{path} is none of {', '.join(sorted(_READERS))}: a table is told by its suffix."
        )
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ImgcatError(f"{path} cannot be read: {error}.") from None
    for line, row in reader(text):
        where = f"{path.name}:{line}"
        if isinstance(row, dict):
            yield where, row
        else:
            yield where, _unreadable(where, row)


def _ndjson(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield number, _Unreadable(f"not JSON: {error}")


def _csv(text: str) -> Iterator[tuple[int, Any]]:
    """Cells as their columns' types ask: empty is null; numbers, `true`, `false` and lists are read as JSON."""
    reader = csv.DictReader(io.StringIO(text))
    try:
        heading = Counter(reader.fieldnames or ())
        twice = [column for column, times in heading.items() if times > 1 and column]
        if twice:
            yield 1, _Unreadable(f"the heading has {', '.join(twice)} more than once")
            return
        for cells in reader:
            if None in cells or None in cells.values():
                yield reader.line_num, _Unreadable("it has more or fewer cells than the heading")
            else:
                yield reader.line_num, {key: _cell(key, value) for key, value in cells.items()}
    except csv.Error as error:
        # Where the next row begins is not known then.
        yield reader.line_num + 1, _Unreadable(f"not CSV: {error}; the file is not read further")


_JSON_TYPES = (ColumnType.NUMBER, ColumnType.BOOLEAN, ColumnType.TEXTS)


def _cell(column: str, value: str) -> Any:
    value = value.strip()
    if not value:
        return None
    if COLUMNS.get(column) not in _JSON_TYPES:
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


class Loader(yaml.SafeLoader):
    """YAML whose dates stay the text that was written."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _yaml(text: str) -> Iterator[tuple[int, Any]]:
    """A list of mappings, or one mapping a document."""
    try:
        loader = Loader(text)
        while loader.check_node():
            document: Any = loader.get_node()
            nodes = document.value if isinstance(document, yaml.SequenceNode) else [document]
            for node in nodes:
                yield node.start_mark.line + 1, _constructed(loader, node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = _Unreadable(f"not YAML: {getattr(error, 'problem', error)}")
        yield (mark.line + 1 if mark else 1), why
    except RecursionError:
        yield 1, _Unreadable("values are nested too deeply")


def _constructed(loader: Loader, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except yaml.YAMLError as error:
        return _Unreadable(f"not YAML: {getattr(error, 'problem', error)}")
    except (ValueError, LookupError, AttributeError) as error:
        # What a scalar that is none of its tag (a number of 5,000 digits, `!!bool maybe`) raises in PyYAML.
        return _Unreadable(f"a value cannot be read: {error}")


_READERS: dict[str, Callable[[str], Iterator[tuple[int, Any]]]] = {
    ".ndjson": _ndjson,
    ".jsonl": _ndjson,
    ".csv": _csv,
    ".yaml": _yaml,
    ".yml": _yaml,
}


def _unreadable(where: str, row: Any) -> Finding:
    wrong = f"a mapping is expected, found {type(row).__name__}"
    said = row.reason if isinstance(row, _Unreadable) else wrong
    return Finding(where, "", Severity.ERROR, "row-unreadable", f"The row is not read: {said}.")
