"""A row that is read again, and wins, takes nothing away that it has no column for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from imgcat.catalog.correction import Signature, rename, withdraw
from imgcat.catalog.records import Records
from imgcat.ingest.places import LOOSELY
from imgcat.model.decision import Decision
from imgcat.model.location import PlaceLink
from imgcat.model.reference import Picture
from imgcat.model.source import Source
from imgcat.model.vocabulary import Certainty, DateBasis, DecisionState, Sensitivity
from tests.ingest.test_import import ALL, IMAGE, NAME, PLACE, REPORT, imported

BOOK = Source(citation="A book")
HERE = "prk-sino-ri"
SCENE = "S1B_IW_SLC__1SDV_20200730T034254_20200730T034321_022695_02B131_E8DD"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """A catalog to which a person has added what no column says."""
    records, _ = imported(tmp_path, ALL)
    place, report, image = (
        records.locations[HERE],
        records.reports["bp-sino-ri-2019"],
        records.references["img-1"],
    )
    assert place.position is not None
    assert image.picture is not None
    noted = place.position.model_copy(update={"note": "The gate"})
    other = place.position.model_copy(update={"source": BOOK})
    records.locations[HERE] = place.model_copy(
        update={
            "positions": (noted, other),
            "disputed": True,
            "related": (PlaceLink(relation="near", location="other", source=BOOK),),
            "sensitivity": Sensitivity.CIVILIAN,
            "sources": (*place.sources, BOOK),
        }
    )
    published = report.published.model_copy(update={"verbatim": "January 21, 2019"})
    records.reports[report.id] = report.model_copy(update={"part": 2, "published": published})
    taken = image.picture.taken.model_copy(update={"note": "seen in figure 2"})
    picture = image.picture.model_copy(update={"acquisition": "by-hand", "taken": taken})
    records.references[image.id] = image.model_copy(
        update={"certainty": Certainty.LESS_CERTAIN, "picture": picture}
    )
    return records


def test_what_no_column_says_does_not_count_as_a_difference(
    tmp_path: Path, records: Records
) -> None:
    before = dict(records.locations), dict(records.reports), dict(records.references)
    _, outcome = imported(tmp_path, ALL, records, replace=True)
    assert outcome.findings == []
    assert not outcome.replaced
    assert (records.locations, records.reports, records.references) == before


def test_a_place_keeps_what_was_added_to_it(tmp_path: Path, records: Records) -> None:
    before = records.locations[HERE]
    row = PLACE | {"lat": 39.7, "name": "Sino-ri Base", "alt_names": ["신오리", "Sino"]}
    _, outcome = imported(tmp_path, [row], records, replace=True)
    place = records.locations[HERE]
    assert outcome.replaced["locations"] == [HERE]
    assert [name.text for name in place.names] == ["Sino-ri Base", "신오리", "Sinori", "Sino"]
    assert place.position is not None
    assert place.position.geometry["coordinates"] == [125.355288, 39.7]
    assert place.position.note == "The gate"
    assert place.positions[1:] == before.positions[1:]
    assert (place.disputed, place.related, place.sources, place.sensitivity) == (
        True,
        before.related,
        before.sources,
        Sensitivity.CIVILIAN,
    )


def test_a_column_that_a_table_leaves_out_takes_nothing_away(
    tmp_path: Path, records: Records
) -> None:
    before = records.locations[HERE]
    row = {key: PLACE[key] for key in ("id", "facility_type", "source_url")} | {"name": "New"}
    imported(tmp_path, [row], records, replace=True)
    place = records.locations[HERE]
    assert place.title == "New"
    assert place.names[1:] == before.names[1:]
    assert (place.positions, place.country) == (before.positions, "PRK")


def test_a_null_takes_away_what_the_row_said_before(tmp_path: Path) -> None:
    records, _ = imported(tmp_path, [PLACE])
    row = PLACE | {"lat": None, "lon": None, "coord_source": None, "country": None}
    imported(tmp_path, [row], records, replace=True)
    place = records.locations[HERE]
    assert (place.positions, place.country) == ((), None)
    assert place.geometry_reason


def test_a_place_that_becomes_vulnerable_is_coarsened_with_all_its_positions(
    tmp_path: Path, records: Records
) -> None:
    row = PLACE | {"facility_type": "detention facility"}
    imported(tmp_path, [row], records, replace=True)
    place = records.locations[HERE]
    assert place.sensitivity is Sensitivity.VULNERABLE
    assert len(place.positions) == 2
    assert all(position.coarsened for position in place.positions)


def test_a_report_and_an_image_keep_what_was_added_to_them(
    tmp_path: Path, records: Records
) -> None:
    rows = [REPORT | {"title": "New"}, IMAGE | {"locator": "figure 2", "date_basis": "inferred"}]
    imported(tmp_path, rows, records, replace=True)
    report, image = records.reports["bp-sino-ri-2019"], records.references["img-1"]
    assert (report.title, report.part, report.published.verbatim) == ("New", 2, "January 21, 2019")
    assert (image.locator, image.certainty) == ("figure 2", Certainty.LESS_CERTAIN)
    assert image.picture is not None
    assert image.picture.acquisition == "by-hand"
    assert image.picture.taken.basis is DateBasis.INFERRED
    assert image.picture.taken.note == "seen in figure 2"


def test_another_date_or_product_id_takes_along_what_was_added_to_the_old_one(
    tmp_path: Path, records: Records
) -> None:
    row = IMAGE | {"acquired": "2020-07-30", "product_id": SCENE}
    imported(tmp_path, [row], records, replace=True)
    picture = records.references["img-1"].picture
    assert picture is not None
    assert picture.taken.note is None
    assert picture.acquisition not in (None, "by-hand")


def test_a_listed_name_is_tied_to_no_page_until_a_name_row_says_where_it_was_read(
    tmp_path: Path,
) -> None:
    records, _ = imported(tmp_path, [PLACE])
    title, *listed = records.locations[HERE].names
    assert title.source.note is None
    assert {(name.source.url, name.source.note) for name in listed} == {
        (PLACE["source_url"], LOOSELY)
    }
    row = NAME | {"variant": "신오리", "source_url": "https://example.org/names"}
    imported(tmp_path, [row], records)
    imported(tmp_path, [PLACE], records, replace=True)
    name = records.locations[HERE].names[2]
    assert (name.text, name.source.url, name.source.note) == ("신오리", row["source_url"], None)


def test_a_name_with_its_own_source_stays_unless_told_otherwise(tmp_path: Path) -> None:
    records, _ = imported(tmp_path, [PLACE, NAME])
    other = NAME | {"source_url": "another book"}
    _, outcome = imported(tmp_path, [other], records)
    assert [finding.rule for finding in outcome.findings] == ["differs"]
    imported(tmp_path, [other], records, replace=True)
    assert records.locations[HERE].names[-1].source.citation == "another book"


def test_the_scene_of_an_image_says_where_its_id_was_read(tmp_path: Path) -> None:
    records, _ = imported(tmp_path, [PLACE, REPORT, IMAGE | {"product_id": SCENE}])
    scene = records.scenes["sentinel-1-slc", SCENE]
    assert scene["properties"]["ref:source"] == {"url": IMAGE["source_url"]}
    assert {"rel": "via", "href": IMAGE["source_url"]} in scene["links"]
    by_id, _ = imported(tmp_path, [{"product_id": SCENE, "source_url": IMAGE["source_url"]}])
    assert by_id.scenes["sentinel-1-slc", SCENE] == scene


def test_a_row_read_again_keeps_the_history_and_brings_nothing_back(
    records: Records, tmp_path: Path
) -> None:
    signed = Signature("Ann", "It was wrong.", datetime(2026, 11, 23, tzinfo=UTC))
    rename(records, HERE, "Sino", "https://example.org/x", signed)
    withdraw(records, "img-1", signed)
    again, _ = imported(tmp_path, ALL, records, replace=True)
    assert again.locations[HERE].changes[-1].before == "Sino-ri Missile Operating Base"
    assert again.references["img-1"].deprecated
    assert again.references["img-1"].changes[-1].by == "Ann"


def _decided(records: Records, state: DecisionState, acquisition: str | None) -> Picture:
    image = records.references["img-1"]
    assert image.picture is not None
    decision = Decision(state=state, by="A. Curator", at=date(2026, 11, 25), why="The only pass.")
    update = {"decision": decision, "acquisition": acquisition}
    picture = image.picture.model_copy(update=update)
    records.references[image.id] = image.model_copy(update={"picture": picture})
    return picture


@pytest.mark.parametrize(
    ("state", "acquisition"),
    [(DecisionState.ACCEPTED, "by-hand"), (DecisionState.NONE_PUBLIC, None)],
)
def test_the_decision_of_a_person_stays(
    tmp_path: Path, records: Records, state: DecisionState, acquisition: str | None
) -> None:
    before = _decided(records, state, acquisition)
    row = IMAGE | {"satellite": "Sentinel-2", "product_id": None}
    _, outcome = imported(tmp_path, [row], records, replace=True)
    assert outcome.replaced["images"] == ["img-1"]
    picture = records.references["img-1"].picture
    assert picture is not None
    assert picture.sensor == "Sentinel-2"
    assert (picture.decision, picture.acquisition) == (before.decision, acquisition)


def test_an_id_of_another_picture_does_not_override_a_person(
    tmp_path: Path, records: Records
) -> None:
    before = _decided(records, DecisionState.NONE_PUBLIC, None)
    product = "S2A_MSIL1C_20181101T020821_N0206_R103_T52SDG_20181101T040328"
    _, outcome = imported(tmp_path, [IMAGE | {"product_id": product}], records, replace=True)
    assert "A. Curator decided for no public scene" in outcome.findings[0].message
    assert records.references["img-1"].picture == before


def test_a_source_of_a_point_without_the_point_is_refused(tmp_path: Path) -> None:
    records, outcome = imported(tmp_path, [PLACE | {"lat": None, "lon": None}])
    (finding,) = outcome.findings
    assert "lat and lon are empty" in str(finding)
    assert not records.locations
