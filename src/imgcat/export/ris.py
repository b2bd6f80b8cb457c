"""RIS, the exchange format of reference managers."""

import re
from collections.abc import Iterator

from imgcat.export.citation import Citation, authors, citation, day
from imgcat.export.selection import Selection

_TYPES = {
    "report": "RPRT",
    "article-newspaper": "NEWS",
    "article": "GEN",
    "dataset": "DATA",
    "motion_picture": "VIDEO",
    "post": "ELEC",
}
_SPACE = re.compile(r"\s+")


def ris(selection: Selection) -> Iterator[bytes]:
    """A record for each item."""
    for item in selection:
        yield _record(citation(item, selection)).encode("utf-8", "replace")


def _record(cited: Citation) -> str:
    date = day(cited)
    padded = [str(part).zfill(2) for part in date] + [""] * (3 - len(date))
    lines = [("TY", _TYPES.get(cited["type"], "GEN")), ("ID", cited["id"]), ("TI", cited["title"])]
    lines += [("AU", name) for name in authors(cited)]
    lines += [
        ("T2", cited.get("container-title")),
        ("T3", cited.get("collection-title")),
        ("PB", cited.get("publisher")),
        ("PY", padded[0] if date else None),
        ("DA", "/".join(padded) + "/" if date else None),
        ("M1", cited.get("collection-number")),
        ("ET", cited.get("version")),
        ("LA", cited.get("language")),
        ("AB", cited.get("abstract")),
        ("DO", cited.get("DOI")),
        ("UR", cited.get("URL")),
        ("N1", cited.get("note")),
        ("ER", ""),
    ]
    text = ((tag, _SPACE.sub(" ", str(value)).strip()) for tag, value in lines if value is not None)
    return "".join(f"{tag}  - {value}\r\n" for tag, value in text) + "\r\n"
