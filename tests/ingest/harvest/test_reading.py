"""Upstreams that cannot be searched: files, folders, and static catalogs on the web."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow
import pytest
import shapely
from pyarrow import parquet
from shapely.geometry import shape

from imgcat.catalog.reader import read
from imgcat.catalog.sources import read_source
from imgcat.ingest.harvest import Harvest, Terms
from imgcat.ingest.harvest.terms import Reason
from imgcat.ingest.harvest.upstream import named
from imgcat.model.item import Json
from tests.catalog.stac_files import catalog, collection, down, write
from tests.ingest.harvest.offers import (
    QUICK,
    contents,
    harvested,
    ndjson,
    offer,
    product,
    scenes,
    windows,
)
from tests.ingest.harvest.servers import Reply, Rude, rude

DAY = "2018-12-27T02:15:11Z"
ID = product("20181227")
FILES: dict[str, Any] = {
    "catalog.json": catalog("static", links=down("theirs/collection.json", "gone.json")),
    "theirs/collection.json": collection(
        "theirs",
        title="Theirs",
        license="CC-BY-4.0",
        providers=[{"name": "They"}],
        links=[
            *down("a.json", "b.json", "broken.json", rel="item"),
            # A cycle, and a way to another host.
            *down("../catalog.json", "http://127.0.0.1:9/elsewhere.json"),
            {"rel": "license", "href": "https://example.org/terms"},
        ],
    ),
    "theirs/a.json": offer("scene-a", DAY, links=[]),
    "theirs/b.json": offer(ID, DAY),
    "theirs/broken.json": b'{"type": "Feature", ',
}


def assert_theirs(folder: Path) -> None:
    """The scenes of `FILES` are there, one in their collection as they describe it, one in ours."""
    assert set(scenes(folder)) == {("theirs", "scene-a"), ("sentinel-2-l2a", ID)}
    records, _ = read(folder)
    assert records.collections["theirs"] == {
        "id": "theirs",
        "title": "Theirs",
        "description": "Things.",
        "license": "CC-BY-4.0",
        "providers": [{"name": "They"}],
        "links": [{"rel": "license", "href": "https://example.org/terms"}],
    }
    assert records.collections["sentinel-2-l2a"]["title"] == "Sentinel-2 Level-2A"


def local(upstream: Path, folder: Path, source: str | None = None) -> Any:
    records, _ = read(folder)
    run = Harvest(
        named(str(upstream)), records, Terms(), folder, folder.parent / "cache", QUICK, source
    )
    return run.run(windows(records))


def test_a_folder_with_a_static_catalog_is_an_upstream(folder: Path) -> None:
    up = write(folder.parent / "up", FILES)
    outcome = local(up, folder, "https://example.org/catalog.zip")
    assert_theirs(folder)
    assert outcome.is_whole
    assert {finding.rule for finding in outcome.findings} >= {"unreadable", "dangling-link"}
    harvested(up, folder)
    before = contents(folder)
    harvested(up, folder)
    assert contents(folder) == before


def test_items_of_a_file_need_a_public_address(folder: Path) -> None:
    up = ndjson(folder.parent / "up.ndjson", offer("a", DAY, links=[]))
    assert local(up, folder).left_out == {Reason.NO_ADDRESS: 1}
    assert scenes(folder) == {}
    assert len(local(up, folder, "https://example.org/file").added) == 1
    (scene,) = scenes(folder).values()
    assert scene["links"][-1]["href"] == "https://example.org/file"


def test_a_stac_geoparquet_file_is_an_upstream(folder: Path) -> None:
    item = offer(ID, DAY)
    row = {
        **{
            key: item[key]
            for key in ("type", "stac_version", "id", "collection", "links", "assets")
        },
        "geometry": shape(item["geometry"]).wkb,
        "datetime": datetime.fromisoformat(DAY),
        "eo:cloud_cover": 12.340000000000002,
    }
    path = folder.parent / "up.parquet"
    far = {**row, "id": "far-away", "geometry": shapely.Point(0, 0).buffer(1).wkb}
    late = {**row, "id": "late", "datetime": datetime(2020, 1, 1, tzinfo=UTC)}
    parquet.write_table(pyarrow.Table.from_pylist([row, far, late]), path)
    outcome = harvested(path, folder)
    assert (outcome.offered, outcome.left_out.total()) == (1, 0)
    ((scene_id, scene),) = scenes(folder).items()
    assert scene_id == ("sentinel-2-l2a", ID)
    assert scene["properties"]["eo:cloud_cover"] == 12.340000000000002
    assert scene["properties"]["datetime"] == DAY


@contextmanager
def served(files: dict[str, Any]) -> Iterator[Rude]:
    """A plain file server."""

    def answer(_: Rude, path: str) -> Reply:
        if path[1:] in files:
            return Reply(files[path[1:]])
        return Reply(status=404)

    with rude(answer) as server:
        yield server


def test_a_static_catalog_on_the_web_is_an_upstream(folder: Path) -> None:
    with served(FILES) as server:
        outcome = harvested(f"{server.url}/catalog.json", folder)
    assert_theirs(folder)
    assert outcome.is_whole
    assert {finding.rule for finding in outcome.findings} == {"unreadable", "remote-link"}
    # Nothing is asked for twice, but the first, which shows what sort of upstream it is.
    assert sorted(server.asked)[1:] == sorted(set(server.asked))
    address = f"{server.url}/theirs/a.json"
    assert scenes(folder)["theirs", "scene-a"]["links"][-1]["href"] == address


def test_a_static_catalog_that_goes_away_midway_loses_nothing(folder: Path) -> None:
    names = [f"{number}.json" for number in range(12)]
    files = {
        "catalog.json": catalog("static", links=down(*names, rel="item")),
        "0.json": offer("scene-a", DAY),
    }
    with served(files) as server:
        outcome = harvested(f"{server.url}/catalog.json", folder)
        assert "answers 404" in (outcome.failure or "")
        assert not outcome.is_whole
        assert set(scenes(folder)) == {("theirs", "scene-a")}
        # After several in a row that cannot be had, no more is asked for.
        assert len(server.asked) == 8


def test_a_static_catalog_without_end_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imgcat.ingest.harvest.web.MOST_FILES", 20)

    def answer(server: Rude, _: str) -> Reply:
        number = len(server.asked)
        return Reply(catalog(f"c{number}", links=down(f"{number}-a.json", f"{number}-b.json")))

    with rude(answer) as server:
        outcome = harvested(f"{server.url}/catalog.json", folder)
    assert "more than 20 files" in (outcome.failure or "")
    assert len(server.asked) <= 22


def test_an_interrupted_reading_keeps_what_was_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Path) -> Iterator[Any]:
        yield from read_source(up)
        raise KeyboardInterrupt

    up = ndjson(folder.parent / "up.ndjson", offer("a", DAY))
    monkeypatch.setattr("imgcat.ingest.harvest.upstream.read_source", interrupted)
    outcome = harvested(up, folder)
    assert outcome.interrupted
    assert set(scenes(folder)) == {("theirs", "a")}


def test_a_geometry_that_cannot_be_read_is_named_and_stops_nothing(folder: Path) -> None:
    broken: Json = {**offer("bad", DAY), "geometry": {"type": "Circle"}}
    up = ndjson(folder.parent / "up.ndjson", broken, offer("good", DAY))
    with up.open("ab") as file:
        file.write(b"not json\n" + orjson.dumps(offer("last", DAY)) + b"\n")
    outcome = harvested(up, folder)
    assert {item_id for _, item_id in scenes(folder)} == {"good", "last"}
    assert [finding.rule for finding in outcome.findings] == ["item-broken", "unreadable"]
