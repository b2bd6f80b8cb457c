"""What is asked, in words that any STAC API can be asked with; each server is told in its own way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """An item by its collection and id."""

    collection: str
    id: str


@dataclass(frozen=True, slots=True)
class Search:
    """An item search: the body of POST /search, and how many pages of it are read one after the other."""

    body: Mapping[str, Any]
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a search finds, exactly."""

    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Months:
    """How many of the items that a search finds were taken in each month."""

    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """A route of imgcat's own; `limit` is how many it is asked for."""

    path: str
    limit: int = 0


Ask = Item | Search | Count | Months | Own


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has to find: how many match, and the ids of those that may be on its pages.

    `keys` are their sort values, the highest first; without them the order is not checked. Of items with the same value
    any may come first.
    """

    matched: int
    ids: frozenset[str]
    keys: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Groups:
    """What a route of imgcat's own has to find: ids by group, such as the scenes of each picture."""

    ids: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Revisits:
    """How many scenes show a place, and the longest time without a clear one, in days."""

    scenes: int
    longest: float


Expected = Json | Found | int | Mapping[str, int] | Groups | Revisits


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the answer that brute force gives."""

    kind: str
    ask: Ask
    expected: Expected


Questions = Mapping[str, Sequence[Question]]
"""Questions by kind, in the order of the kinds."""
