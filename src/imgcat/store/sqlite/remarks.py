"""Findings of parts that were read apart from each other."""

from collections.abc import Iterable, Iterator

from imgcat.catalog.sources.admission import STANDS_IN
from imgcat.model.finding import Finding


class Remarks:
    """Says once what holds for many items of a source, and is found in each of its parts."""

    def __init__(self) -> None:
        self.said: set[str] = set()

    def new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Those that have not been said yet."""
        for found in findings:
            if found.rule == STANDS_IN and found.message in self.said:
                continue
            if found.rule == STANDS_IN:
                self.said.add(found.message)
            yield found
