"""The Query extension's language, read as CQL2: `{"eo:cloud_cover": {"gte": 0, "lt": 20}}`."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from imgcat.errors import InvalidRequest
from imgcat.store import lossless

_COMPARISONS = {"eq": "=", "neq": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_PATTERNS: Mapping[str, Callable[[str], str]] = {
    "startsWith": lambda text: f"{text}%",
    "endsWith": lambda text: f"%{text}",
    "contains": lambda text: f"%{text}%",
}
_OPERATORS = (*_COMPARISONS, *_PATTERNS, "in")


def joined(tree: Any, query: Any) -> Any:
    """A CQL2 JSON tree (or None) and a query (parsed, as JSON text, or None) in one tree. Raises InvalidRequest."""
    if query is None:
        return tree
    conditions = [*([] if tree is None else [tree]), *_conditions(_parsed(query))]
    return {"op": "and", "args": conditions} if conditions else None


def _parsed(query: Any) -> Mapping[str, Any]:
    if isinstance(query, str):
        try:
            query = lossless.loads(query.encode())
        except (ValueError, RecursionError) as error:
            raise InvalidRequest(f"The query is not JSON: {error}.") from error
    if not isinstance(query, Mapping):
        raise InvalidRequest(f"The query is an object of property names; found {query!r:.60}.")
    return query


def _conditions(query: Mapping[str, Any]) -> Iterator[Any]:
    for name, tests in query.items():
        if not isinstance(tests, Mapping):
            raise InvalidRequest(
                f"In the query, {name!r:.60} has an object of operators; found {tests!r:.60}."
            )
        for operator, value in tests.items():
            yield _condition(name, operator, value)


def _condition(name: str, operator: str, value: Any) -> Any:
    of = {"property": name}
    if operator in _COMPARISONS:
        return {"op": _COMPARISONS[operator], "args": [of, value]}
    if operator == "in":
        if not isinstance(value, list):
            raise InvalidRequest(f"In the query, 'in' of {name!r:.60} takes an array.")
        return {"op": "in", "args": [of, value]}
    if operator in _PATTERNS:
        if not isinstance(value, str):
            raise InvalidRequest(f"In the query, {operator!r} of {name!r:.60} takes a string.")
        plain = re.sub(r"([\\%_])", r"\\\1", value)
        return {"op": "like", "args": [of, _PATTERNS[operator](plain)]}
    raise InvalidRequest(
        f"In the query, {operator!r:.60} is no operator; there are {', '.join(_OPERATORS)}."
    )
