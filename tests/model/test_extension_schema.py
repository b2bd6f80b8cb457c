"""The JSON Schema of the `ref:` extension takes all that the model makes, and refuses what it could not have made."""

from enum import StrEnum
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imgcat.catalog.build import rendered
from imgcat.catalog.records import Records
from imgcat.model import vocabulary
from imgcat.model.coverage import Coverage
from imgcat.model.identifiers import SCHEMA_URI
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.scene import scene_from_id
from imgcat.model.scene_collection import SCENE_COLLECTIONS
from imgcat.model.tombstone import Tombstone
from tests.model import strategies
from tests.model.extension_files import schema
from tests.model.test_scene import SCENE_IDS

SCHEMA = schema()
DEFINITIONS = SCHEMA["definitions"]
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)

VOCABULARIES: dict[str, type[StrEnum]] = {
    "relation": vocabulary.Relation,
    "report_kind": vocabulary.ReportKind,
    "facility_type": vocabulary.FacilityType,
    "name_kind": vocabulary.NameKind,
    "position_role": vocabulary.PositionRole,
    "position_method": vocabulary.PositionMethod,
    "precision": vocabulary.Precision,
    "sensitivity": vocabulary.Sensitivity,
    "certainty": vocabulary.Certainty,
    "access": vocabulary.Access,
    "modality": vocabulary.Modality,
    "date_precision": vocabulary.DatePrecision,
    "date_basis": vocabulary.DateBasis,
    "source_kind": vocabulary.SourceKind,
    "change_kind": vocabulary.ChangeKind,
    "method": vocabulary.Method,
    "coverage": Coverage,
    "decision_state": vocabulary.DecisionState,
    "resolution": vocabulary.Resolution,
}


def test_the_schema_is_a_schema_under_the_identifier() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert SCHEMA["$id"] == f"{SCHEMA_URI}#"
    assert SCHEMA["properties"]["stac_extensions"]["contains"] == {"const": SCHEMA_URI}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_of_the_schema_is_that_of_the_model(name: str) -> None:
    assert DEFINITIONS[name]["enum"] == [word.value for word in VOCABULARIES[name]]


def test_every_vocabulary_of_the_model_is_in_the_schema() -> None:
    words = [
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    ]
    assert set(words) <= set(VOCABULARIES.values())


def test_terms_and_names_of_links_are_those_of_the_relations() -> None:
    assert set(DEFINITIONS["relation_uri"]["enum"]) == set(vocabulary.CITO.values())
    inverse = [str(vocabulary.INVERSE[relation]) for relation in vocabulary.Relation]
    assert set(DEFINITIONS["link_relation"]["enum"]) >= {*vocabulary.Relation, *inverse}


def test_every_field_belongs_to_a_kind_of_record() -> None:
    kinds = [
        DEFINITIONS[kind]["properties"]
        for kind in ("location", "report", "reference", "tombstone", "scene")
    ]
    own = {name for name in set().union(*kinds) if name.startswith("ref:")}
    assert own == set(DEFINITIONS["fields"]["properties"])


@given(
    st.one_of(
        strategies.locations(),
        strategies.reports,
        strategies.references(),
        strategies.tombstones(),
    )
)
def test_the_item_of_every_record_is_valid(
    record: Location | Report | Reference | Tombstone,
) -> None:
    VALIDATOR.validate(record.to_item())


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    strategies.locations(),
    st.lists(strategies.reports, min_size=2, max_size=2, unique_by=lambda report: report.id),
    st.lists(strategies.references(), max_size=4, unique_by=lambda reference: reference.id),
    st.sampled_from(SCENE_IDS),
)
def test_every_file_that_is_built_of_records_is_valid(
    location: Location, reports: list[Report], drawn: list[Reference], product_id: str
) -> None:
    scene = scene_from_id(product_id)
    collection, key = scene["collection"], scene["properties"].get("ref:acquisition")
    references = [_tied(reference, location, reports, key) for reference in drawn]
    records = Records(
        {location.id: _certain(location)},
        {report.id: report for report in reports},
        {reference.id: reference for reference in references},
        {(collection, scene["id"]): scene},
        {collection: SCENE_COLLECTIONS[collection].members()},
    )
    for path, content in rendered(records):
        file = orjson.loads(content)
        if SCHEMA_URI in file.get("stac_extensions", []):
            errors = [str(error) for error in VALIDATOR.iter_errors(file)]
            assert not errors, path


def _certain(location: Location) -> Location:
    """The location with positions that are points, not discs: how scenes cover discs is not in question here."""
    positions = tuple(
        each.model_copy(update={"uncertainty_m": None}) for each in location.positions
    )
    return location.model_copy(update={"positions": positions})


