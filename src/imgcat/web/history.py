"""The history of a record, as its Item holds it."""

from collections.abc import Iterator
from contextlib import suppress

from pydantic import ValidationError

from imgcat.catalog.changes import Entry
from imgcat.model.change import Change
from imgcat.model.item import Json
from imgcat.web.reading import properties, text


def entries_of(item: Json) -> Iterator[Entry]:
    """The changes of a record; what cannot be read is passed over, and stands on the record's own page."""
    about = properties(item)
    found = about.get("ref:changes")
    for number, each in enumerate(found if isinstance(found, list) else (), 1):
        with suppress(ValidationError):
            change = Change.model_validate(each)
            title = text(about.get("title")) or item["id"]
            yield Entry(item["collection"], item["id"], title, number, change)
