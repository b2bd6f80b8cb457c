"""Properties of one make: what is done with each of them is worked out once, and not for every item."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any
from zlib import crc32

from imgcat.store.properties import ARRAYS, TEMPORAL
from imgcat.store.sqlite.terms import LARGEST, LONGEST, is_listed, seed

Properties = Mapping[str, Any]
_MOST = 1024
"""How many makes are remembered."""


class Make:
    """Properties with the same names and types of values: which of them have terms."""

    def __init__(self, properties: Properties) -> None:
        self.types: Mapping[str, type] = {name: type(value) for name, value in properties.items()}
        self._readers = [
            (read, [seed(name, letter) for name in names], _getter(names))
            for kind, letter, read in _READERS
            if (
                names := [name for name, each in self.types.items() if _has_terms(name, each, kind)]
            )
        ]

    def checksums(self, properties: Properties) -> list[int]:
        """The checksums of the values that have terms; see `terms.hashed`."""
        found: list[int] = []
        for read, seeds, values in self._readers:
            found += read(seeds, values(properties))
        return found


def _has_terms(name: str, kind: type, wanted: type) -> bool:
    if kind is not wanted or (kind is list and name not in ARRAYS):
        return False
    return kind not in (str, list) or name not in TEMPORAL


def _getter(names: Sequence[str]) -> Callable[[Properties], Iterable[Any]]:
    """What gives the values of properties by their names."""
    return itemgetter(*names) if len(names) > 1 else lambda properties: (properties[names[0]],)


def _strings(seeds: Iterable[int], values: Iterable[str]) -> list[int]:
    return [
        crc32(text.encode(), start)
        for start, text in zip(seeds, values, strict=True)
        if len(text) <= LONGEST and (text[4:5] != "-" or is_listed(text))
    ]


def _integers(seeds: Iterable[int], values: Iterable[int]) -> list[int]:
    return [
        crc32(b"%d" % number, start)
        for start, number in zip(seeds, values, strict=True)
        if -LARGEST < number < LARGEST
    ]


def _fractions(seeds: Iterable[int], values: Iterable[float]) -> list[int]:
    return [
        crc32(b"%d" % int(number), start)
        for start, number in zip(seeds, values, strict=True)
        if number.is_integer() and -LARGEST < number < LARGEST
    ]


def _arrays(seeds: Iterable[int], values: Iterable[Sequence[Any]]) -> list[int]:
    return [
        crc32(member.encode(), start)
        for start, members in zip(seeds, values, strict=True)
        for member in members
        if isinstance(member, str) and is_listed(member)
    ]


_READERS = (
    (str, "t", _strings),
    (int, "n", _integers),
    (float, "n", _fractions),
    (bool, "b", _integers),
    (list, "t", _arrays),
)


class Makes:
    """The makes that were met."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Make] = {}

    def of(self, properties: Properties) -> Make:
        """The make of an item's properties."""
        key = (*properties, *map(type, properties.values()))
        make = self._known.get(key)
        if make is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            make = self._known[key] = Make(properties)
        return make
