"""KML and KMZ, opened by GDAL's LIBKML."""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyogrio
import pytest

from imgcat.export.kml import kml, kmz
from imgcat.export.selection import Selection
from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import BASE, found, of, whole
from tests.store.items import SQUARE, item, point

KML = "{http://www.opengis.net/kml/2.2}"
ORDER = ("name", "link", "description", "TimeStamp", "TimeSpan", "styleUrl", "ExtendedData")
SHAPES = ("Point", "LineString", "Polygon", "MultiGeometry")


@pytest.fixture(scope="module")
def document(everything: Selection) -> ElementTree.Element:
    return read(everything)


def read(selection: Selection) -> ElementTree.Element:
    return ElementTree.fromstring(whole(kml(selection)))  # noqa: S314 - it was written here


def placemark(selection: Selection) -> ElementTree.Element:
    (mark,) = read(selection).iter(f"{KML}Placemark")
    return mark


def balloon(selection: Selection) -> str:
    return placemark(selection).findtext(f"{KML}description", "")


def test_every_item_is_a_placemark(everything: Selection, document: ElementTree.Element) -> None:
    assert len(list(document.iter(f"{KML}Placemark"))) == len(list(everything.items))


def test_members_stand_in_the_order_of_the_schema(document: ElementTree.Element) -> None:
    for mark in document.iter(f"{KML}Placemark"):
        names = [member.tag.rpartition("}")[2] for member in mark]
        ranks = [(*ORDER, *SHAPES).index(name) for name in names]
        assert ranks == sorted(ranks), names


def test_folders_are_countries_and_in_them_types(store: Opened) -> None:
    root = read(found(store, Query(collections=(LOCATIONS,))))
    folders = {
        outer.findtext(f"{KML}name"): {
            inner.findtext(f"{KML}name") for inner in outer.iter(f"{KML}Folder")
        }
        for outer in root.iterfind(f"{KML}Document/{KML}Folder")
    }
    assert "missile-operating-base" in folders["North Korea"]


def test_libkml_opens_it(store: Opened, tmp_path: Path) -> None:
    places = found(store, Query(collections=(LOCATIONS,), bbox=(124, 37, 131, 43)))
    path = tmp_path / "korea.kmz"
    path.write_bytes(whole(kmz(places)))
    names = {
        name
        for layer, _ in pyogrio.list_layers(path)
        for name in pyogrio.raw.read(path, layer=layer, columns=["Name"])[3][0]
    }
    assert {"Sino-ri Missile Operating Base", "Camp 25, Chongjin"} <= names


def test_a_kmz_is_a_zip_of_one_document_and_the_same_each_time(everything: Selection) -> None:
    made = whole(kmz(everything))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == whole(kml(everything))
    assert whole(kmz(everything)) == made


def test_a_balloon_says_how_far_a_position_may_be_off_and_where_it_was_read(
    store: Opened,
) -> None:
    told = balloon(found(store, Query(collections=(LOCATIONS,), ids=("prk-sino-ri",))))
    assert "신오리" in told
    assert "within 500 m" in told
    assert '<a href="https://github.com/' in told
    assert f'<a href="{BASE}/locations/prk-sino-ri.html">' in told
    coarse = balloon(found(store, Query(collections=(LOCATIONS,), ids=("prk-camp-25",))))
    assert "within 2,570 m, made coarse on purpose" in coarse


def test_a_picture_has_a_span_of_time_and_one_without_a_date_has_none(store: Opened) -> None:
    mark = placemark(
        found(store, Query(collections=(REFERENCES,), ids=("img-bp-sino-ri-2019-01",)))
    )
    assert mark.findtext(f"{KML}TimeSpan/{KML}begin") == "2018-12-26T10:00:00Z"
    mark = placemark(found(store, Query(collections=(REFERENCES,), ids=("img-acw-nampo-01",))))
    assert mark.find(f"{KML}TimeSpan") is None
    assert mark.find(f"{KML}TimeStamp") is None


def test_shapes_keep_their_holes_and_parts() -> None:
    hole = [[126.2, 39.2], [126.4, 39.2], [126.4, 39.4], [126.2, 39.2]]
    polygon = {"type": "Polygon", "coordinates": [SQUARE["coordinates"][0], hole]}
    parts = {"type": "GeometryCollection", "geometries": [polygon, point(1, 2)]}
    mark = placemark(of(item("a", parts)))
    shape = mark.find(f"{KML}MultiGeometry")
    assert shape is not None
    assert shape.find(f"{KML}Polygon/{KML}innerBoundaryIs/{KML}LinearRing") is not None
    assert shape.findtext(f"{KML}Point/{KML}coordinates") == "1,2"


def test_hostile_text_is_only_text() -> None:
    nasty = "]]></description><script>alert(1)</script>\x00\x0b&'\""
    made = of(item("a", title=nasty, platform=nasty))
    mark = placemark(made)
    assert mark.findtext(f"{KML}name") == "]]></description><script>alert(1)</script>&'\""
    assert "<script>" not in balloon(made)
    assert "&lt;script&gt;" in balloon(made)


def test_a_source_that_is_no_web_address_is_no_link() -> None:
    properties: dict[str, Any] = {"ref:source": {"url": "javascript:alert(1)"}}
    told = balloon(of(item("a", **properties)))
    assert "javascript" not in told
