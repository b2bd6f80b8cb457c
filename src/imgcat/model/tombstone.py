"""Tombstone: what stays of a location under an id that it no longer has. An id is never used again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from imgcat.model.change import Change
from imgcat.model.identifiers import LOCATIONS, VERSION_URI
from imgcat.model.item import Json, item, properties_of
from imgcat.model.record import Record, RecordId, Text
from imgcat.model.source import Source
from imgcat.model.when import FIRST_SATELLITE, times, timestamp


class Tombstone(Record):
    """Stands where a location stood that was merged into another one, or was given another id.

    `title` is what it was called; `replaced_by` the id under which it is found, which may be a tombstone itself. The
    last of its `changes` says who did it and why. It holds no position, so that none can be told by it.
    """

    id: RecordId
    created: datetime
    title: Text
    replaced_by: RecordId
    sources: tuple[Source, ...] = ()
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> Self:
        if self.replaced_by == self.id:
            raise ValueError("a tombstone leads to another record than itself")
        return self

    def to_item(self) -> Json:
        """The STAC Item: deprecated, without a geometry."""
        return item(
            LOCATIONS,
            self.id,
            {
                "title": self.title,
                **times((FIRST_SATELLITE, self.created)),
                "created": timestamp(self.created),
                "deprecated": True,
                "ref:replaced_by": self.replaced_by,
                "ref:geometry_reason": f"The place is recorded as {self.replaced_by}.",
                "ref:sources": [source.to_json() for source in self.sources],
                "ref:changes": [change.to_json() for change in self.changes],
            },
            None,
            [VERSION_URI],
        )

    @classmethod
    def from_item(cls, stac_item: Mapping[str, Any]) -> Self:
        """Read a tombstone back from its Item. Raises InvalidRecord."""
        properties = properties_of(stac_item, LOCATIONS)
        return cls.from_json(
            {
                "id": stac_item.get("id"),
                "created": properties.get("created"),
                "title": properties.get("title"),
                "replaced_by": properties.get("ref:replaced_by"),
                "sources": properties.get("ref:sources", []),
                "changes": properties.get("ref:changes", []),
            },
            f"Tombstone {stac_item.get('id')!r}",
        )
