"""BibTeX, in UTF-8 as biber and Zotero read it."""

import re
from collections.abc import Iterator

from imgcat.export.citation import Citation, authors, citation, day
from imgcat.export.selection import Selection

_TYPES = {"report": "techreport", "article-newspaper": "article"}
"""BibTeX's type of each of CSL's; `misc` for every other."""

_PUBLISHED_BY = {"techreport": "institution", "article": "journal"}
"""The field that names the publisher; `publisher` for every other type."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "{}&%$#_"},
}
_SPECIAL = re.compile(r"[\\~^{}&%$#_]")
_SPACE = re.compile(r"\s+")
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9.:/_-]+")
_NOT_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(selection: Selection) -> Iterator[bytes]:
    """An entry for each item."""
    for item in selection:
        yield _entry(citation(item, selection)).encode("utf-8", "replace")


def _entry(cited: Citation) -> str:
    kind = _TYPES.get(cited["type"], "misc")
    date = day(cited)
    fields = {
        # Braces keep the capitals, and names that are not a person's whole.
        "title": f"{{{_text(cited['title'])}}}",
        "author": " and ".join(f"{{{_text(name)}}}" for name in authors(cited)),
        _PUBLISHED_BY.get(kind, "publisher"): _field(cited, "container-title", "publisher"),
        "year": str(date[0]) if date else "",
        "date": "-".join(f"{part:02}" for part in date),
        "series": _field(cited, "collection-title"),
        "number": _field(cited, "collection-number"),
        "version": _field(cited, "version"),
        "language": _field(cited, "language"),
        "abstract": _field(cited, "abstract"),
        "doi": str(cited.get("DOI", "")).translate(_NOT_IN_URL),
        "url": str(cited.get("URL", "")).translate(_NOT_IN_URL),
        "note": _field(cited, "note"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(date) > 1:
        lines.append(f"  month = {_MONTHS[date[1] - 1]}")
    key = _NOT_IN_KEY.sub("_", cited["id"])
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n\n"


def _field(cited: Citation, *names: str) -> str:
    """The first of some fields that is there."""
    return next((_text(str(cited[name])) for name in names if name in cited), "")


def _text(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], _SPACE.sub(" ", value).strip())
