"""Every cell is checked by its column's type before anything is made of it."""

from pathlib import Path
from typing import Any

import pytest

from imgcat.catalog.records import Records
from imgcat.errors import InvalidRecord
from imgcat.ingest.columns import COLUMNS
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.ingest.rows import KINDS
from imgcat.model.position import Position
from tests.ingest.test_import import IMAGE, NAME, NOW, PAGE, PLACE, REFERENCE, REPORT, imported


def test_every_column_of_every_kind_has_a_type() -> None:
    assert {column for kind in KINDS for column in kind.columns} == set(COLUMNS)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (PLACE | {"name": ""}, "name: a text is expected, found ''"),
        (PLACE | {"name": None}, "there is no name"),
        (PLACE | {"id": None}, "there is no id"),
        (PLACE | {"alt_names": "Sinori"}, "alt_names: a list of texts is expected, found 'Sinori'"),
        (
            PLACE | {"alt_names": ["Sinori", " "]},
            "list of texts is expected, found ['Sinori', ' ']",
        ),
        (PLACE | {"alt_names": ["a", None]}, "list of texts is expected, found ['a', null]"),
        (PLACE | {"alt_names": [{}, [[]]]}, "found [a value of type dict, ...]"),
        (PLACE | {"lat": "12"}, "lat: a number is expected, found '12'"),
        (PLACE | {"lat": True}, "lat: a number is expected, found true"),
        (PLACE | {"lat": [1.0]}, "lat: a number is expected"),
        (PLACE | {"precision_m": -1}, "uncertainty_m"),
        (PLACE | {"name": "Sino\x00ri"}, "name: a text is expected, found 'Sino\\x00ri'"),
        (PLACE | {"notes": "a\x1b[31mb"}, "notes: a text is expected"),
        (PLACE | {"notes": {"a": 1}}, "notes: a text is expected, found a value of type dict"),
        (PLACE | {"notes": "x" * 99 + "\x00"}, "found '" + "x" * 60 + "'..."),
        (REPORT | {"published": None, "notes": " "}, "notes: a text is expected, found ' '"),
        (REPORT | {"published": None, "notes": 5}, "notes: a text is expected, found 5"),
        (REPORT | {"published": 20190121}, "published: a date as a text"),
        (REPORT | {"title_descriptive": "false"}, "true or false is expected, found 'false'"),
        (REPORT | {"authors": "Joseph Bermudez"}, "authors: a list of texts is expected"),
        (REPORT | {"kind": ["analysis"]}, "kind: a text is expected, found ['analysis']"),
        (IMAGE | {"public_archive": "yes"}, "public_archive: true or false is expected"),
        (IMAGE | {"product_id": 5}, "product_id: a text is expected, found 5"),
        (REFERENCE | {"relation": ["subject"]}, "relation: a text is expected"),
        (REFERENCE | {"target": None}, "there is no target"),
        (NAME | {"variant": 5}, "variant: a text is expected, found 5"),
        (NAME | {"kind": 5, "should_match": 0}, "should_match: true or false is expected, found 0"),
        ({"product_id": None, "source_url": PAGE}, "there is no product_id"),
    ],
)
def test_a_cell_of_another_type_is_named_with_what_was_found(
    tmp_path: Path, row: Any, message: str
) -> None:
    context = [each for each in (PLACE, REPORT) if row.get("id") != each["id"]]
    _, outcome = imported(tmp_path, [row, *context])
    (finding,) = outcome.findings
    assert (finding.path, finding.rule) == ("rows.ndjson:1", "row-refused")
    assert message in finding.message


def test_all_cells_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    _, outcome = imported(tmp_path, [PLACE | {"lat": "a", "notes": 1, "source_url": None}])
    (finding,) = outcome.findings
    assert all(word in finding.message for word in ("lat:", "notes:", "no source_url"))


def test_a_year_may_be_a_number(tmp_path: Path) -> None:
    row = REPORT | {"published": 2019, "published_precision": "year"}
    records, _ = imported(tmp_path, [row])
    assert records.reports["bp-sino-ri-2019"].published.value == "2019"


def written(folder: Path, name: str, text: str) -> tuple[Records, Outcome]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    records = Records()
    return records, import_tables([path], records, NOW)


