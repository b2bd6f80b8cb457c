"""Static catalogs in folders: links walked first, then files that nobody links to; bad ones named."""

from pathlib import Path
from typing import Any

import pytest

from imgcat.catalog.sources import SourceRecord, read_source
from imgcat.catalog.sources.record import Kind
from imgcat.model.finding import Finding, Severity
from tests.catalog.stac_files import catalog, collection, down, item, write
from tests.shared_data import shared


class Reading:
    """All that a source gave, sorted into drawers."""

    def __init__(self, path: Path) -> None:
        given = list(read_source(path))
        self.records = [each for each in given if isinstance(each, SourceRecord)]
        self.findings = [each for each in given if isinstance(each, Finding)]
        self.order = [each.body["id"] for each in self.records]
        self.items = [each for each in self.records if each.kind is Kind.ITEM]
        self.collections = [each for each in self.records if each.kind is Kind.COLLECTION]

    def rules(self) -> list[str]:
        return sorted(finding.rule for finding in self.findings)

    def bodies(self) -> dict[str, dict[str, Any]]:
        return {each.body["id"]: each.body for each in self.items}


def test_links_are_walked_from_the_root_and_a_collection_comes_before_its_items(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("./b/collection.json", "a/collection.json")),
            "a/collection.json": collection("a", links=down("one.json", rel="item")),
            "b/collection.json": collection("b", links=down("two%20too.json", rel="item")),
            "a/one.json": item("one", collection="a"),
            "b/two too.json": item("two", collection="b"),
        },
    )
    reading = Reading(tmp_path)
    assert reading.order == ["b", "two", "a", "one"]
    assert reading.findings == []
    assert reading.items[0].origin == str(tmp_path / "b" / "two too.json")


def test_an_item_without_collection_belongs_to_the_nearest_collection_above(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("c/collection.json")),
            "c/collection.json": collection("near", links=down("2019/catalog.json")),
            "c/2019/catalog.json": catalog("year", links=down("i.json", "j.json", rel="item")),
            "c/2019/i.json": item("i"),
            "c/2019/j.json": item("j", collection=None),
        },
    )
    reading = Reading(tmp_path)
    assert {each.body["collection"] for each in reading.items} == {"near"}
    assert reading.rules() == ["collection-stands-in"]


def test_the_nearest_catalog_stands_in_where_there_is_no_collection(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("deep/catalog.json")),
            "deep/catalog.json": catalog("deep", links=down("i.json", rel="item")),
            "deep/i.json": item("i"),
        },
    )
    assert Reading(tmp_path).bodies()["i"]["collection"] == "deep"


def test_the_folder_s_name_stands_in_where_there_is_nothing_at_all(tmp_path: Path) -> None:
    folder = write(tmp_path / "scenes", {"i.json": item("i")})
    reading = Reading(folder)
    assert reading.bodies()["i"]["collection"] == "scenes"
    assert reading.rules() == ["collection-stands-in", "root-missing", "unlinked"]


def test_files_that_nobody_links_to_are_read_with_what_they_link_to(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("a/collection.json")),
            "a/collection.json": collection("a"),
            "a/lost.json": item("lost"),
            "z/collection.json": collection("z", links=down("deeper/i.json", rel="item")),
            "z/deeper/i.json": item("i"),
        },
    )
    reading = Reading(tmp_path)
    assert {name: body["collection"] for name, body in reading.bodies().items()} == {
        "lost": "a",
        "i": "z",
    }
    unlinked = [each.path for each in reading.findings if each.rule == "unlinked"]
    assert unlinked == [str(tmp_path / "a/lost.json"), str(tmp_path / "z/collection.json")]


def test_an_empty_root_hides_nothing(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": b"",
            "a/collection.json": collection("a", links=down("i.json", rel="item")),
            "a/i.json": item("i"),
        },
    )
    reading = Reading(tmp_path)
    assert reading.order == ["a", "i"]
    assert reading.findings[0].rule == "unreadable"
    assert "empty" in reading.findings[0].message


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"{", id="cut off"),
        pytest.param(b"\xff\xfe\x00\xd8", id="not UTF-16"),
        pytest.param('{"id": "Café"}'.encode("latin-1"), id="Latin-1"),
        pytest.param(b"[" * 100_000, id="nested too deeply"),
        pytest.param(b'{"id": NaN, "a": "\\ud800"}', id="half a surrogate pair"),
        pytest.param(b"\x00" * 64, id="zeros"),
    ],
)
def test_a_bad_file_is_named_and_stops_nothing(tmp_path: Path, content: bytes) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("bad.json", "good.json", rel="item")),
            "bad.json": content,
            "good.json": item("good"),
        },
    )
    reading = Reading(tmp_path)
    assert reading.order == ["good"]
    (finding,) = [each for each in reading.findings if each.severity is Severity.ERROR]
    assert (finding.path, finding.rule) == (str(tmp_path / "bad.json"), "unreadable")


def test_links_that_lead_nowhere_are_named_with_their_place(tmp_path: Path) -> None:
    links = [*down("gone.json", "", "a\0b.json"), {"rel": "child"}, {"rel": "license", "href": "x"}]
    write(tmp_path, {"catalog.json": catalog("root", links=links)})
    findings = Reading(tmp_path).findings
    assert [each.pointer for each in findings] == [f"/links/{index}" for index in range(4)]
    assert {each.rule for each in findings} == {"dangling-link"}


