"""A ZIP for pgstac: Collections and Items as `pypgstac load` reads them, and apart from these what pgstac would refuse.

pgstac is a schema of PostgreSQL. What it does to what it loads is known from pypgstac 0.10 and tested against it.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterator

from imgcat.export.archive import entry
from imgcat.export.chunks import Sink, joined
from imgcat.export.licence import QUOTES
from imgcat.export.pgstac_item import for_pgstac, unwritable
from imgcat.export.selection import Selection
from imgcat.export.spool import Spool
from imgcat.model.item import Json
from imgcat.store import lossless
from imgcat.store.address import collection_address

ITEMS = "items.ndjson"
COLLECTIONS = "collections.ndjson"
LEFT_OUT = "left-out.ndjson"

_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)

_README = """\
{title}

Exported from {address}
Revision of the catalog's files: {revision}

  pypgstac migrate
  pypgstac load collections collections.ndjson --method upsert
  pypgstac load items items.ndjson --method upsert

  collections.ndjson   the {collections} Collections of the Items, one a line
  items.ndjson         {items} Items, one a line
  left-out.ndjson      {left_out} Items that pgstac cannot hold, each with the reason

Licence. {rights}
CC0-1.0: https://creativecommons.org/publicdomain/zero/1.0/
"""


def pgstac(selection: Selection) -> Iterator[bytes]:
    """The ZIP. Of the Items only those that are left out are put aside, on disk."""
    counted = {ITEMS: 0, LEFT_OUT: 0}
    faults: dict[str, str | None] = {}
    sink = Sink()
    with tempfile.TemporaryFile() as file, zipfile.ZipFile(sink, "w") as archive:
        left_out = Spool(file)

        def items() -> Iterator[bytes]:
            for item in selection:
                collection = selection.collection(item)
                if item.collection not in faults:
                    fault = unwritable(collection)
                    faults[item.collection] = fault and f"Its Collection cannot be held. {fault}"
                made, fault = for_pgstac(item, collection)
                reason = faults[item.collection] or fault
                if reason is None:
                    counted[ITEMS] += 1
                    yield line(made)
                else:
                    counted[LEFT_OUT] += 1
                    told = {"collection": item.collection, "id": item.id, "reason": reason}
                    left_out.append(lossless.dumps({**told, "item": item.item}) + b"\n")

        def write(name: str, parts: Iterator[bytes]) -> Iterator[bytes]:
            with archive.open(entry(name), "w", force_zip64=True) as written:
                for part in joined(parts):
                    written.write(part)
                    yield sink.take()

        yield from write(ITEMS, items())
        yield from write(LEFT_OUT, left_out.read(range(counted[LEFT_OUT])))
        held = [_collection(selection, each) for each, fault in faults.items() if fault is None]
        yield from write(COLLECTIONS, map(line, held))
        readme = _README.format(
            title=selection.title,
            address=selection.base,
            revision=selection.revision,
            collections=len(held),
            items=counted[ITEMS],
            left_out=counted[LEFT_OUT],
            rights=QUOTES,
        )
        archive.writestr(entry("README.txt"), readme)
    yield sink.take()


def _collection(selection: Selection, collection_id: str) -> Json:
    """A Collection without its links to what can be asked of it where it stands; another API writes its own."""
    found = selection.collections[collection_id]
    below = f"{selection.base}{collection_address(collection_id)}/"
    return {
        **found,
        "links": [link for link in found["links"] if not link["href"].startswith(below)],
    }


def line(record: Json) -> bytes:
    r"""A record as pypgstac reads it.

    It takes `\\` for one backslash before it parses a line, so a backslash is written by its number.
    """
    text = lossless.dumps(record)
    if b"\\\\" in text:
        text = _ESCAPE.sub(lambda found: rb"\u005c" if found[1] == b"\\" else found[0], text)
    return text + b"\n"
