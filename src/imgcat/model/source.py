"""Where a value was read: the public page, and the place on it."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from imgcat.model.record import Quote, Record, Text
from imgcat.model.vocabulary import SourceKind


class Source(Record):
    """A public source. `url` is the page that was read; without one, `citation` says in words what was.

    `locator` is the place in it (figure, page, section), `verbatim` its own words.
    """

    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    citation: Text | None = None
    kind: SourceKind | None = None
    locator: Text | None = None
    verbatim: Quote | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.url is None and self.citation is None:
            raise ValueError("a source needs a url, or a citation where no address is known")
        return self
