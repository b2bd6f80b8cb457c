"""The ZIP of one location or series, and what belongs into it."""

import hashlib
import io
import zipfile

import orjson
import pytest

from imgcat.export.archive import archive
from imgcat.export.dossier import dossier
from imgcat.export.selection import Selection
from imgcat.model.identifiers import LOCATIONS, REPORTS
from imgcat.store import Query, StoredItem
from imgcat.store.reading import every
from tests.engines import Opened
from tests.export.selections import found, whole


def tied_to(store: Opened, collection: str, item_id: str) -> list[StoredItem]:
    return list(dossier(store, [store.item(collection, item_id)]))


@pytest.fixture(scope="module")
def sino_ri(store: Opened) -> Selection:
    items = tied_to(store, LOCATIONS, "prk-sino-ri")
    selection = found(store, Query())
    return Selection(
        items=items,
        title="imgcat: Sino-ri",
        address=selection.address,
        base=selection.base,
        revision=selection.revision,
        collections=selection.collections,
    )


def opened(selection: Selection) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(whole(archive(selection))))


def test_the_sums_are_those_of_every_other_file(sino_ri: Selection) -> None:
    with opened(sino_ri) as file:
        assert file.testzip() is None
        sums = dict(
            line.split("  ")[::-1] for line in file.read("SHA256SUMS").decode().splitlines()
        )
        assert sums.keys() == set(file.namelist()) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(file.read(name)).hexdigest() == digest


def test_it_holds_records_tables_map_and_bibliography(sino_ri: Selection) -> None:
    with opened(sino_ri) as file:
        names = set(file.namelist())
        record = orjson.loads(file.read("records/locations/prk-sino-ri.json"))
        assert record["properties"]["title"] == "Sino-ri Missile Operating Base"
        features = orjson.loads(file.read("items.geojson"))["features"]
        assert len(features) == len([name for name in names if name.startswith("records/")])
        assert b"bp-sino-ri-2019" in file.read("reports.bib")
        readme = file.read("README.txt").decode()
    assert {"locations.csv", "reports.csv", "references.csv", "scenes.csv"} <= names
    assert sino_ri.revision in readme
    assert "CC0-1.0" in readme
    assert "not forensic evidence" in readme
    assert "U.S. Geological Survey" in readme


def test_the_same_records_give_the_same_bytes(sino_ri: Selection) -> None:
    assert whole(archive(sino_ri)) == whole(archive(sino_ri))


def test_to_a_location_belong_what_is_said_of_it_and_who_says_it(store: Opened) -> None:
    ids = {(item.collection, item.id) for item in tied_to(store, LOCATIONS, "prk-sino-ri")}
    assert {
        ("locations", "prk-sino-ri"),
        ("reports", "bp-sino-ri-2019"),
        ("reports", "bp-bases-changes-2-2024"),
        ("references", "img-bp-sino-ri-2019-01"),
        ("landsat-c2-l1", "LC08_L1TP_117033_20210913_20210924_02_T1"),
    } <= ids
    assert [each for each in ids if each[0] == "locations"] == [("locations", "prk-sino-ri")]


def test_to_a_series_belong_its_places_and_what_others_say_of_its_reports(
    store: Opened,
) -> None:
    series = {"op": "=", "args": [{"property": "ref:series"}, "Undeclared North Korea"]}
    reports = every(store, Query(collections=(REPORTS,), filter=series))
    items = list(dossier(store, reports))
    ids = [(item.collection, item.id) for item in items]
    assert len(set(ids)) == len(ids)
    assert {("locations", "prk-sino-ri"), ("reports", "cnn-2019-01-sino-ri")} <= set(ids)
