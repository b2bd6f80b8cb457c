"""Location: a place, under every name that a source attests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import StringConstraints, model_validator

from imgcat.model.change import Change
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.item import Json, item, properties_of
from imgcat.model.position import Position
from imgcat.model.record import Record, RecordId, Text
from imgcat.model.source import Source
from imgcat.model.vocabulary import FacilityType, NameKind, PositionRole, Sensitivity
from imgcat.model.when import FIRST_SATELLITE, times, timestamp

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""


class Name(Record):
    """A name of a place, as one source writes it. `lang` is BCP 47, `script` ISO 15924, `system` the romanisation."""

    text: Text
    lang: Text | None = None
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")] | None = None
    system: Text | None = None
    kind: NameKind = NameKind.VARIANT
    note: Text | None = None
    source: Source


class TypeAssertion(Record):
    """That a source calls a place a facility of some type; `suspected` where it does not call it certain."""

    value: FacilityType
    suspected: bool = False
    verbatim: Text | None = None
    source: Source


class PlaceLink(Record):
    """How a place stands to another place: `part-of`, `supports`, `near`, `possibly-same-as`."""

    relation: Annotated[
        str, StringConstraints(pattern=r"^(part-of|supports|near|possibly-same-as)$")
    ]
    location: RecordId
    source: Source


class Location(Record):
    """A place. At least one name with a source; positions, or the reason why there is none.

    The first position is the one shown. `created` is when the record was entered (UTC).
    """

    id: RecordId
    created: datetime
    names: Annotated[tuple[Name, ...], "not empty"]
    positions: tuple[Position, ...] = ()
    geometry_reason: Text | None = None
    country: CountryCode | None = None
    admin: Text | None = None
    disputed: bool = False
    types: tuple[TypeAssertion, ...] = ()
    related: tuple[PlaceLink, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPEN
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _can_exist(self) -> Self:
        if not self.names:
            raise ValueError("a location needs at least one name with a source")
        if bool(self.positions) == bool(self.geometry_reason):
            raise ValueError("a location needs either a position, or a reason why it has none")
        return self

    @property
    def title(self) -> str:
        """The name to show: the preferred one, else the first."""
        preferred = (name for name in self.names if name.kind is NameKind.PREFERRED)
        return next(preferred, self.names[0]).text

    @property
    def position(self) -> Position | None:
        """The position to show."""
        return self.positions[0] if self.positions else None

    def to_item(self) -> Json:
        """The STAC Item: what is authored, and what follows from it alone. What follows from other records is derived
        by `imgcat.catalog.links`."""
        position = self.position
        return item(
            LOCATIONS,
            self.id,
            {
                "title": self.title,
                **times((FIRST_SATELLITE, self.created)),
                "created": timestamp(self.created),
                "ref:names": [name.to_json() for name in self.names],
                "ref:country": self.country,
                "ref:admin": self.admin,
                "ref:disputed": self.disputed or None,
                "ref:type": sorted({assertion.value for assertion in self.types}),
                "ref:types": [assertion.to_json() for assertion in self.types],
                "ref:positions": [each.to_json() for each in self.positions],
                "ref:geometry_reason": self.geometry_reason,
                "ref:uncertainty_m": position.uncertainty_m if position else None,
                "ref:precision": position.precision if position else None,
                "ref:stand_in": (position.role is PositionRole.STAND_IN) or None
                if position
                else None,
                "ref:sensitivity": self.sensitivity,
                "ref:related": [each.to_json() for each in self.related],
                "ref:note": self.note,
                "ref:sources": [source.to_json() for source in self.sources],
                "ref:changes": [change.to_json() for change in self.changes],
                "ref:coarsened": (position is not None and position.coarsened is not None) or None,
            },
            position.geometry if position else None,
        )

    @classmethod
    def from_item(cls, stac_item: Mapping[str, Any]) -> Self:
        """Read a location back from its Item. Raises InvalidRecord."""
        properties = properties_of(stac_item, LOCATIONS)
        return cls.from_json(
            {
                "id": stac_item.get("id"),
                "created": properties.get("created"),
                "names": properties.get("ref:names", []),
                "positions": properties.get("ref:positions", []),
                "geometry_reason": properties.get("ref:geometry_reason"),
                "country": properties.get("ref:country"),
                "admin": properties.get("ref:admin"),
                "disputed": properties.get("ref:disputed", False),
                "types": properties.get("ref:types", []),
                "related": properties.get("ref:related", []),
                "sensitivity": properties.get("ref:sensitivity", Sensitivity.OPEN),
                "note": properties.get("ref:note"),
                "sources": properties.get("ref:sources", []),
                "changes": properties.get("ref:changes", []),
            },
            f"Location {stac_item.get('id')!r}",
        )
