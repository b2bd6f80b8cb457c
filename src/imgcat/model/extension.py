"""The `ref:` extension for pystac: its fields as typed attributes of Items and Collections."""

from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

import pystac
from pydantic import TypeAdapter, ValidationError
from pystac.extensions.base import (
    ExtensionManagementMixin,
    PropertiesExtension,
    SummariesExtension,
)

from imgcat.errors import InvalidRecord
from imgcat.model.change import Change
from imgcat.model.decision import Decision
from imgcat.model.identifiers import PREFIX, SCHEMA_URI
from imgcat.model.location import Name, PlaceLink, TypeAssertion
from imgcat.model.position import Position
from imgcat.model.record import sentence
from imgcat.model.source import Source
from imgcat.model.vocabulary import (
    Access,
    Certainty,
    DatePrecision,
    FacilityType,
    Method,
    Modality,
    Precision,
    Relation,
    ReportKind,
    Resolution,
    Sensitivity,
)
from imgcat.model.when import When

if TYPE_CHECKING:
    from typing_extensions import TypeForm

__all__ = ["SCHEMA_URI", "CollectionRefExtension", "RefExtension", "SummariesRefExtension"]

T = TypeVar("T")


class _Named(Generic[T]):
    """An attribute that holds values of one type as JSON, under its own name with the prefix of the extension."""

    def __init__(self, values: "TypeForm[T]") -> None:
        self.adapter: TypeAdapter[T] = TypeAdapter(values)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = PREFIX + name

    def read(self, value: Any) -> T | None:
        """The value that JSON stands for; None stands for itself. Raises InvalidRecord when it is of another type."""
        if value is None:
            return None
        try:
            return self.adapter.validate_python(value)
        except ValidationError as error:
            raise InvalidRecord(sentence(error, self.name)) from None

    def write(self, value: T | None) -> Any:
        """The JSON of a value; None for a list without entries too, as a field without a value is left out."""
        checked = self.read(value)
        if checked is None or checked == []:
            return None
        return self.adapter.dump_python(checked, mode="json", exclude_none=True)


class Field(_Named[T]):
    """A field of an Item or a Collection. It is None where it is missing, and setting it to None removes it."""

    @overload
    def __get__(self, extension: None, owner: type) -> Self: ...
    @overload
    def __get__(self, extension: PropertiesExtension, owner: type) -> T | None: ...
    def __get__(self, extension: PropertiesExtension | None, owner: type) -> Self | T | None:
        if extension is None:
            return self
        return self.read(extension._get_property(self.name, object))

    def __set__(self, extension: PropertiesExtension, value: T | None) -> None:
        extension._set_property(self.name, self.write(value))


class Summary(_Named[T]):
    """The values of a field that occur in the Items of a Collection."""

    @overload
    def __get__(self, extension: None, owner: type) -> Self: ...
    @overload
    def __get__(self, extension: SummariesExtension, owner: type) -> T | None: ...
    def __get__(self, extension: SummariesExtension | None, owner: type) -> Self | T | None:
        if extension is None:
            return self
        return self.read(extension.summaries.get_list(self.name))

    def __set__(self, extension: SummariesExtension, value: T | None) -> None:
        extension._set_summary(self.name, self.write(value))


