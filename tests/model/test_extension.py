"""The `ref:` extension as a pystac extension class."""

from datetime import UTC, datetime

import orjson
import pystac
import pytest
from hypothesis import given

from imgcat.errors import InvalidRecord
from imgcat.model.extension import (
    SCHEMA_URI,
    CollectionRefExtension,
    Field,
    RefExtension,
    SummariesRefExtension,
    Summary,
)
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.vocabulary import Access, FacilityType, Relation, ReportKind
from imgcat.model.when import When
from tests.model import strategies
from tests.model.extension_files import EXAMPLES, schema


@pytest.fixture
def item() -> pystac.Item:
    return pystac.Item("x", None, None, datetime(2018, 12, 27, tzinfo=UTC), {})


def example(path: str) -> pystac.Item:
    """An example, with its links still as they are in the file."""
    return pystac.Item.from_dict(orjson.loads(EXAMPLES.joinpath(path).read_bytes()))


@given(strategies.locations())
def test_a_location_reads_as_what_it_was_made_of(location: Location) -> None:
    ref = RefExtension.ext(pystac.Item.from_dict(location.to_item()))
    assert tuple(ref.names or ()) == location.names
    assert tuple(ref.positions or ()) == location.positions
    assert tuple(ref.types or ()) == location.types
    assert tuple(ref.related or ()) == location.related
    assert tuple(ref.sources or ()) == location.sources
    assert ref.sensitivity is location.sensitivity
    assert ref.geometry_reason == location.geometry_reason


@given(strategies.reports)
def test_a_report_reads_as_what_it_was_made_of(report: Report) -> None:
    ref = RefExtension.ext(pystac.Item.from_dict(report.to_item()))
    assert ref.kind is report.kind
    assert ref.when == report.published
    assert ref.date_precision is report.published.precision
    assert ref.part == report.part


@pytest.mark.filterwarnings("ignore:The item .* is deprecated")
@given(strategies.references())
def test_a_reference_reads_as_what_it_was_made_of(reference: Reference) -> None:
    ref = RefExtension.ext(pystac.Item.from_dict(reference.to_item()))
    assert ref.relation is reference.relation
    assert ref.source == reference.source
    assert ref.when == (reference.picture.taken if reference.picture else None)
    assert ref.access is (reference.picture.access if reference.picture else None)


@pytest.mark.parametrize(
    "path",
    [
        "locations/prk-sino-ri.json",
        "reports/bp-sino-ri-2019.json",
        "references/img-bp-sino-ri-2019-01.json",
        "scenes/landsat-c2-l1/LC08_L1TP_117033_20210913_20210924_02_T1.json",
    ],
)
def test_writing_back_what_was_read_changes_nothing(path: str) -> None:
    read, written = RefExtension.ext(example(path)), example(path)
    bare = {k: v for k, v in written.properties.items() if not k.startswith("ref:")}
    written.properties = dict(bare)
    target = RefExtension.ext(written)
    for name, field in vars(RefExtension).items():
        if isinstance(field, Field):
            setattr(target, name, getattr(read, name))
    assert written.properties != bare
    assert written.properties == read.properties


def test_there_is_an_attribute_for_every_field_of_the_schema() -> None:
    definitions = schema()["definitions"]
    for extension, kind, fields in [
        (RefExtension, Field, definitions["fields"]["properties"]),
        (CollectionRefExtension, Field, ["ref:count"]),
        (
            SummariesRefExtension,
            Summary,
            definitions["collection"]["properties"]["summaries"]["properties"],
        ),
    ]:
        attributes = [each for each in vars(extension).values() if isinstance(each, kind)]
        assert sorted(each.name for each in attributes) == sorted(fields)


def test_an_item_that_does_not_declare_the_extension_is_refused(item: pystac.Item) -> None:
    assert not RefExtension.has_extension(item)
    with pytest.raises(pystac.ExtensionNotImplemented, match="'ref' is not implemented"):
        RefExtension.ext(item)


def test_the_extension_is_added_when_asked_for(item: pystac.Item) -> None:
    RefExtension.ext(item, add_if_missing=True).apply(
        acquisition="s2a-20190212T192651-07hfe", locations=["prk-sino-ri"]
    )
    assert RefExtension.has_extension(item)
    assert item.stac_extensions == [SCHEMA_URI]
    assert item.properties["ref:acquisition"] == "s2a-20190212T192651-07hfe"
    assert item.properties["ref:locations"] == ["prk-sino-ri"]
    assert "ref:reports" not in item.properties


def test_a_catalog_is_refused() -> None:
    with pytest.raises(pystac.ExtensionTypeError, match="does not apply to type 'Catalog'"):
        RefExtension.ext(pystac.Catalog("x", "X"))  # type: ignore[call-overload] # what is tested


def test_none_and_a_list_without_entries_remove_a_field(item: pystac.Item) -> None:
    ref = RefExtension.ext(item, add_if_missing=True)
    ref.locations, ref.kind = ["prk-sino-ri"], ReportKind.NEWS
    assert item.properties.keys() >= {"ref:locations", "ref:kind"}
    ref.locations, ref.kind = [], None
    assert not item.properties.keys() & {"ref:locations", "ref:kind"}


def test_a_value_is_written_as_json(item: pystac.Item) -> None:
    ref = RefExtension.ext(item, add_if_missing=True)
    ref.type = [FacilityType.MISSILE_OPERATING_BASE]
    ref.when = When(value="2018-12-27")
    ref.disputed = False
    assert item.properties["ref:type"] == ["missile-operating-base"]
    assert item.properties["ref:when"] == {"value": "2018-12-27"}
    assert item.properties["ref:disputed"] is False


def test_a_word_that_is_not_in_its_vocabulary_is_refused(item: pystac.Item) -> None:
    item.properties["ref:relation"] = "likes"
    with pytest.raises(InvalidRecord, match=r"ref:relation is not valid: .*found 'likes'"):
        _ = RefExtension.ext(item, add_if_missing=True).relation


def test_a_collection_has_a_count_and_summaries() -> None:
    collection = pystac.Collection.from_dict(
        orjson.loads(EXAMPLES.joinpath("references/collection.json").read_bytes())
    )
    assert RefExtension.ext(collection).count == 3
    summaries = RefExtension.summaries(collection)
    assert summaries.access == [Access.UNKNOWN]
    assert summaries.kind is None
    summaries.relation = [Relation.ABOUT]
    assert collection.to_dict()["summaries"]["ref:relation"] == ["about"]
    summaries.relation = None
    assert summaries.relation is None