def _tied(
    reference: Reference, location: Location, reports: list[Report], acquisition: str | None
) -> Reference:
    """The reference, pointing at records that there are, and at the scene if it cites a picture."""
    ends: dict[str, Any] = {"report": reports[0].id}
    if reference.location:
        ends["location"] = location.id
    if reference.target_report:
        ends["target_report"] = reports[1].id
    if reference.picture:
        cited = {"acquisition": acquisition, "decision": None}
        ends["picture"] = reference.picture.model_copy(update=cited)
    return reference.model_copy(update=ends)


SOURCE = {"url": "https://example.org/report"}
LOCATION: dict[str, Any] = {
    "ref:names": [{"text": "Sino-ri", "kind": "preferred", "source": SOURCE}],
    "ref:positions": [
        {
            "geometry": {"type": "Point", "coordinates": [125.355288, 39.644929]},
            "role": "representative",
            "source": SOURCE,
        }
    ],
    "ref:sensitivity": "open",
}
REPORT: dict[str, Any] = {
    "ref:kind": "news",
    "ref:when": {"value": "2019-01"},
    "ref:date_precision": "month",
}
REFERENCE: dict[str, Any] = {
    "ref:relation": "about",
    "ref:relation_uri": "https://schema.org/about",
    "ref:report": "bp-sino-ri-2019",
    "ref:location": "prk-sino-ri",
    "ref:method": "manual",
    "ref:source": SOURCE,
}
PICTURE: dict[str, Any] = {
    **REFERENCE,
    "ref:relation": "cites-image",
    "ref:access": "unknown",
    "ref:when": {"value": "2018-12-27"},
    "ref:date_precision": "day",
}
CHANGE = {"at": "2026-11-22T00:00:00Z", "by": "Ann", "kind": "merged", "why": "One place."}
TOMBSTONE: dict[str, Any] = {
    "deprecated": True,
    "ref:replaced_by": "prk-sino-ri",
    "ref:geometry_reason": "The place is recorded as prk-sino-ri.",
    "ref:changes": [CHANGE],
}
DECISION = {"state": "accepted", "by": "A. Curator", "at": "2026-11-25", "why": "The only pass."}
DECIDED: dict[str, Any] = {
    **PICTURE,
    "ref:acquisition": "lc08-117033-20210913",
    "ref:decision": DECISION,
}
SCENE: dict[str, Any] = {"ref:acquisition": "lc08-117033-20210913"}


def item(properties: dict[str, Any]) -> dict[str, Any]:
    """An Item of these properties; those that are None are left out."""
    kept = {name: value for name, value in properties.items() if value is not None}
    geometry = None if "ref:geometry_reason" in kept else {"type": "Point", "coordinates": [0, 0]}
    return {
        "type": "Feature",
        "stac_extensions": [SCHEMA_URI],
        "geometry": geometry,
        "properties": kept,
        "links": [],
    }


@pytest.mark.parametrize(
    "properties", [LOCATION, REPORT, REFERENCE, PICTURE, DECIDED, TOMBSTONE, SCENE]
)
def test_what_the_bad_cases_are_made_of_is_valid(properties: dict[str, Any]) -> None:
    VALIDATOR.validate(item(properties))


