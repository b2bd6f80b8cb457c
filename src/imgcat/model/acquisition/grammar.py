"""A grammar of ids: one template that serves for reading and for writing."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from imgcat.model.acquisition.field import Field
from imgcat.model.acquisition.product import ProductId

PIECES = re.compile(r"(\{\w+\}|\[|\])")
BEFORE = r"(?<![A-Za-z0-9])"
AFTER = r"(?![A-Za-z0-9])"
"""An id is never a part of a longer word. What follows an underscore may be the name of a band."""

Node = str | Field | list["Node"]


def in_order(product: ProductId) -> bool:
    """Whether the product's sensing does not stop before it starts."""
    start, stop = product.sensing_start, product.sensing_stop
    return start is None or stop is None or start <= stop


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one kind of id is spelt.

    In `template`, `{name}` stands for a part of `fields` and `[...]` encloses what may be missing.
    `possible` refuses what fits the spelling and cannot be. `title` says whose ids these are. A grammar that is not
    `written` is for reading what some files are called, and no catalog knows the scene by that name.
    """

    name: str
    mission: str
    title: str
    template: str
    fields: Mapping[str, Field]
    possible: Callable[[ProductId], bool] = in_order
    before: str = BEFORE
    written: bool = True
    _pattern: re.Pattern[str] = attribute(init=False, repr=False)
    _nodes: list[Node] = attribute(init=False, repr=False)

    def __post_init__(self) -> None:
        pieces = PIECES.split(self.template)
        spelt = "".join(self._spelt(piece) for piece in pieces)
        object.__setattr__(self, "_pattern", re.compile(self.before + spelt + AFTER, re.ASCII))
        object.__setattr__(self, "_nodes", _tree(iter(pieces), self.fields))

    def _spelt(self, piece: str) -> str:
        if piece == "[":
            return "(?:"
        if piece == "]":
            return ")?"
        if piece.startswith("{"):
            name = piece[1:-1]
            return f"(?P<{name}>{self.fields[name].pattern})"
        return re.escape(piece)

    def find(self, text: str) -> Iterator[tuple[ProductId, int, int]]:
        """Every id of this grammar in the text, with where it starts and ends."""
        for match in self._pattern.finditer(text):
            product = self._read(match)
            if product is not None:
                yield product, match.start(), match.end()

    def _read(self, match: re.Match[str]) -> ProductId | None:
        stated: dict[str, Any] = {}
        try:
            for name, text in match.groupdict().items():
                if text is not None:
                    stated.update(self.fields[name].read(text))
        except ValueError:
            return None
        product = ProductId(grammar=self.name, id=match[0], mission=self.mission, **stated)
        return product if self.possible(product) else None

    def write(self, product: ProductId) -> str | None:
        """The id in this grammar of the product; None when it does not state all that the id must hold."""
        if not self.written or product.mission != self.mission:
            return None
        return _text(self._nodes, product)


def _tree(pieces: Iterator[str], fields: Mapping[str, Field]) -> list[Node]:
    nodes: list[Node] = []
    for piece in pieces:
        if piece == "]":
            break
        if piece == "[":
            nodes.append(_tree(pieces, fields))
        elif piece.startswith("{"):
            nodes.append(fields[piece[1:-1]])
        elif piece:
            nodes.append(piece)
    return nodes


def _text(nodes: list[Node], product: ProductId) -> str | None:
    texts = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
        elif isinstance(node, list):
            texts.append(_text(node, product) or "")
        else:
            text = node.text(product)
            if text is None:
                return None
            texts.append(text)
    return "".join(texts)
