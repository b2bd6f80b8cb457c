"""What is wrong with a file, or would be lost from it, is told with its place; the files beside it still load."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from imgcat.catalog import layout
from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.reader import read
from imgcat.catalog.writer import canonical
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Severity
from imgcat.model.identifiers import LOCATIONS
from tests.catalog.records import SCENE, small_catalog

SCENE_FILE = f"scenes/sentinel-2-l2a/{SCENE}.json"
COLLECTION_FILE = "scenes/sentinel-2-l2a/collection.json"
PLACE_FILE = "locations/sino-ri.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path, small_catalog())
    return tmp_path


def edit(path: Path, pointer: str, value: Any) -> None:
    """Put a value at a JSON pointer, or take it away with `...`."""
    *steps, last = pointer.removeprefix("/").split("/")
    record = orjson.loads(path.read_bytes())
    part = record
    for step in steps:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    path.write_bytes(canonical(record))


def link(**members: Any) -> list[dict[str, Any]]:
    return [{"href": "https://example.org/terms", **members}]


METRES = {"type": "Point", "coordinates": [399960, 4500000]}


@pytest.mark.parametrize(
    ("path", "pointer", "value", "at", "message"),
    [
        (SCENE_FILE, "/links", None, "/links", "array"),
        (SCENE_FILE, "/links", ["https://example.org"], "/links/0", "object with a rel"),
        (SCENE_FILE, "/links", link(rel=["self"]), "/links/0", "object with a rel"),
        (SCENE_FILE, "/stac_extensions", "https://example.org", "/stac_extensions", "array"),
        (SCENE_FILE, "/geometry", {"type": "Circle"}, "/geometry", "not a GeoJSON"),
        (SCENE_FILE, "/geometry", "POINT (1 2)", "/geometry", "object"),
        (SCENE_FILE, "/geometry", METRES, "/geometry", "projected"),
        (SCENE_FILE, "/bbox", "1,2,3,4", "/bbox", "bbox"),
        (SCENE_FILE, "/bbox", [1, 2, 3], "/bbox", "four or six"),
        (SCENE_FILE, "/collection", 5, "/collection", "needs a collection"),
        (SCENE_FILE, "/properties", [], "/properties", "needs properties"),
        (SCENE_FILE, "/properties/datetime", 2019, "/properties/datetime", "found 2019"),
        (SCENE_FILE, "/properties/datetime", "soon", "/properties/datetime", "not a date-time"),
        (SCENE_FILE, "/properties/datetime", ..., "/properties/datetime", "needs a datetime"),
        (SCENE_FILE, "/properties/start_datetime", "2019-01-01T00:00:00Z", "/properties", "range"),
        (SCENE_FILE, "/properties/platform", {"name": "a"}, "/properties/platform", "a text"),
        (
            SCENE_FILE,
            "/properties/ref:acquisition",
            ["s2a"],
            "/properties/ref:acquisition",
            "a text",
        ),
        (COLLECTION_FILE, "/links", None, "/links", "array"),
        (COLLECTION_FILE, "/links", {}, "/links", "array"),
        (COLLECTION_FILE, "/stac_extensions", None, "/stac_extensions", "array"),
        (COLLECTION_FILE, "/stac_extensions", [1], "/stac_extensions", "array"),
        (COLLECTION_FILE, "/id", "sentinel-2", "", "scenes/sentinel-2/collection.json"),
        (COLLECTION_FILE, "/id", "catalog.json", "", "No collection can have the id"),
        ("locations/collection.json", "/type", "Feature", "", "no record's"),
        (PLACE_FILE, "/links", None, "/links", "array"),
        (PLACE_FILE, "/properties", None, "", "no properties"),
        (PLACE_FILE, "/properties/ref:notes", "a", "/properties/ref:notes", "no field"),
        (PLACE_FILE, "/properties/description", "a", "/properties/description", "take it away"),
        (PLACE_FILE, "/properties/a~b", 1, "/properties/a~0b", "take it away"),
        (PLACE_FILE, "/note", "a", "/note", "take it away"),
        (PLACE_FILE, "/links", link(rel="license"), "/links/0", "'license'"),
        (PLACE_FILE, "/stac_extensions", ["https://e.org/x"], "/stac_extensions/0", "https://e"),
        (PLACE_FILE, "/assets", {"a": {"href": "a.png"}}, "/assets", "take it away"),
        ("reports/news.json", "/properties/ref:names", [], "/properties/ref:names", "no field"),
        (
            "references/about.json",
            "/properties/ref:credit",
            "ESA",
            "/properties/ref:credit",
            "take it away",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(
    folder: Path, path: str, pointer: str, value: Any, at: str, message: str
) -> None:
    edit(folder / path, pointer, value)
    records, findings = read(folder)
    assert [(finding.path, finding.pointer) for finding in findings] == [(path, at)]
    assert message in findings[0].message
    assert {"far-away", "nowhere"} <= set(records.locations)
    assert findings[0] in check(folder)


def as_folder(path: Path) -> None:
    path.mkdir()


def as_dangling_link(path: Path) -> None:
    path.symlink_to("nothing.json")


@pytest.mark.parametrize("name", ["locations/x.json", "scenes/sentinel-2-l2a/x.json", "x.json"])
@pytest.mark.parametrize("make", [as_folder, as_dangling_link])
def test_what_cannot_be_opened_is_told(
    folder: Path, make: Callable[[Path], None], name: str
) -> None:
    make(folder / name)
    found = [finding for finding in check(folder) if finding.severity is Severity.ERROR]
    assert [(finding.path, finding.rule) for finding in found] == [(name, "unreadable")]
    assert "cannot be read" in found[0].message
    assert len(read(folder)[0]) == len(small_catalog())


@pytest.mark.parametrize("content", [b"[]", b"5", b"{", b"null"])
@pytest.mark.parametrize("name", ["notes.json", "scenes/notes.json", "reports/collection.json"])
def test_what_is_no_object_is_told_once(folder: Path, content: bytes, name: str) -> None:
    (folder / name).write_bytes(content)
    found = [f.path for f in check(folder) if f.rule == "unreadable"]
    assert found == [name]


def test_hidden_files_are_nobodys(folder: Path) -> None:
    for name in (".git/x.json", "locations/.x.json", "scenes/.cache/x.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("[")
    assert read(folder)[1] == []
    assert [f for f in check(folder) if f.severity is Severity.ERROR] == []
    assert build(folder, small_catalog()).removed == []
    assert (folder / "locations/.x.json").exists()


def test_a_folder_above_called_schemas_hides_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "schemas" / "catalog"
    build(folder, small_catalog())
    edit(folder / SCENE_FILE, "/properties/created", "yesterday")
    assert (SCENE_FILE, "schema") in {(f.path, f.rule) for f in check(folder)}


@pytest.mark.parametrize("collection", [LOCATIONS, "sentinel-2-l2a"])
def test_no_record_stands_in_the_file_of_its_collection(collection: str) -> None:
    with pytest.raises(InvalidRecord, match="is the file of its collection"):
        layout.item_path(collection, "collection")


@pytest.mark.parametrize("name", [".", "..", ".hidden", "a/b", "../../x"])
def test_no_id_leads_out_of_its_folder_or_into_a_hidden_file(name: str) -> None:
    for path in (layout.item_path(LOCATIONS, name), layout.collection_path(name)):
        assert not any(part.startswith(".") for part in path.split("/"))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "catalog"
    path.write_text("")
    with pytest.raises(ImgcatError, match="it is not a folder"):
        read(path)
