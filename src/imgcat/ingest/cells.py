"""What several kinds of rows say alike: where something was read, and when something was."""

from imgcat.errors import InvalidRecord
from imgcat.model.source import Source
from imgcat.model.vocabulary import SourceKind
from imgcat.model.when import When


def source(words: str, kind: SourceKind | None = None, **parts: str | None) -> Source:
    """A source from a cell: an address, or words where no address is known."""
    field = "url" if words.startswith(("http://", "https://")) else "citation"
    return Source.from_json({"kind": kind, field: words, **parts}, "The source")


def when(value: str | None, precision: str | None, note: str | None, **parts: str | None) -> When:
    """A date from its cells; `precision` is what the row says that it is given to."""
    if value is None:
        reason = note or "No date is stated where it was read."
        return When.from_json({"reason": reason}, "The date")
    zone = "UTC" if parts.get("time") else None
    found = When.from_json({"value": value, "zone": zone, **parts}, "The date")
    if precision and found.time is None and found.precision != precision:
        raise InvalidRecord(
            f"The date {found.text()} is not given to the {precision}, as its precision says."
        )
    return found
