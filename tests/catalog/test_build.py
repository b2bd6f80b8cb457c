"""The folder of files: canonical, complete, and written only where it differs."""

import shutil
import time
from pathlib import Path

import orjson
import pystac
import pytest

from imgcat.catalog import layout
from imgcat.catalog.build import build, rendered
from imgcat.catalog.check import check
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.catalog.writer import canonical, replace
from imgcat.errors import ImgcatError
from imgcat.model.finding import Severity
from imgcat.model.vocabulary import Relation
from tests.catalog.records import SCENE, location, reference, report, small_catalog
from tests.catalog.records import picture as taken


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")
    }


def test_a_build_is_read_back_as_the_same_records(tmp_path: Path) -> None:
    records = small_catalog()
    build(tmp_path, records)
    again, findings = read(tmp_path)
    assert findings == []
    assert again == records


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    build(tmp_path, small_catalog())
    before = contents(tmp_path)
    changes = build(tmp_path, read(tmp_path)[0])
    assert (changes.written, changes.removed) == ([], [])
    assert changes.unchanged == len(before)
    assert contents(tmp_path) == before


def test_the_order_in_which_records_came_does_not_matter(tmp_path: Path) -> None:
    records, turned = small_catalog(), small_catalog()
    for name in ("locations", "reports", "references"):
        setattr(turned, name, dict(reversed(getattr(turned, name).items())))
    assert dict(rendered(records)) == dict(rendered(turned))
    assert (
        canonical({"b": 1, "a": [1.5, "é"]})
        == '{\n  "a": [\n    1.5,\n    "é"\n  ],\n  "b": 1\n}\n'.encode()
    )
    assert tmp_path.exists()


def test_a_record_that_is_gone_takes_its_file_with_it(tmp_path: Path) -> None:
    records = small_catalog()
    build(tmp_path, records)
    del records.references["old"]
    del records.reports["undated"]
    changes = build(tmp_path, records)
    assert changes.removed == ["references/old.json", "reports/undated.json"]
    assert (tmp_path / "locations/nowhere.json").exists()


def test_every_link_leads_to_a_file_and_pystac_walks_them(tmp_path: Path) -> None:
    build(tmp_path, small_catalog())
    for path, data in contents(tmp_path).items():
        if path.startswith("schemas/") or path == layout.CHANGES:
            continue
        for link in orjson.loads(data)["links"]:
            if "://" not in link["href"]:
                assert ((tmp_path / path).parent / link["href"]).resolve().is_file(), (path, link)
    root = pystac.Catalog.from_file(str(tmp_path / "catalog.json"))
    items = {(item.collection_id, item.id) for item in root.get_items(recursive=True)}
    assert len(items) == 3 + 3 + 5 + 1
    assert ("sentinel-2-l2a", SCENE) in items


def test_a_built_catalog_is_clean(tmp_path: Path) -> None:
    build(tmp_path, small_catalog())
    assert [f for f in check(tmp_path) if f.severity is Severity.ERROR] == []


def test_what_was_edited_by_hand_is_found(tmp_path: Path) -> None:
    build(tmp_path, small_catalog())
    path = tmp_path / "locations/sino-ri.json"
    item = orjson.loads(path.read_bytes())
    item["properties"]["ref:reports"] = []
    path.write_bytes(canonical(item))
    (tmp_path / "reports/collection.json").unlink()
    findings = {(f.path, f.rule) for f in check(tmp_path) if f.severity is Severity.ERROR}
    assert {
        ("locations/sino-ri.json", "not-built"),
        ("reports/collection.json", "not-built"),
    } <= findings


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "JSON object"),
        (b"{}", "JSON object with an id"),
        (b'{"id": "sino-ri"}', "is expected"),
    ],
)
def test_one_broken_file_hides_no_other(tmp_path: Path, content: bytes, message: str) -> None:
    build(tmp_path, small_catalog())
    (tmp_path / "locations/sino-ri.json").write_bytes(content)
    records, findings = read(tmp_path)
    assert [finding.path for finding in findings] == ["locations/sino-ri.json"]
    assert message in findings[0].message
    assert set(records.locations) == {"far-away", "nowhere"}


def test_a_file_whose_name_is_not_its_id_is_found(tmp_path: Path) -> None:
    build(tmp_path, small_catalog())
    (tmp_path / "locations/sino-ri.json").rename(tmp_path / "locations/sinori.json")
    assert "belongs into the file locations/sino-ri.json" in read(tmp_path)[1][0].message


def test_another_catalog_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    for content, said in ((b'{"id": "theirs"}', "the catalog 'theirs'"), (b"<<<", "not JSON")):
        path.write_bytes(content)
        with pytest.raises(ImgcatError, match=said):
            build(tmp_path, small_catalog())
        assert contents(tmp_path) == {"catalog.json": content}


