"""A ZIP of one case: the records, tables, a bibliography, and the SHA-256 of every file in it.

It does what a BagIt bag does, but flat: what SHA256SUMS lists is what was exported, and `sha256sum -c` checks it. The
same records give the same bytes.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote

from imgcat.catalog.writer import canonical
from imgcat.export.bibtex import bibtex
from imgcat.export.chunks import Sink, joined
from imgcat.export.csl_json import csl_json
from imgcat.export.geojson import feature_collection
from imgcat.export.licence import QUOTES, credit
from imgcat.export.ris import ris
from imgcat.export.selection import Selection, kinds_of
from imgcat.export.table import csv_rows

_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file: the earliest that ZIP can say."""

Writer = Callable[[Selection], Iterator[bytes]]

_README = """\
{title}

Exported from {address}
Revision of the catalog's files: {revision}

  records/        each record as its STAC Item
  items.geojson   all of them, for GIS
  *.csv           a table for each kind of record
  reports.bib, reports.ris, reports.json   the reports, for reference managers
  SHA256SUMS      check with: sha256sum -c SHA256SUMS

Licence. {rights}
CC0-1.0: https://creativecommons.org/publicdomain/zero/1.0/
{credits}
This is a finding aid, not forensic evidence. Statements are those of the sources that each record names.
"""


def archive(selection: Selection) -> Iterator[bytes]:
    """The ZIP. Its items are few, and stay in memory."""
    items = list(selection.items)
    whole = replace(selection, items=items)
    sums: list[str] = []
    sink = Sink()
    with zipfile.ZipFile(sink, "w") as file:
        for name, parts in _files(whole):
            digest = hashlib.sha256()
            with file.open(entry(name), "w") as opened:
                for part in joined(parts):
                    digest.update(part)
                    opened.write(part)
                    yield sink.take()
            sums.append(f"{digest.hexdigest()}  {name}\n")
        file.writestr(entry("SHA256SUMS"), "".join(sums))
    yield sink.take()


def _files(whole: Selection) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The name of each file and what is in it."""
    yield "README.txt", iter([_readme(whole).encode()])
    for item in whole:
        name = f"records/{quote(item.collection, safe='')}/{quote(item.id, safe='')}.json"
        yield name, iter([canonical(item.item)])
    yield "items.geojson", feature_collection(whole)
    for kind in kinds_of(item.collection for item in whole.items):
        of_kind = [item for item in whole.items if kinds_of([item.collection]) == (kind,)]
        rows = replace(whole, items=of_kind, kinds=(kind,))
        yield f"{kind}.csv", csv_rows(rows)
    reports = replace(whole, items=[item for item in whole.items if item.collection == "reports"])
    if reports.items:
        writers: tuple[tuple[str, Writer], ...] = (
            ("reports.bib", bibtex),
            ("reports.ris", ris),
            ("reports.json", csl_json),
        )
        for name, write in writers:
            yield name, write(reports)


def _readme(whole: Selection) -> str:
    lines = sorted({line for item in whole if (line := credit(item, whole.collection(item)))})
    return _README.format(
        title=whole.title,
        address=whole.address,
        revision=whole.revision,
        rights=QUOTES,
        credits="".join(f"Scenes: {line}.\n" for line in lines),
    )


def entry(name: str) -> zipfile.ZipInfo:
    """A file of a ZIP, with the same date and rights as every other."""
    found = zipfile.ZipInfo(name, _DATE)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o644 << 16
    return found