class RefExtension(PropertiesExtension, ExtensionManagementMixin[pystac.Item | pystac.Collection]):
    """The fields of the extension on an Item; each attribute is the field of its name, `ref:` before it.

    What each means, and which kind of record has it, is in the extension's README. Make one with `RefExtension.ext`.
    """

    name: Literal["ref"] = "ref"

    # Of a location.
    names = Field(list[Name])
    admin = Field(str)
    disputed = Field(bool)
    type = Field(list[FacilityType])
    types = Field(list[TypeAssertion])
    positions = Field(list[Position])
    uncertainty_m = Field(float)
    precision = Field(Precision)
    stand_in = Field(bool)
    sensitivity = Field(Sensitivity)
    related = Field(list[PlaceLink])
    publishers = Field(list[str])
    languages = Field(list[str])
    first_report = Field(str)
    last_report = Field(str)
    first_picture = Field(str)
    last_picture = Field(str)

    # Of a report.
    title_described = Field(bool)
    kind = Field(ReportKind)
    authors = Field(list[str])
    part = Field(int)
    language = Field(str)
    url = Field(str)
    rights = Field(str)
    countries = Field(list[str])
    cited_by_count = Field(int)

    # Of a reference.
    relation = Field(Relation)
    relation_uri = Field(str)
    report = Field(str)
    location = Field(str)
    target_report = Field(str)
    provider = Field(str)
    credit = Field(str)
    sensor = Field(str)
    missions = Field(list[str])
    modality = Field(Modality)
    access = Field(Access)
    product_ids = Field(list[str])
    locator = Field(str)
    quote = Field(str)
    certainty = Field(Certainty)
    method = Field(Method)
    picture_key = Field(str)
    resolution = Field(Resolution)
    decision = Field(Decision)

    # Of a scene.
    aliases = Field(list[str])
    footprint = Field(dict[str, str])

    # Of several kinds of record.
    acquisition = Field(str)
    locations = Field(list[str])
    reports = Field(list[str])
    scenes = Field(list[str])
    reference_count = Field(int)
    picture_count = Field(int)
    country = Field(str)
    publisher = Field(str)
    series = Field(str)
    series_names = Field(list[str])
    coarsened = Field(bool)
    when = Field(When)
    date = Field(str)
    date_precision = Field(DatePrecision)
    geometry_reason = Field(str)
    note = Field(str)
    source = Field(Source)
    sources = Field(list[Source])
    replaced_by = Field(str)
    changes = Field(list[Change])

    def __init__(self, item: pystac.Item) -> None:
        self.item = item
        self.properties = item.properties

    def __repr__(self) -> str:
        return f"<RefExtension Item id={self.item.id}>"

    def apply(
        self,
        acquisition: str | None = None,
        locations: list[str] | None = None,
        reports: list[str] | None = None,
        scenes: list[str] | None = None,
    ) -> None:
        """Set the fields that records are joined by: the acquisition key, ids of locations and reports, and the
        scenes, each as its collection and id with a slash between them."""
        self.acquisition = acquisition
        self.locations = locations
        self.reports = reports
        self.scenes = scenes

    @classmethod
    def get_schema_uri(cls) -> str:
        return SCHEMA_URI

    @overload
    @classmethod
    def ext(cls, obj: pystac.Item, add_if_missing: bool = False) -> "RefExtension": ...
    @overload
    @classmethod
    def ext(
        cls, obj: pystac.Collection, add_if_missing: bool = False
    ) -> "CollectionRefExtension": ...
    @classmethod
    def ext(
        cls, obj: pystac.Item | pystac.Collection, add_if_missing: bool = False
    ) -> "RefExtension | CollectionRefExtension":
        """The fields of an Item, or of a Collection itself.

        Raises pystac.ExtensionNotImplemented when it does not declare the extension and `add_if_missing` is not set,
        pystac.ExtensionTypeError when it is something else.
        """
        if isinstance(obj, pystac.Item):
            cls.ensure_has_extension(obj, add_if_missing)
            return RefExtension(obj)
        if isinstance(obj, pystac.Collection):
            cls.ensure_has_extension(obj, add_if_missing)
            return CollectionRefExtension(obj)
        raise pystac.ExtensionTypeError(cls._ext_error_message(obj))

    @classmethod
    def summaries(
        cls, obj: pystac.Collection, add_if_missing: bool = False
    ) -> "SummariesRefExtension":
        """The summaries of a Collection. Raises like `ext`."""
        cls.ensure_has_extension(obj, add_if_missing)
        return SummariesRefExtension(obj)


class CollectionRefExtension(PropertiesExtension):
    """The field of the extension on a Collection. Make one with `RefExtension.ext`."""

    count = Field(int)

    def __init__(self, collection: pystac.Collection) -> None:
        self.collection = collection
        self.properties = collection.extra_fields

    def __repr__(self) -> str:
        return f"<CollectionRefExtension Collection id={self.collection.id}>"


class SummariesRefExtension(SummariesExtension):
    """The fields of the extension in the summaries of a Collection. Make one with `RefExtension.summaries`."""

    country = Summary(list[str])
    type = Summary(list[FacilityType])
    kind = Summary(list[ReportKind])
    relation = Summary(list[Relation])
    access = Summary(list[Access])
    precision = Summary(list[Precision])