def test_two_records_are_not_written_into_one_file() -> None:
    records = small_catalog()
    records.locations["again"] = records.locations["sino-ri"]
    with pytest.raises(
        ImgcatError, match=r"Two records belong into the file locations/sino-ri\.json"
    ):
        list(rendered(records))


def with_outline(west: float, east: float, bbox: list[float]) -> Records:
    """The small catalog with its scene somewhere else; its ring runs east from `west`."""
    records = small_catalog()
    ring = [[west, 39], [east, 39], [east, 40.5], [west, 40], [west, 39]]
    for scene in records.scenes.values():
        scene |= {"geometry": {"type": "Polygon", "coordinates": [ring]}, "bbox": bbox}
    return records


def extent_of_scenes(folder: Path) -> list[float]:
    collection = orjson.loads((folder / "scenes/sentinel-2-l2a/collection.json").read_bytes())
    (bbox,) = collection["extent"]["spatial"]["bbox"]
    return [float(degrees) for degrees in bbox]


def test_a_bbox_with_heights_makes_a_flat_extent(tmp_path: Path) -> None:
    build(tmp_path, with_outline(125, 126, [125, 39, -10, 126, 40.5, 900]))
    assert read(tmp_path)[1] == []
    assert extent_of_scenes(tmp_path) == [125, 39, 126, 40.5]


def test_a_scene_over_the_antimeridian_covers_what_is_there_and_nothing_else(
    tmp_path: Path,
) -> None:
    records = with_outline(179, -179, [179, 39, -179, 40.5])
    records.locations["east"] = location("east", -179.5, 39.5, country=None)
    build(tmp_path, records)
    assert extent_of_scenes(tmp_path) == [179, 39, -179, 40.5]
    item = orjson.loads((tmp_path / f"scenes/sentinel-2-l2a/{SCENE}.json").read_bytes())
    assert item["properties"]["ref:locations"] == ["east", "far-away"]  # far-away is cited


def test_the_extent_in_time_compares_moments_and_not_texts(tmp_path: Path) -> None:
    records = small_catalog()
    (scene,) = records.scenes.values()
    early, late = "2019-02-12T23:00:00+10:00", "2019-02-12T14:00:00Z"
    for number, moment in enumerate((early, late)):
        other = {**scene, "id": f"scene-{number}", "properties": {"datetime": moment}}
        records.scenes[other["collection"], other["id"]] = other
    del records.scenes[scene["collection"], scene["id"]]
    build(tmp_path, records)
    collection = orjson.loads((tmp_path / "scenes/sentinel-2-l2a/collection.json").read_bytes())
    assert collection["extent"]["temporal"]["interval"] == [["2019-02-12T13:00:00Z", late]]


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="There is no catalog folder"):
        read(tmp_path / "nothing")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    replace(target, b"old")
    with pytest.raises(TypeError):
        replace(target, "not bytes")  # type: ignore[arg-type]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_build_that_cannot_write_one_file_writes_none(tmp_path: Path) -> None:
    records = small_catalog()
    build(tmp_path, records)
    before = contents(tmp_path)
    scene = next(path for path in tmp_path.rglob("S2A_*.json"))
    shutil.rmtree(scene.parent)
    scene.parent.write_text("not a folder", "utf-8")
    records.reports["news"] = report("news", "2020-01-01")
    with pytest.raises(OSError, match="exists"):
        build(tmp_path, records)
    kept = {path: data for path, data in before.items() if not path.startswith("scenes/sentinel")}
    assert {path: data for path, data in contents(tmp_path).items() if path in kept} == kept
    assert not list(tmp_path.rglob(".*"))


def many(count: int) -> Records:
    records = Records()
    for number in range(count):
        place = location(f"place-{number}", number % 360 - 180, number % 170 - 85, country=None)
        made = report(f"report-{number}", "2020-01-01")
        records.locations[place.id], records.reports[made.id] = place, made
        for kind, relation in (("about", Relation.ABOUT), ("image", Relation.CITES_IMAGE)):
            more = {"picture": taken("2019-12-01")} if relation is Relation.CITES_IMAGE else {}
            ref = reference(f"{kind}-{number}", made.id, relation, place.id, **more)
            records.references[ref.id] = ref
    return records


def test_building_is_linear_in_the_number_of_records() -> None:
    """Counted, not timed: the files of four times the records are four times as many bytes, links included."""
    small, large = (sum(len(data) for _, data in rendered(many(count))) for count in (50, 200))
    assert 3.5 < large / small < 4.5


@pytest.mark.slow
def test_ten_thousand_items_are_built(tmp_path: Path) -> None:
    started = time.perf_counter()
    changes = build(tmp_path, many(2500))
    print(f"10,000 items built in {time.perf_counter() - started:.1f} s")
    assert len(changes.written) == 10_000 + 6
