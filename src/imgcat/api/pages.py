"""Pages of answers that are worked out whole."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from imgcat.errors import InvalidRequest

Entry = TypeVar("Entry")


def page_of(
    entries: Sequence[Entry], key: Callable[[Entry], str], token: str | None, most: int
) -> tuple[Sequence[Entry], str | None]:
    """The entries after the one whose key is the token, `most` of them, and the token of the next page.

    Keys are unique. Raises InvalidRequest for a token that is no entry's key.
    """
    start = 0
    if token is not None:
        keys = [key(entry) for entry in entries]
        if token not in keys:
            raise InvalidRequest(
                "The token is not one that a link of this answer holds, or the catalog has changed since: start anew."
            )
        start = keys.index(token) + 1
    page = entries[start : start + most]
    return page, key(page[-1]) if start + most < len(entries) else None
