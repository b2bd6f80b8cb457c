"""CSV: a row a record, the columns of its kind, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.export.columns import COLUMNS, header
from imgcat.export.selection import SCENES, Selection
from imgcat.export.table import csv_rows
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import BASE, found, of, parsed, whole
from tests.store.items import item

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1")


def rows(selection: Selection) -> list[dict[str, str]]:
    text = whole(csv_rows(selection)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_record_is_a_row_in_order(everything: Selection) -> None:
    made = rows(everything)
    assert [(row["collection"], row["id"]) for row in made] == [
        (each["collection"], each["id"]) for each in parsed(everything)
    ]


def test_a_location(store: Opened) -> None:
    (row,) = rows(found(store, Query(collections=(LOCATIONS,), ids=("prk-sino-ri",))))
    assert list(row) == header([LOCATIONS])
    assert "신오리" in row["names"].split(" | ")
    assert (float(row["longitude"]), float(row["latitude"])) == (125.355288, 39.644929)
    assert row["country"] == "PRK"
    assert row["uncertainty_m"] == "500.0"
    assert row["url"] == f"{BASE}/collections/locations/items/prk-sino-ri"
    assert row["page"] == f"{BASE}/locations/prk-sino-ri.html"
    assert row["licence"] == "CC0-1.0"


def test_a_picture_is_dated_and_credited_as_printed(store: Opened) -> None:
    ids = ("img-bp-sino-ri-2019-01",)
    (row,) = rows(found(store, Query(collections=(REFERENCES,), ids=ids)))
    assert row["date"] == "2018-12-27"
    assert row["picture_credit"] == "European Space Agency, Beyond Parallel"
    assert row["report"] == "bp-sino-ri-2019"


def test_a_date_that_is_not_known_is_empty(store: Opened) -> None:
    made = rows(found(store, Query(collections=(REFERENCES,))))
    undated = [row for row in made if row["relation"] == "cites-image" and not row["date"]]
    assert undated
    assert all(row["start"] == row["end"] == "" for row in undated)


def test_a_scene_names_its_terms_and_whom_to_credit(store: Opened) -> None:
    made = rows(found(store, Query(collections=("sentinel-2-l2a", "landsat-c2-l2"))))
    sentinel = next(row for row in made if row["platform"].startswith("sentinel"))
    assert sentinel["credit"].startswith("Contains modified Copernicus Sentinel data 20")
    assert sentinel["licence"].startswith("https://")
    landsat = next(row for row in made if row["platform"].startswith("landsat"))
    assert "U.S. Geological Survey" in landsat["credit"]


@pytest.mark.parametrize("kinds", [(LOCATIONS,), (REPORTS, SCENES), tuple(COLUMNS)])
def test_no_column_comes_twice(kinds: tuple[str, ...]) -> None:
    assert len(set(header(kinds))) == len(header(kinds))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = rows(of(item("a", title=text)))
    assert row["title"] == f"'{text}"


def test_numbers_stay_numbers() -> None:
    (row,) = rows(of(item("a", {"type": "Point", "coordinates": [-12.5, -3]}, gsd=-1)))
    assert (row["longitude"], row["latitude"], row["gsd"]) == ("-12.5", "-3.0", "-1")


def test_a_quotation_is_marked(store: Opened) -> None:
    quotes = [row["quote"] for row in rows(found(store, Query(collections=(REFERENCES,))))]
    assert any(quotes)
    assert all(quote.startswith("“") and quote.endswith("”") for quote in quotes if quote)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_and_never_starts_a_formula(text: str) -> None:
    (row,) = rows(of(item("a", title=text)))
    shown = row["title"]
    assert not shown.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    kept = text.replace("\0", "") if text else "a"
    assert shown in (kept, f"'{kept}")
