"""Free text as SQL: one full-text query where nothing is excluded, otherwise several."""

from collections.abc import Callable

from imgcat.store.freetext import Every, Phrase, Some, Text, Without
from imgcat.store.searchable import searchable
from imgcat.store.sql.sql import Sql, every, fill, param, some

MOST_COLLECTED = 2_000
"""A text that more items than this have is asked of one item after the other, and not looked up."""

_COLLECTED = "item.num IN (SELECT rowid FROM text WHERE text MATCH {})"
_ASKED = "EXISTS (SELECT 1 FROM text WHERE text.rowid = item.num AND text MATCH {})"


def text_condition(text: Text, count: Callable[[Sql], int]) -> tuple[Sql, int | None]:
    """The items that a text finds, and how many they are; None where they are many, or where something is excluded.

    `count` runs a SELECT of one number.
    """
    match = _match(text)
    if match is not None:
        counting = "SELECT count(*) FROM (SELECT 1 FROM text WHERE text MATCH {} LIMIT {})"
        found = count(fill(counting, param(match), param(MOST_COLLECTED + 1)))
        if found <= MOST_COLLECTED:
            return fill(_COLLECTED, param(match)), found
        return fill(_ASKED, param(match)), None
    match text:
        case Without(of):
            return fill("NOT {}", text_condition(of, count)[0]), None
        case Every(of):
            parts = [text_condition(each, count) for each in of]
            few = [found for _, found in parts if found is not None]
            return every(part for part, _ in parts), min(few, default=None)
        case Some(of):
            parts = [text_condition(each, count) for each in of]
            return some(part for part, _ in parts), None
    raise AssertionError(text)


def _match(text: Text) -> str | None:
    """An FTS5 expression, whose phrases stand between quotes, in which nothing is an operator.

    None where something is excluded: FTS5 excludes only from something else.
    """
    match text:
        case Phrase(words):
            return '"' + searchable(words).replace('"', '""') + '"'
        case Without():
            return None
        case Every(of) | Some(of):
            parts = [_match(part) for part in of]
            if None in parts:
                return None
            joined = (" AND " if isinstance(text, Every) else " OR ").join(filter(None, parts))
            return f"({joined})"
