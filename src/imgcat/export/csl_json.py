"""CSL-JSON: what Zotero, pandoc and citeproc read."""

from collections.abc import Iterator

import orjson

from imgcat.export.citation import citation
from imgcat.export.selection import Selection


def csl_json(selection: Selection) -> Iterator[bytes]:
    """An array of citations."""
    separator = b"["
    for item in selection:
        yield separator + b"\n" + orjson.dumps(citation(item, selection))
        separator = b","
    yield b"[]\n" if separator == b"[" else b"\n]\n"
