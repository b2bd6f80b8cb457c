"""The list of all names of all places, in the order of their Latin letters: a search for who has no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from imgcat.model.names import NameEntry, latin
from imgcat.web.contents import Contents
from imgcat.web.kind import page
from imgcat.web.lines import PlaceLine
from imgcat.web.lists import ListPage, list_page, numbers, page_number, pages_of
from imgcat.web.site import Site

NO_LETTER = "0"


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name, the place that bears it, and how the name reads in Latin letters."""

    name: NameEntry
    place: PlaceLine
    reading: str

    @property
    def heading(self) -> tuple[str, str]:
        """The letter under which it stands."""
        first = self.reading[:1]
        return (first, first.upper()) if first.isalpha() else (NO_LETTER, "Other")


def _lines(site: Site) -> Sequence[NameLine]:
    contents: Contents = site.contents
    lines = (
        NameLine(entry, contents.place[entry.location], latin(entry.text))
        for entry in contents.names
    )
    # Digits sort before letters; what cannot be read comes last.
    return sorted(
        lines, key=lambda line: (line.heading[0] == NO_LETTER, line.reading, line.name.text)
    )


def names_list(site: Site, number: int = 1) -> ListPage[NameLine]:
    """A page of the list. Raises NotFound for one beyond the last."""
    return list_page(site.once(_lines), lambda line: line.heading, number)


KIND = page(
    "names{page}.html",
    "names.html",
    lambda site, values: names_list(site, page_number(values)),
    lambda site: numbers(pages_of(site.contents.names)),
)
