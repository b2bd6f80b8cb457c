"""Batches of reconciliation and extension queries, read from their JSON text."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from imgcat.api.parameters import LONGEST_NAME
from imgcat.api.reconciliation.properties import PROPERTIES
from imgcat.errors import InvalidRequest
from imgcat.model.record import sentence

MOST_QUERIES = 1000
"""Queries in one batch."""


def _known(name: str) -> str:
    if name not in PROPERTIES:
        raise ValueError(f"the properties of a place are {', '.join(PROPERTIES)}")
    return name


PropertyId = Annotated[str, AfterValidator(_known)]


class PropertyValue(BaseModel):
    """What a place's property should be: one value, or one of several; another entity counts by its name or id."""

    pid: PropertyId
    v: Any

    @property
    def texts(self) -> list[str]:
        """The values as text."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return [
            str(each.get("name") or each.get("id")) if isinstance(each, dict) else str(each)
            for each in values
        ]


class ReconciliationQuery(BaseModel):
    """A name to find places for. `type` and `properties` keep those alone that agree."""

    model_config = ConfigDict(extra="forbid")

    query: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    type: str | list[str] | None = None
    type_strict: Literal["any", "should", "all"] = "any"
    limit: Annotated[int, Field(ge=1)] | None = None
    properties: list[PropertyValue] = []

    @property
    def types(self) -> list[str]:
        """The types that are asked for."""
        return [self.type] if isinstance(self.type, str) else self.type or []


class ExtendedProperty(BaseModel):
    """A property to fetch; there are no settings to it."""

    id: PropertyId


class ExtensionQuery(BaseModel):
    """Places and the properties to fetch of them."""

    ids: Annotated[list[str], Field(max_length=MOST_QUERIES)]
    properties: list[ExtendedProperty]


_BATCH: TypeAdapter[dict[str, ReconciliationQuery]] = TypeAdapter(
    Annotated[dict[str, ReconciliationQuery], Field(max_length=MOST_QUERIES)]
)


def queries(text: str) -> dict[str, ReconciliationQuery]:
    """A batch of queries, each under a key of the client's. Raises InvalidRequest."""
    try:
        return _BATCH.validate_json(text)
    except ValidationError as error:
        raise InvalidRequest(sentence(error, "The parameter `queries`")) from None


def extension(text: str) -> ExtensionQuery:
    """An extension query. Raises InvalidRequest."""
    try:
        return ExtensionQuery.model_validate_json(text)
    except ValidationError as error:
        raise InvalidRequest(sentence(error, "The parameter `extend`")) from None
