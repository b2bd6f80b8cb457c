"""Records turn into STAC Items and back without loss, and refuse what a record cannot say."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pystac
import pytest
from hypothesis import given

from imgcat.errors import InvalidRecord
from imgcat.model.location import Location, Name
from imgcat.model.position import Position, coarsen
from imgcat.model.record import Record
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.source import Source
from imgcat.model.tombstone import Tombstone
from imgcat.model.vocabulary import CITO, INVERSE, Precision, Relation
from tests.model import strategies

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCE = Source(url="https://example.org/report")


def through_json(item: dict[str, Any]) -> Any:
    return orjson.loads(orjson.dumps(item))


@given(strategies.locations())
def test_a_location_survives_the_way_through_its_item(location: Location) -> None:
    assert Location.from_item(through_json(location.to_item())) == location


@given(strategies.reports)
def test_a_report_survives_the_way_through_its_item(report: Report) -> None:
    assert Report.from_item(through_json(report.to_item())) == report


@given(strategies.references())
def test_a_reference_survives_the_way_through_its_item(reference: Reference) -> None:
    assert Reference.from_item(through_json(reference.to_item())) == reference


@given(strategies.tombstones())
def test_a_tombstone_survives_the_way_through_its_item(tombstone: Tombstone) -> None:
    assert Tombstone.from_item(through_json(tombstone.to_item())) == tombstone


def test_a_tombstone_leads_elsewhere_and_says_why() -> None:
    left = {"id": "x", "created": NOW, "title": "X", "replaced_by": "y"}
    with pytest.raises(InvalidRecord, match="changes"):
        Tombstone.from_json({**left, "changes": []})
    change = {"at": NOW, "by": "Ann", "kind": "merged", "why": "One place."}
    with pytest.raises(InvalidRecord, match="another record than itself"):
        Tombstone.from_json({**left, "replaced_by": "x", "changes": [change]})
    with pytest.raises(InvalidRecord, match="needs a zone"):
        Tombstone.from_json({**left, "changes": [{**change, "at": "2026-11-22T00:00:00"}]})


@pytest.mark.filterwarnings("ignore:The item .* is deprecated")
@given(strategies.references())
def test_an_item_is_read_by_pystac(reference: Reference) -> None:
    item = pystac.Item.from_dict(reference.to_item())
    assert item.id == reference.id
    assert item.datetime is not None or item.common_metadata.start_datetime is not None


def test_a_location_without_a_position_needs_a_reason() -> None:
    with pytest.raises(InvalidRecord, match="either a position, or a reason"):
        Location.from_json(
            {"id": "x", "created": NOW, "names": [{"text": "X", "source": SOURCE.to_json()}]}
        )


def test_a_location_needs_a_name() -> None:
    with pytest.raises(InvalidRecord, match="at least one name"):
        Location.from_json({"id": "x", "created": NOW, "names": [], "geometry_reason": "none seen"})


def test_an_error_names_the_field_and_what_was_found() -> None:
    with pytest.raises(InvalidRecord, match=r"created: .*found 'yesterday'"):
        Report.from_json({"id": "x", "created": "yesterday", "title": "T", "kind": "news"})


def test_an_item_of_another_collection_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="collection 'reports', but 'locations' is expected"):
        Location.from_item({"id": "x", "collection": "reports", "properties": {}})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"relation": "about", "target_report": "other"}, "points at a place"),
        ({"relation": "cites", "location": "prk-sino-ri"}, "points at a report"),
        ({"relation": "cites-image", "location": "prk-sino-ri"}, "describes a picture"),
        ({"relation": "cites", "target_report": "bp-sino-ri-2019"}, "refer to itself"),
    ],
)
def test_a_reference_points_at_one_thing_of_the_right_kind(
    fields: dict[str, str], message: str
) -> None:
    with pytest.raises(InvalidRecord, match=message):
        Reference.from_json(
            {
                "id": "x",
                "created": NOW,
                "report": "bp-sino-ri-2019",
                "source": SOURCE.to_json(),
                **fields,
            }
        )


def test_a_quote_is_short() -> None:
    with pytest.raises(InvalidRecord, match="at most 300 characters"):
        Source.from_json({"url": "https://example.org", "verbatim": "x" * 301})


def test_a_source_without_an_address_says_in_words_what_was_read() -> None:
    with pytest.raises(InvalidRecord, match="url, or a citation"):
        Source.from_json({"locator": "page 3"})


def test_a_coarse_position_is_rounded_and_says_so() -> None:
    exact = Position(
        geometry={"type": "Point", "coordinates": [77.7012345, 12.3456789]},
        uncertainty_m=500,
        as_printed="12.3456789, 77.7012345",
        source=SOURCE,
    )
    coarse = coarsen(exact, 2, "detention site")
    assert coarse.geometry == {"type": "Point", "coordinates": [77.7, 12.35]}
    assert coarse.uncertainty_m == 2070
    assert coarse.precision is Precision.AREA
    assert coarse.as_printed is None
    location = Location(
        id="x", created=NOW, names=(Name(text="X", source=SOURCE),), positions=(coarse,)
    )
    properties = location.to_item()["properties"]
    assert properties["ref:coarsened"] is True
    assert properties["ref:positions"][0]["coarsened"]["reason"] == "detention site"


@pytest.mark.parametrize("coordinates", [[500000.0, 4000000.0], [float("nan"), 1.0], []])
def test_a_position_that_is_not_on_earth_is_refused(coordinates: list[float]) -> None:
    with pytest.raises(InvalidRecord, match="geometry"):
        Position.from_json(
            {"geometry": {"type": "Point", "coordinates": coordinates}, "source": SOURCE.to_json()}
        )


def test_every_relation_has_an_inverse_and_a_public_term() -> None:
    assert set(INVERSE) == set(CITO) == set(Relation)
    assert len(set(INVERSE.values())) == len(Relation)


def test_unknown_fields_are_refused() -> None:
    class Part(Record):
        known: int

    with pytest.raises(InvalidRecord, match="unknown_field"):
        Part.from_json({"known": 1, "unknown_field": 2})
