"""Free text as SQL: one full-text query where nothing is excluded, otherwise several."""

from imgcat.store.freetext import Every, Phrase, Some, Text, Without
from imgcat.store.searchable import searchable
from imgcat.store.sql.sql import Sql, every, fill, param, some


def text_condition(text: Text) -> Sql:
    """The items that a text finds."""
    match = _match(text)
    if match is not None:
        return fill("item.num IN (SELECT rowid FROM text WHERE text MATCH {})", param(match))
    match text:
        case Without(of):
            return fill("NOT {}", text_condition(of))
        case Every(of):
            return every(map(text_condition, of))
        case Some(of):
            return some(map(text_condition, of))
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
