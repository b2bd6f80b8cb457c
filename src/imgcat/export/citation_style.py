"""A citation as a sentence, in the styles that people are asked for: Chicago, APA, MLA.

For the few kinds of things that are cited here, from the same CSL-JSON as BibTeX and RIS. Authors stand as they are
printed, never turned around: which part of a name is the family's is not recorded.
"""

from collections.abc import Callable, Mapping, Sequence

from imgcat.export.citation import Citation, authors, day
from imgcat.model.when import MONTHS

_SHORT_MONTHS = [
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
_MOST_APA, _MOST_CHICAGO, _MOST_MLA = 20, 10, 2
_MEDIUM = {"dataset": "Data set", "motion_picture": "Video", "post": "Online post"}
"""What APA says in brackets, by CSL's type."""


def chicago(cited: Citation) -> str:
    """The Chicago Manual of Style (18th edition), as a bibliography has it."""
    names = authors(cited)
    date = _american(day(cited)) or "n.d."
    return _sentences(
        _listed(names, "and", _MOST_CHICAGO, 7),
        _quoted(cited),
        ", ".join(filter(None, (_published_in(cited), date))),
        _address(cited),
    )


def apa(cited: Citation) -> str:
    """The Publication Manual of the American Psychological Association (7th edition)."""
    names, date = authors(cited), day(cited)
    year, *rest = date or ("n.d.",)
    written = f"({', '.join([str(year), _american((0, *rest)[:3])] if rest else [str(year)])})"
    medium = f" [{_MEDIUM[cited['type']]}]" if cited["type"] in _MEDIUM else ""
    title = f"{cited['title']}{medium}"
    opening = (_listed(names, "&", _MOST_APA, 19), written, title) if names else (title, written)
    return _sentences(*opening, _published_in(cited), _address(cited))


def mla(cited: Citation) -> str:
    """The MLA Handbook (9th edition)."""
    names = authors(cited)
    by = f"{names[0]}, et al." if len(names) > _MOST_MLA else " and ".join(names)
    parts = (_published_in(cited), _british(day(cited)), _address(cited))
    return _sentences(by, _quoted(cited), ", ".join(filter(None, parts)) + ".")


STYLES: Mapping[str, Callable[[Citation], str]] = {"Chicago": chicago, "APA": apa, "MLA": mla}
"""By the name that people know."""


def _sentences(*parts: str) -> str:
    """Parts with a full stop each, unless they end in a mark of their own or are an address."""
    said = (
        part
        if part.startswith("http") or part.endswith((".", "?", "!", ".”", "?”", "!”"))
        else f"{part}."
        for part in parts
        if part
    )
    return " ".join(said)


def _listed(names: Sequence[str], word: str, most: int, shown: int) -> str:
    """`A`, `A and B`, `A, B, and C`; of too many only the first."""
    if len(names) > most:
        return f"{', '.join(names[:shown])}, et al."
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or word == "&" else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


def _quoted(cited: Citation) -> str:
    """The title in quotation marks, with its full stop inside; a description in brackets has none."""
    title = str(cited["title"])
    if title.startswith("["):
        return title
    return f"“{title}”" if title.endswith(("?", "!", ".")) else f"“{title}.”"


def _published_in(cited: Citation) -> str:
    """Where it appeared, with its series and number."""
    series = cited.get("collection-title")
    number = f" {cited['collection-number']}" if series and "collection-number" in cited else ""
    where = cited.get("container-title") or cited.get("publisher") or ""
    return ", ".join(filter(None, (f"{series}{number}" if series else "", str(where))))


def _address(cited: Citation) -> str:
    return f"https://doi.org/{cited['DOI']}" if "DOI" in cited else str(cited.get("URL", ""))


def _american(date: Sequence[int]) -> str:
    """`January 21, 2019`; without the year where that is 0."""
    if not date:
        return ""
    year, *rest = date
    said = " ".join([MONTHS[rest[0] - 1], *map(str, rest[1:])]) if rest else ""
    if not year or not said:
        return said or str(year)
    return f"{said}, {year}" if len(rest) > 1 else f"{said} {year}"


def _british(date: Sequence[int]) -> str:
    """`21 Jan. 2019`."""
    year, *rest = date or ("",)
    return " ".join(map(str, [*rest[1:], *([_SHORT_MONTHS[rest[0] - 1]] if rest else []), year]))
