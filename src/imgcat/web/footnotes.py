"""Where the links of a page lead, as footnotes for who reads it on paper."""

from collections.abc import Iterator


class Footnotes:
    """Addresses on other sites, each with a number, in the order in which the page names them first."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, address: str) -> int:
        """The number of the footnote for an address, from 1."""
        return self._numbers.setdefault(address, len(self._numbers) + 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
