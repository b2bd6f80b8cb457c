"""Properties of one make: what is done with each of them is worked out once, and not for every item."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any
from zlib import crc32

from imgcat.store.properties import ARRAYS, TEMPORAL
from imgcat.store.sqlite.terms import LARGEST, is_listed, seed

Properties = Mapping[str, Any]
_MOST = 1024
"""How many makes are remembered."""


class Make:
    """Properties with the same names and types of values: which of them have terms."""

    def __init__(self, properties: Properties) -> None:
        self.types: Mapping[str, type] = {name: type(value) for name, value in properties.items()}
        self._strings = _Seeded([name for name in self._of(str) if name not in TEMPORAL], "t")
        self._integers = _Seeded(self._of(int), "n")
        self._fractions = _Seeded(self._of(float), "n")
        self._booleans = _Seeded(self._of(bool), "b")
        self._arrays = [name for name in self._of(list) if name in ARRAYS and name not in TEMPORAL]

    def _of(self, kind: type) -> list[str]:
        return [name for name, each in self.types.items() if each is kind]

    def checksums(self, properties: Properties) -> list[int]:
        """The checksums of the values that have terms; see `terms.term_of`."""
        found = [
            crc32(text.encode(), start)
            for start, text in self._strings.of(properties)
            if is_listed(text)
        ]
        found += [
            crc32(b"%d" % number, start)
            for start, number in self._integers.of(properties)
            if -LARGEST < number < LARGEST
        ]
        found += [
            crc32(b"%d" % int(number), start)
            for start, number in self._fractions.of(properties)
            if number.is_integer() and -LARGEST < number < LARGEST
        ]
        found += [crc32(b"%d" % flag, start) for start, flag in self._booleans.of(properties)]
        for name in self._arrays:
            start = seed(name, "t")
            found += [
                crc32(text.encode(), start)
                for text in properties[name]
                if isinstance(text, str) and is_listed(text)
            ]
        return found


class _Seeded:
    """Some properties, with what the checksums of their values begin with."""

    def __init__(self, names: list[str], kind: str) -> None:
        self._seeds = [seed(name, kind) for name in names]
        self._values: Callable[[Properties], Any] = (
            itemgetter(*names)
            if len(names) > 1
            else (lambda properties: [properties[name] for name in names])
        )

    def of(self, properties: Properties) -> Any:
        return zip(self._seeds, self._values(properties), strict=True)


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
