"""CQL2 Text and JSON read into a JSON tree, within limits that keep a hostile filter from doing harm."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import cql2
import orjson

from imgcat.errors import InvalidRequest

MAX_CHARACTERS = 200_000
MAX_DEPTH = 64
MAX_NODES = 20_000
MAX_OPERATORS = 500
"""Operators in CQL2 Text: the parser calls itself for each, and some thousands would exhaust the stack."""

_OPERATOR = re.compile(r"[+*/%^=<>(]|\b(?:not|and|or|div)\b", re.IGNORECASE)
_EXACT = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|(?<![\w.])\d{16,19}(?![\w.])""")
"""Strings, names, and integers that a float may not hold; the parser reads numbers as floats."""
_SIGNS = 3
"""Minus signs that a position may have; more of them between two commas are subtractions."""


def parse_filter(text_or_json: str | Mapping[str, Any] | bool, lang: str) -> Any:
    """A CQL2 filter as a CQL2 JSON tree; `lang` is `cql2-text` or `cql2-json`.

    JSON may be text or already parsed. The tree's shape is checked by `read_predicate`. Raises InvalidRequest.
    """
    if lang not in ("cql2-text", "cql2-json"):
        raise InvalidRequest(f"A filter-lang is 'cql2-text' or 'cql2-json'; found {lang!r:.60}.")
    if isinstance(text_or_json, str):
        if len(text_or_json) > MAX_CHARACTERS:
            raise InvalidRequest(
                f"A filter has at most {MAX_CHARACTERS:,} characters; this one has {len(text_or_json):,}."
            )
        tree = _from_text(text_or_json) if lang == "cql2-text" else _from_json(text_or_json)
    elif lang == "cql2-text":
        raise InvalidRequest("A filter in cql2-text is a string.")
    else:
        tree = text_or_json
    check_size(tree)
    return tree


def check_size(tree: Any, depth: int = MAX_DEPTH, parts: int = MAX_NODES) -> None:
    """Raise InvalidRequest for a tree that nests deeper than `depth` levels or has more than so many parts."""
    level, nodes = [tree], 0
    for _ in range(depth):
        nodes += len(level)
        if nodes > parts:
            raise InvalidRequest(f"A filter has at most {parts:,} parts.")
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise InvalidRequest(f"A filter nests at most {depth} levels deep.")


def _children(node: Any) -> Iterable[Any]:
    # Most parts are the coordinates of a shape, and the test for a mapping takes the longest.
    if isinstance(node, str | int | float):
        return ()
    if isinstance(node, list | tuple):
        return node
    return node.values() if isinstance(node, Mapping) else ()


def _from_text(text: str) -> Any:
    depth = deepest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise InvalidRequest(f"A filter nests at most {MAX_DEPTH} levels deep.")
    subtractions = sum(max(0, part.count("-") - _SIGNS) for part in text.split(","))
    if subtractions + len(_OPERATOR.findall(text)) > MAX_OPERATORS:
        raise InvalidRequest(
            f"A filter in text has at most {MAX_OPERATORS} operators; one in JSON may have more."
        )
    exact = _EXACT.sub(_as_call, text)
    try:
        tree = cql2.parse_text(exact).to_json()
    except cql2.ParseError as error:
        raise InvalidRequest(f"The filter is not CQL2 Text: {_place(str(error))}.") from error
    return tree if exact == text else _with_integers(tree)


def _as_call(found: re.Match[str]) -> str:
    """A long integer as the call of a function, so that its digits pass the parser."""
    return f"imgcat_integer('{found[0]}')" if found[0].isdigit() else found[0]


def _with_integers(tree: Any) -> Any:
    match tree:
        case {"op": "imgcat_integer", "args": [str(digits)]} if digits.isdecimal():
            return int(digits)
        case {"op": "*", "args": [-1.0, {"op": "imgcat_integer"} as digits]}:
            found = _with_integers(digits)
            return -found if isinstance(found, int) else tree
        case dict():
            return {name: _with_integers(member) for name, member in tree.items()}
        case list():
            return [_with_integers(member) for member in tree]
    return tree


def _from_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise InvalidRequest(f"The filter is not JSON: {error}.") from error


def _place(report: str) -> str:
    """The parser's drawing of the place as one line: where it stopped, and what it wanted."""
    place = re.search(r"-->\s*(\d+):(\d+)", report)
    wanted = report.rsplit("= ", 1)[-1].strip()
    return f"at line {place[1]}, column {place[2]}, {wanted}" if place else wanted
