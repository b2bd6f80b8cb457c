"""Rows become records, and every row that cannot says why."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.model.vocabulary import Access, NameKind, PositionRole, Relation, Sensitivity
from tests.shared_data import shared

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGE = "https://example.org/page"
PLACE = {
    "id": "prk-sino-ri",
    "name": "Sino-ri Missile Operating Base",
    "alt_names": ["Sino-ri", "신오리"],
    "country": "PRK",
    "facility_type": "missile operating base",
    "lat": 39.644929,
    "lon": 125.355288,
    "precision_m": 500,
    "coord_source": "stated in the report",
    "source_url": PAGE,
}
REPORT = {
    "id": "bp-sino-ri-2019",
    "title": "The Sino-ri Missile Operating Base",
    "kind": "analysis",
    "published": "2019-01-21",
    "published_precision": "day",
    "source_url": PAGE,
}
IMAGE = {
    "id": "img-1",
    "report": "bp-sino-ri-2019",
    "location": "prk-sino-ri",
    "provider": "European Space Agency (as credited)",
    "credit_as_printed": "European Space Agency, Beyond Parallel",
    "acquired": "2018-12-27",
    "acquired_precision": "day",
    "source_url": PAGE,
}
REFERENCE = {
    "id": "ref-1",
    "report": "bp-sino-ri-2019",
    "relation": "subject",
    "target": "prk-sino-ri",
    "source_url": PAGE,
}
NAME = {
    "id": "var-1",
    "location": "prk-sino-ri",
    "variant": "Sinori",
    "kind": "other name",
    "source_url": PAGE,
}
ALL = [IMAGE, REFERENCE, NAME, REPORT, PLACE]


def imported(
    folder: Path, rows: list[Any], records: Records | None = None, *, replace: bool = False
) -> tuple[Records, Outcome]:
    path = folder / "rows.ndjson"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    records = records or Records()
    return records, import_tables([path], records, NOW, replace=replace)


def test_rows_of_all_kinds_become_records_whatever_their_order(tmp_path: Path) -> None:
    records, outcome = imported(tmp_path, ALL)
    assert outcome.findings == []
    place = records.locations["prk-sino-ri"]
    assert [name.text for name in place.names] == [
        "Sino-ri Missile Operating Base",
        "Sino-ri",
        "신오리",
        "Sinori",
    ]
    assert place.names[2].script == "Hang"
    assert place.position is not None
    assert place.position.geometry["coordinates"] == [125.355288, 39.644929]
    image = records.references["img-1"]
    assert image.picture is not None
    assert image.picture.provider == "European Space Agency"
    assert image.picture.access is Access.UNKNOWN
    assert image.picture.acquisition is None
    assert records.references["ref-1"].relation is Relation.ABOUT


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    records, _ = imported(tmp_path, ALL)
    before = dict(records.locations), dict(records.reports), dict(records.references)
    _, outcome = imported(tmp_path, ALL, records)
    assert not outcome.added
    assert outcome.findings == []
    assert (records.locations, records.reports, records.references) == before


def test_what_a_person_changed_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    records, _ = imported(tmp_path, ALL)
    changed = REPORT | {"title": "Another title"}
    _, outcome = imported(tmp_path, [changed], records)
    assert [finding.rule for finding in outcome.findings] == ["differs"]
    assert records.reports["bp-sino-ri-2019"].title == REPORT["title"]
    imported(tmp_path, [changed], records, replace=True)
    assert records.reports["bp-sino-ri-2019"].title == "Another title"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (PLACE | {"source_url": None}, "no source_url"),
        (PLACE | {"lat": 139.6}, "in degrees, longitude first"),
        (PLACE | {"lat": None}, "lat, lon and coord_source together"),
        (PLACE | {"lat": "north"}, "lat: a number is expected, found 'north'"),
        (PLACE | {"country": "North Korea"}, "country"),
        (PLACE | {"facility_type": "castle"}, "'castle'"),
        (PLACE | {"id": "../etc/passwd"}, "id"),
        (PLACE | {"alt_names": 5}, "a list of texts is expected, found 5"),
        (REPORT | {"published": "21 January 2019"}, "date"),
        (REPORT | {"published": "2019-01", "published_precision": "day"}, "not given to the day"),
        (REPORT | {"kind": "gossip"}, "kind"),
        (IMAGE | {"report": "nobody"}, "no report 'nobody'"),
        (IMAGE | {"location": "nowhere"}, "no location 'nowhere'"),
        (IMAGE | {"acquired": "2018-12-27", "acquired_end": "2018-12-01"}, "before it begins"),
        (IMAGE | {"product_id": "IMG_1234"}, "no grammar"),
        (REFERENCE | {"relation": "likes"}, "'likes' is no relation"),
        (REFERENCE | {"quote": "x" * 301}, "300 characters"),
        (NAME | {"location": "nowhere"}, "no location 'nowhere'"),
        ({"product_id": "nonsense", "source_url": PAGE}, "fits no grammar"),
        ({"colour": "red"}, "No kind of row"),
        ([1, 2], "a mapping is expected"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_others_are_entered(
    tmp_path: Path, row: Any, message: str
) -> None:
    good = (
        [PLACE | {"id": "other"}, REPORT, PLACE] if row in (PLACE,) else [PLACE | {"id": "other"}]
    )
    context = [
        each
        for each in (PLACE, REPORT)
        if not (isinstance(row, dict) and row.get("id") == each["id"])
    ]
    records, outcome = imported(tmp_path, [*good, row, *context])
    assert outcome.failed
    errors = [finding for finding in outcome.findings if finding.severity == "error"]
    assert len(errors) == 1
    assert errors[0].path == "rows.ndjson:2"
    assert message in errors[0].message
    assert "other" in records.locations


def test_a_column_that_means_nothing_is_told(tmp_path: Path) -> None:
    _, outcome = imported(tmp_path, [PLACE | {"colour": "red"}])
    assert "colour" in outcome.findings[0].message
    assert not outcome.failed


def test_a_vulnerable_place_is_coarsened_before_it_is_written(tmp_path: Path) -> None:
    camp = PLACE | {
        "id": "camp",
        "facility_type": "detention facility",
        "coord_as_printed": "39.644929, 125.355288",
    }
    place = imported(tmp_path, [camp])[0].locations["camp"]
    assert place.sensitivity is Sensitivity.VULNERABLE
    assert place.position is not None
    assert place.position.geometry["coordinates"] == [125.36, 39.64]
    assert place.position.as_printed is None


def test_words_that_keep_a_type_open_or_a_point_coarse_are_kept(tmp_path: Path) -> None:
    row = PLACE | {
        "facility_type": "suspected enrichment site",
        "coord_source": "GeoNames (town), coarse",
    }
    place = imported(tmp_path, [row])[0].locations["prk-sino-ri"]
    assert (place.types[0].suspected, place.types[0].verbatim) == (
        True,
        "suspected enrichment site",
    )
    assert place.position is not None
    assert place.position.role is PositionRole.STAND_IN


def test_a_printed_product_id_makes_the_scene_and_ties_it(tmp_path: Path) -> None:
    product = "S1B_IW_SLC__1SDV_20200730T034254_20200730T034321_022695_02B131_E8DD"
    records, _ = imported(
        tmp_path, [PLACE, REPORT, IMAGE | {"product_id": product, "public_archive": True}]
    )
    picture = records.references["img-1"].picture
    assert picture is not None
    assert picture.acquisition is not None
    assert (
        records.scenes["sentinel-1-slc", product]["properties"]["ref:acquisition"]
        == picture.acquisition
    )
    assert records.collections["sentinel-1-slc"]["license"]


def test_a_name_row_wins_over_a_listed_name_though_it_has_no_address(tmp_path: Path) -> None:
    row = NAME | {"variant": "신오리", "kind": "Korean script", "source_url": "a book"}
    records, _ = imported(tmp_path, [PLACE, row])
    name = next(name for name in records.locations["prk-sino-ri"].names if name.text == "신오리")
    assert (name.lang, name.source.url, name.source.citation) == ("ko", None, "a book")


@pytest.mark.parametrize("kind", ["unhyphenated", "Vietnamese without diacritics"])
def test_what_only_folds_a_name_is_not_recorded(tmp_path: Path, kind: str) -> None:
    records, outcome = imported(tmp_path, [PLACE, NAME | {"kind": kind}])
    assert outcome.findings[0].rule == "not-a-name"
    assert len(records.locations["prk-sino-ri"].names) == 3
    _, outcome = imported(tmp_path, [PLACE, NAME | {"should_match": False}])
    assert outcome.findings[0].rule == "not-a-name"


def test_the_same_rows_may_stand_in_csv_and_yaml(tmp_path: Path) -> None:
    expected = imported(tmp_path, [PLACE, REPORT])[0]
    csv = tmp_path / "places.csv"
    csv.write_text(
        "id,name,alt_names,country,facility_type,lat,lon,precision_m,coord_source,source_url\n"
        'prk-sino-ri,Sino-ri Missile Operating Base,"[""Sino-ri"", ""신오리""]",PRK,missile operating base,'
        f"39.644929,125.355288,500,stated in the report,{PAGE}\n",
        encoding="utf-8-sig",
    )
    yaml = tmp_path / "reports.yaml"
    yaml.write_text(
        "- id: bp-sino-ri-2019\n  title: The Sino-ri Missile Operating Base\n  kind: analysis\n"
        f"  published: 2019-01-21\n  source_url: {PAGE}\n"
    )
    records = Records()
    outcome = import_tables([csv, yaml], records, NOW)
    assert outcome.findings == []
    assert records.locations == expected.locations
    assert records.reports == expected.reports


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rows.ndjson", b'{"id": 1\n{"id"', "not JSON"),
        ("rows.csv", b"id,name\na,b,c\n", "more or fewer cells"),
        ("rows.yaml", b"- id: [1\n- x", "not YAML"),
        ("rows.yaml", b"just words", "a mapping is expected"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_finding(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    outcome = import_tables([tmp_path / name], Records(), NOW)
    assert outcome.failed
    assert message in outcome.findings[0].message


@pytest.mark.parametrize(("name", "content"), [("rows.xlsx", b"PK"), ("rows.csv", b"\xff\xfe\x00")])
def test_a_file_that_is_no_table_is_an_error(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImgcatError, match=name):
        import_tables([tmp_path / name], Records(), NOW)


def test_all_rows_of_the_real_data_are_entered() -> None:
    names = ("locations", "reports", "references", "images", "name_variants")
    paths = [shared(f"reports/{name}.ndjson") for name in names]
    records = Records()
    outcome = import_tables(paths, records, NOW)
    assert not outcome.failed
    assert (len(records.locations), len(records.reports), len(records.references)) == (
        115,
        217,
        323 + 232,
    )
    assert {finding.rule for finding in outcome.findings} == {"not-a-name"}
    again = import_tables(paths, records, NOW, replace=True)
    assert not again.added
    assert not again.replaced
    kinds = {name.kind for place in records.locations.values() for name in place.names}
    assert NameKind.COVER in kinds