def test_links_to_the_network_are_noted_and_never_followed(tmp_path: Path) -> None:
    hrefs = ["https://example.com/a.json", "s3://bucket/b.json", "//example.com/c.json"]
    write(tmp_path, {"catalog.json": catalog("root", links=down(*hrefs))})
    (finding,) = Reading(tmp_path).findings
    assert (finding.rule, finding.severity) == ("remote-link", Severity.NOTE)
    assert "3" in finding.message


def test_absolute_links_of_a_published_catalog_are_read_beside_it(tmp_path: Path) -> None:
    site = "https://example.com/stac"
    links = [
        {"rel": "self", "href": f"{site}/catalog.json"},
        *down(f"{site}/a/i.json", f"{site}/not-here.json", rel="item"),
    ]
    write(tmp_path, {"catalog.json": catalog("root", links=links), "a/i.json": item("i")})
    reading = Reading(tmp_path)
    assert reading.order == ["i"]
    assert "unlinked" not in reading.rules()
    assert "remote-link" in reading.rules()


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"secret.json": item("secret")})
    hrefs = ["../secret.json", str(tmp_path / "secret.json"), "link.json", "%2e%2e/secret.json"]
    folder = write(tmp_path / "in", {"catalog.json": catalog("root", links=down(*hrefs))})
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    reading = Reading(folder)
    assert reading.order == []
    assert reading.rules() == ["link-outside"] * 4


def test_cycles_of_links_and_of_symbolic_links_end(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root", links=down("a/catalog.json", "catalog.json")),
            "a/catalog.json": catalog("a", links=down("../catalog.json", "catalog.json")),
            "lost/catalog.json": catalog("lost", links=down("loop.json")),
            "lost/loop.json": catalog("loop", links=down("catalog.json", "i.json")),
            "lost/i.json": item("i"),
        },
    )
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.json").symlink_to("self.json")
    reading = Reading(tmp_path)
    assert reading.order == ["i"]
    assert reading.bodies()["i"]["collection"] == "loop"


def test_what_is_not_stac_is_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "catalog.json": catalog("root"),
            "._catalog.json": b"\x00\x05\x16\x07",
            ".git/i.json": item("hidden"),
            "schemas/schema.json": {"$schema": "http://json-schema.org/draft-07/schema#"},
            "tiles.json": {"tilejson": "3.0.0"},
            "outline.geojson": {"type": "Feature", "geometry": None, "properties": {}},
        },
    )
    reading = Reading(tmp_path)
    assert reading.order == []
    assert reading.rules() == ["junk", "not-stac", "not-stac"]


def test_a_file_that_is_linked_twice_is_given_once(tmp_path: Path) -> None:
    links = down("i.json", "./i.json", rel="item")
    write(tmp_path, {"catalog.json": catalog("root", links=links), "i.json": item("i")})
    assert Reading(tmp_path).order == ["i"]


def test_old_stac_without_type_is_understood(tmp_path: Path) -> None:
    old = collection("old", stac_version="0.8.1", links=down("i.json", rel="item"))
    del old["type"]
    write(tmp_path, {"catalog.json": old, "i.json": item("i", stac_version="0.8.1")})
    reading = Reading(tmp_path)
    assert reading.order == ["old", "i"]
    assert reading.bodies()["i"]["collection"] == "old"


def test_relative_addresses_are_made_whole_against_an_absolute_self_link(tmp_path: Path) -> None:
    links = [
        {"rel": "self", "href": "https://example.com/a/i.json"},
        {"rel": "via", "href": "../source.json"},
        {"rel": "parent", "href": "../catalog.json"},
    ]
    assets = {
        "data": {"href": "./data.tif"},
        "drive": {"href": "D:\\data.tif"},
        "vsi": {"href": "/vsicurl/https://example.com/data.tif"},
    }
    write(tmp_path, {"i.json": item("i", links=links, assets=assets)})
    body = Reading(tmp_path).bodies()["i"]
    assert body["assets"]["data"]["href"] == "https://example.com/a/data.tif"
    assert body["assets"]["drive"]["href"] == "D:\\data.tif"
    assert body["assets"]["vsi"]["href"] == "/vsicurl/https://example.com/data.tif"
    assert [link["href"] for link in body["links"]][1:] == [
        "https://example.com/source.json",
        "../catalog.json",
    ]


def test_relative_addresses_stay_without_an_absolute_self_link(tmp_path: Path) -> None:
    links = [{"rel": "self", "href": "./i.json"}]
    write(tmp_path, {"i.json": item("i", links=links, assets={"data": {"href": "./data.tif"}})})
    assert Reading(tmp_path).bodies()["i"]["assets"]["data"]["href"] == "./data.tif"


@pytest.mark.parametrize(
    ("name", "collections", "items", "rules"),
    [
        ("planet-open-skysat", 5, 36, []),
        ("planet-disasters", 1, 5, []),
        ("planet-disasters-old-stac", 1, 5, ["unlinked"] * 2),
        ("modis", 36, 56, []),
        ("sentinel1-rtc", 3, 5, ["root-missing", *["unlinked"] * 3]),
        ("sentinel2", 2, 2, []),
        ("polarwatch-viirs", 3, 6, []),
        (
            "cbers-bucket-broken",
            0,
            52,
            [*["dangling-link"] * 2, *["unlinked"] * 15, *["unreadable"] * 3],
        ),
    ],
)
def test_real_static_catalogs_give_all_that_they_hold(
    name: str, collections: int, items: int, rules: list[str]
) -> None:
    reading = Reading(shared(f"stac/static-catalogs/{name}"))
    assert (len(reading.collections), len(reading.items)) == (collections, items)
    assert reading.rules() == rules
    assert all(each.body["collection"] for each in reading.items)
