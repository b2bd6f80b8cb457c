"""Reference: one typed, evidenced statement that a report makes about a place, a picture of a place, or a report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import StringConstraints, model_validator

from imgcat.model.change import Change
from imgcat.model.decision import Decision
from imgcat.model.identifiers import REFERENCES, VERSION_URI
from imgcat.model.item import Json, item, properties_of
from imgcat.model.record import Quote, Record, RecordId, Text
from imgcat.model.source import Source
from imgcat.model.vocabulary import (
    CITO,
    TO_LOCATION,
    Access,
    Certainty,
    DecisionState,
    Method,
    Modality,
    Relation,
    Resolution,
)
from imgcat.model.when import FIRST_SATELLITE, When, times, timestamp

Mission = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A mission or satellite in lower case: `sentinel-2`, `sentinel-1b`, `landsat-8`, `aster`."""


class Picture(Record):
    """The picture that a report says it used, as far as it says.

    `credit` is the credit line verbatim; `provider` whom it names; `sensor` the satellite as the source names it, and
    `missions` the same as known words (several where the source leaves it open). `taken` is when it was taken.
    `product_ids` are ids that the report prints. `acquisition` is the key of the public pass it shows, once known.
    Where no id is printed, it is known by the `decision` of a person; a person can also decide that there is none.
    """

    provider: Text | None = None
    credit: Text | None = None
    sensor: Text | None = None
    missions: tuple[Mission, ...] = ()
    modality: Modality | None = None
    access: Access = Access.UNKNOWN
    taken: When
    product_ids: tuple[Text, ...] = ()
    acquisition: Text | None = None
    decision: Decision | None = None

    @model_validator(mode="after")
    def _decides_what_is_open(self) -> Self:
        state = self.decision and self.decision.state
        if state is DecisionState.ACCEPTED and self.acquisition is None:
            raise ValueError("an accepted decision needs an acquisition")
        if state is DecisionState.NONE_PUBLIC and self.acquisition is not None:
            raise ValueError("a picture of which there is no public scene has no acquisition")
        return self

    @property
    def resolution(self) -> Resolution:
        """Whether it is known which public scene it is of, and by what."""
        if self.decision is not None:
            return Resolution(self.decision.state)
        return Resolution.STATED if self.acquisition else Resolution.UNRESOLVED


class Reference(Record):
    """What the report `report` does with one place or one other report, and where it says so.

    `location` is set where `relation` points at a place or a picture of it, `target_report` where at a report.
    A `deprecated` one was withdrawn: it stays to be read, and counts for nothing. `replaced_by` is the id of the
    reference that takes its place, where one does.
    """

    id: RecordId
    created: datetime
    report: RecordId
    relation: Relation
    location: RecordId | None = None
    target_report: RecordId | None = None
    picture: Picture | None = None
    locator: Text | None = None
    quote: Quote | None = None
    certainty: Certainty | None = None
    method: Method = Method.MANUAL
    note: Text | None = None
    source: Source
    deprecated: bool = False
    replaced_by: RecordId | None = None
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _points_at_one_thing(self) -> Self:
        to_location = self.relation in TO_LOCATION
        if to_location != (self.location is not None):
            raise ValueError(
                f"{self.relation} points at {'a place' if to_location else 'a report'}"
            )
        if to_location == (self.target_report is not None):
            raise ValueError("a reference points either at a place or at a report")
        if (self.relation is Relation.CITES_IMAGE) != (self.picture is not None):
            raise ValueError("cites-image, and nothing else, describes a picture")
        if self.target_report == self.report:
            raise ValueError("a report does not refer to itself")
        if self.replaced_by is not None and not self.deprecated:
            raise ValueError("a reference that another one replaces is deprecated")
        if self.replaced_by == self.id:
            raise ValueError("a reference does not replace itself")
        return self

    def to_item(self) -> Json:
        """The STAC Item: what is authored, and what follows from it alone."""
        picture = self.picture.to_json() if self.picture else {}
        taken = self.picture.taken if self.picture else None
        window = taken.window() if taken else None
        return item(
            REFERENCES,
            self.id,
            {
                **times(window or (FIRST_SATELLITE, self.created)),
                "created": timestamp(self.created),
                "ref:relation": self.relation,
                "ref:relation_uri": CITO[self.relation],
                "ref:report": self.report,
                "ref:location": self.location,
                "ref:target_report": self.target_report,
                "ref:date": taken.value if taken else None,
                "ref:date_precision": taken.precision if taken else None,
                **{f"ref:{key}": value for key, value in picture.items() if key != "taken"},
                "ref:when": taken.to_json() if taken else None,
                "ref:locator": self.locator,
                "ref:quote": self.quote,
                "ref:certainty": self.certainty,
                "ref:method": self.method,
                "ref:note": self.note,
                "ref:source": self.source.to_json(),
                "deprecated": self.deprecated or None,
                "ref:replaced_by": self.replaced_by,
                "ref:changes": [change.to_json() for change in self.changes],
            },
            None,
            [VERSION_URI] if self.deprecated else [],
        )

    @classmethod
    def from_item(cls, stac_item: Mapping[str, Any]) -> Self:
        """Read a reference back from its Item. Raises InvalidRecord."""
        properties = properties_of(stac_item, REFERENCES)
        plain = {
            field: properties.get(f"ref:{field}")
            for field in (
                "report",
                "relation",
                "location",
                "target_report",
                "locator",
                "quote",
                "certainty",
                "note",
                "source",
                "replaced_by",
            )
        }
        picture = None
        if properties.get("ref:relation") == Relation.CITES_IMAGE:
            picture = {
                key: properties[f"ref:{key}"]
                for key in Picture.model_fields
                if f"ref:{key}" in properties
            } | {"taken": properties.get("ref:when")}
        return cls.from_json(
            {
                "id": stac_item.get("id"),
                "created": properties.get("created"),
                "method": properties.get("ref:method", Method.MANUAL),
                "picture": picture,
                "deprecated": properties.get("deprecated", False),
                "changes": properties.get("ref:changes", []),
                **plain,
            },
            f"Reference {stac_item.get('id')!r}",
        )