def test_what_looks_like_a_number_in_a_text_column_of_csv_stays_a_text(tmp_path: Path) -> None:
    imported(tmp_path, [PLACE])
    places, images = tmp_path / "places.ndjson", tmp_path / "images.csv"
    (tmp_path / "rows.ndjson").rename(places)
    reports = tmp_path / "reports.csv"
    reports.write_text(
        "id,title,kind,published,title_descriptive,authors,notes,source_url\n"
        f'38,1984,news,2019,true,"[""A. Author""]",2019,{PAGE}\n'
    )
    images.write_text(
        "id,report,location,acquired,credit_as_printed,locator,public_archive,source_url\n"
        f"7,38,prk-sino-ri,2018,2018,12,false,{PAGE}\n"
    )
    records = Records()
    outcome = import_tables([places, reports, images], records, NOW)
    assert outcome.findings == []
    report, image = records.reports["38"], records.references["7"]
    assert (report.title, report.note, report.title_described) == ("1984", "2019", True)
    assert report.authors == ("A. Author",)
    assert image.picture is not None
    assert (image.picture.credit, image.locator, image.picture.access) == (
        "2018",
        "12",
        "commercial",
    )


@pytest.mark.parametrize(
    ("name", "text", "where", "message"),
    [
        ("rows.csv", "id,name,id\n1,b,2\n", "rows.csv:1", "the heading has id more than once"),
        ("rows.csv", f"id,name\n1,{'x' * 131_073}\n", "rows.csv:2", "not CSV: field larger"),
        ("rows.csv", f"id,{'x' * 131_073}\n", "rows.csv:1", "not CSV: field larger"),
        ("rows.yaml", f"- id: a\n  lat: {'9' * 5_000}\n", "rows.yaml:1", "cannot be read"),
        ("rows.yaml", "- id: !!bool maybe\n", "rows.yaml:1", "cannot be read"),
        ("rows.yaml", "- id: !!timestamp maybe\n", "rows.yaml:1", "cannot be read"),
        ("rows.yaml", "- id: !secret x\n", "rows.yaml:1", "could not determine a constructor"),
        ("rows.yaml", "[" * 5_000 + "]" * 5_000, "rows.yaml:1", "nested too deeply"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_finding(
    tmp_path: Path, name: str, text: str, where: str, message: str
) -> None:
    _, outcome = written(tmp_path, name, text)
    (finding,) = outcome.findings
    assert finding.path == where
    assert message in finding.message


def test_rows_after_one_with_an_unreadable_value_are_entered(tmp_path: Path) -> None:
    good = f"- {{id: a, title: T, kind: news, published: 2019-01, source_url: '{PAGE}'}}\n"
    records, outcome = written(tmp_path, "rows.yaml", f"- id: {'9' * 5_000}\n{good}")
    assert outcome.failed
    assert list(records.reports) == ["a"]


def test_yaml_of_odd_keys_and_values_is_told(tmp_path: Path) -> None:
    row = f"{{id: a, title: T, kind: news, published: 2019, source_url: '{PAGE}'"
    _, outcome = written(tmp_path, "rows.yaml", f"- {row}, authors: [&x [1], *x], 5: b, ~: c}}\n")
    assert [finding.rule for finding in outcome.findings] == ["unknown-column", "row-refused"]
    assert "found [..., ...]" in outcome.findings[1].message
    _, outcome = written(tmp_path, "rows.yaml", f"- {row}, authors: &x [*x]}}\n")
    assert outcome.findings[0].rule == "row-unreadable"
    hexadecimal = f"- {row}, notes: 0x{'f' * 5_000}}}\n"
    _, outcome = written(tmp_path, "rows.yaml", hexadecimal)
    assert "found a number of many digits" in outcome.findings[0].message


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": ["12", "39"]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [125.3, 39.6, "high"]},
        {"type": "Point", "coordinates": [125.3, 39.6, 10**400]},
        {"type": "Point", "coordinates": [190, 39.6]},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {
            "type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 2]}, None],
        },
    ],
)
def test_a_position_takes_only_numbers_for_coordinates(geometry: Any) -> None:
    with pytest.raises(InvalidRecord, match="geometry"):
        Position.from_json({"geometry": geometry, "source": {"url": PAGE}})