@pytest.mark.parametrize(
    ("good", "change"),
    [
        (LOCATION, {"ref:names": None}),
        (LOCATION, {"ref:names": []}),
        (LOCATION, {"ref:names": [{"text": "Sino-ri", "kind": "preferred"}]}),
        (LOCATION, {"ref:names": [{"text": "", "kind": "preferred", "source": SOURCE}]}),
        (LOCATION, {"ref:names": [{"text": "Sino-ri", "kind": "pet", "source": SOURCE}]}),
        (LOCATION, {"ref:names": [{"text": "x", "kind": "cover", "source": {"locator": "p. 3"}}]}),
        (LOCATION, {"ref:positions": None}),
        (LOCATION, {"ref:geometry_reason": "No source gives one."}),
        (LOCATION, {"ref:positions": [{"geometry": {"type": "Point"}, "source": SOURCE}]}),
        (LOCATION, {"ref:country": "North Korea"}),
        (LOCATION, {"ref:type": ["missile-operating-base"]}),
        (LOCATION, {"ref:uncertainty_m": -1, "ref:precision": "exact"}),
        (LOCATION, {"ref:precision": "exact"}),
        (LOCATION, {"ref:sensitivity": "secret"}),
        (LOCATION, {"ref:series": "Undeclared North Korea"}),
        (LOCATION, {"ref:series_names": "Undeclared North Korea"}),
        (LOCATION, {"ref:reports": ["Not An Id"]}),
        (LOCATION, {"ref:reports": ["a", "a"]}),
        (LOCATION, {"ref:scenes": ["LC08_L1TP_117033_20210913_20210924_02_T1"]}),
        (LOCATION, {"ref:kind": "news"}),
        (LOCATION, {"ref:colour": "red"}),
        (REPORT, {"ref:kind": "poem"}),
        (REPORT, {"ref:when": None}),
        (REPORT, {"ref:when": {}}),
        (REPORT, {"ref:when": {"value": "January 2019"}}),
        (REPORT, {"ref:when": {"value": "2019-13"}}),
        (REPORT, {"ref:when": {"reason": "Not stated.", "end": "2019"}}),
        (REPORT, {"ref:when": {"value": "2019-01-21", "time": "06:00"}}),
        (REPORT, {"ref:date": "2019-1-21"}),
        (REPORT, {"ref:url": "example.org"}),
        (REPORT, {"ref:part": 0}),
        (REPORT, {"ref:language": "English"}),
        (REPORT, {"ref:series": ["Undeclared North Korea"]}),
        (REPORT, {"ref:reference_count": -1}),
        (REPORT, {"ref:relation": "about"}),
        (REFERENCE, {"ref:relation": "likes"}),
        (REFERENCE, {"ref:relation_uri": "https://example.org/about"}),
        (REFERENCE, {"ref:report": None}),
        (REFERENCE, {"ref:location": None}),
        (REFERENCE, {"ref:target_report": "cnn-2019-01-sino-ri"}),
        (REFERENCE, {"ref:relation": "cites"}),
        (REFERENCE, {"ref:source": None}),
        (REFERENCE, {"ref:quote": "x" * 301}),
        (REFERENCE, {"ref:credit": "European Space Agency"}),
        (REFERENCE, {"ref:resolution": "unresolved"}),
        (PICTURE, {"ref:when": None}),
        (PICTURE, {"ref:access": None}),
        (PICTURE, {"ref:access": "free"}),
        (PICTURE, {"ref:missions": ["Sentinel-2"]}),
        (PICTURE, {"ref:picture_key": "European Space Agency"}),
        (REFERENCE, {"ref:replaced_by": "ref-0002"}),
        (REFERENCE, {"ref:changes": [{**CHANGE, "by": ""}]}),
        (REFERENCE, {"ref:changes": [{**CHANGE, "kind": "vanished"}]}),
        (REPORT, {"ref:replaced_by": "bp-sino-ri-2019"}),
        (TOMBSTONE, {"deprecated": False}),
        (TOMBSTONE, {"deprecated": None}),
        (TOMBSTONE, {"ref:changes": None}),
        (TOMBSTONE, {"ref:positions": LOCATION["ref:positions"]}),
        (PICTURE, {"ref:decision": DECISION}),
        (PICTURE, {"ref:decision": {**DECISION, "by": ""}, "ref:acquisition": "x"}),
        (PICTURE, {"ref:decision": {**DECISION, "score": 101}, "ref:acquisition": "x"}),
        (PICTURE, {"ref:decision": {**DECISION, "state": "none-public"}, "ref:acquisition": "x"}),
        (REFERENCE, {"ref:decision": {**DECISION, "state": "none-public"}}),
        (SCENE, {"ref:acquisition": None}),
        (SCENE, {"ref:acquisition": ""}),
        (SCENE, {"ref:footprint": {"basis": "guess", "note": "About here."}}),
        (SCENE, {"ref:country": "PRK"}),
    ],
)
def test_a_broken_item_is_refused(good: dict[str, Any], change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(item({**good, **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Catalog"},
        {"stac_extensions": []},
        {"geometry": None},
        {"links": [{"rel": "related", "href": "x", "ref:relation": "likes"}]},
        {"links": [{"rel": "related", "href": "x", "ref:reference": "ref-0002"}]},
        {"links": [{"rel": "related", "href": "x", "ref:colour": "red"}]},
        {"assets": {"thumbnail": {"href": "x", "ref:acquisition": "lc08-117033-20210913"}}},
    ],
)
def test_an_item_that_is_broken_elsewhere_is_refused(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(item(LOCATION) | change)


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"ref:count": -1}, False),
        ({"ref:colour": "red"}, False),
        ({"summaries": {"ref:relation": ["about"], "platform": ["landsat-8"]}}, True),
        ({"summaries": {"ref:relation": ["likes"]}}, False),
        ({"summaries": {"ref:colour": ["red"]}}, False),
    ],
)
def test_a_collection_says_how_many_items_it_has(change: dict[str, Any], valid: bool) -> None:
    collection = {
        "type": "Collection",
        "stac_extensions": [SCHEMA_URI],
        "ref:count": 3,
        "links": [],
    }
    assert VALIDATOR.is_valid(collection | change) is valid
