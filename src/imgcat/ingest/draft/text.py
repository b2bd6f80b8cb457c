"""A draft as the YAML that a person edits: a head, then rows of `imgcat import`, with a comment above each value."""

import re
import textwrap
from datetime import datetime
from typing import Any

import yaml

from imgcat.ingest.draft.draft import Draft
from imgcat.ingest.draft.row import UNDECIDED, Named, Row
from imgcat.ingest.importer import DRAFT_HEAD
from imgcat.model.when import timestamp

_WIDTH = 110
_DATE = re.compile(r"[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?")
_HOW_TO = f"""\
A draft of `imgcat draft`. A program has read the document, and nothing here is in the catalog yet.
Read the document yourself, and for every value: is it what the document says? Comments quote the words that the value
was read from. Change what is wrong, delete rows that do not belong, add what is missing (docs/importing.md has all
columns). Decide wherever {UNDECIDED} stands; null means that it is not known. Then write your name or pseudonym behind
`reviewed_by`, and run `imgcat add` with this file. Do not commit the draft: it quotes more than a record may, and may
print the position of a place that has to be coarse.
"""


def draft_text(draft: Draft, source: str, sha256: str, read: datetime) -> str:
    """The file: `source` is the name or address of what was read, `sha256` its hash, `read` when (UTC)."""
    head = {"source": source, "sha256": sha256, "read": timestamp(read.replace(microsecond=0))}
    lines = [f"# {line}" for line in _HOW_TO.splitlines()]
    lines += [_comment(remark) for remark in draft.remarks]
    lines += [f"{DRAFT_HEAD}:", *(f"  {name}: {_scalar(value)}" for name, value in head.items())]
    lines += ["  reviewed_by:", "---"]
    written: set[str] = set()
    for row in draft.rows:
        lines += _row(row, written)
    if not draft.rows:
        lines.append("[]")
    return "\n".join(lines) + "\n"


def _row(row: Row, written: set[str]) -> list[str]:
    lines = ["", *(_comment(each) for each in row.comments)]
    start = "- "
    for column, cell in row.cells.items():
        lines += [_comment(each, "" if start == "- " else "  ") for each in cell.comments]
        lines.append(f"{start}{column}: {_value(cell.value, written)}".rstrip())
        start = "  "
    return lines


def _value(value: Any, written: set[str]) -> str:
    if isinstance(value, Named):
        if value.name in written:
            return f"*{value.name}"
        written.add(value.name)
        return f"&{value.name} {_scalar(value.value)}"
    return "" if value is None else _scalar(value)


def _scalar(value: Any) -> str:
    """A value on one line; dates are texts to the reader of tables, and need no quotes."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    text: str = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=True, width=float("inf"), sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...").strip()


def _comment(text: str, indent: str = "") -> str:
    # Whatever stands in the document, a comment ends where the line ends.
    clean = " ".join(
        re.sub(
            r"[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", " ", text
        ).split()
    )
    return textwrap.fill(
        clean,
        _WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_long_words=False,
        break_on_hyphens=False,
    )
