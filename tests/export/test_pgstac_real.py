"""What is exported for pgstac is taken by a real pgstac as it is, and comes back out of it as it was."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import orjson
import psycopg
import pytest
from pystac_client import Client

from imgcat.export.pgstac import pgstac
from imgcat.export.selection import Selection
from imgcat.model.item import Json
from imgcat.store import lossless
from tests.export.odd_items import ODD, WITHHELD, collection
from tests.export.pgstac_server import HYDRATE, is_loaded, pypgstac, stac_api
from tests.export.selections import of, whole
from tests.postgres_server import postgres_server

pytestmark = pytest.mark.slow

# Written by every API for itself.
_OF_THE_API = {"self", "root", "parent", "collection", "items"}

Key = tuple[str, str]


def unzipped(selection: Selection, folder: Path) -> Path:
    """The folder with the files of an export."""
    folder.mkdir()
    (folder / "all.zip").write_bytes(whole(pgstac(selection)))
    with zipfile.ZipFile(folder / "all.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def files(everything: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalog with scenes that are odd in one way each, exported."""
    return unzipped(everything, tmp_path_factory.mktemp("pgstac") / "catalog")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Items at the edge of what pgstac takes, exported."""
    items = [*ODD, *(item for item, _ in WITHHELD)]
    selection = of(*items, collections={"odd": collection()})
    return unzipped(selection, tmp_path_factory.mktemp("pgstac") / "odd")


@pytest.fixture(scope="module")
def database(files: Path, odd: Path) -> Iterator[str]:
    """The folder of the socket of a PostgreSQL with both in pgstac, loaded as the README of the export says."""
    with postgres_server() as server:
        pypgstac(server.folder, "migrate")
        for folder in (files, odd):
            for kind in ("collections", "items"):
                path = folder / f"{kind}.ndjson"
                pypgstac(server.folder, "load", kind, path, "--method", "upsert")
        yield server.folder


@pytest.fixture(scope="module")
def api(database: str) -> Iterator[str]:
    with stac_api(database, HYDRATE) as url:
        yield url


def lines(path: Path) -> list[Json]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def without_api(record: Mapping[str, Any]) -> Json:
    """A record without the links that an API writes for itself."""
    links = [link for link in record["links"] if link["rel"] not in _OF_THE_API]
    return {**record, "links": links}


def found(url: str) -> dict[Key, Json]:
    """Every Item that an API finds."""
    search = Client.open(url).search(method="POST", limit=200)
    return {(each["collection"], each["id"]): without_api(each) for each in search.items_as_dicts()}


def exported(*folders: Path) -> dict[Key, Json]:
    items = [item for folder in folders for item in lines(folder / "items.ndjson")]
    return {(each["collection"], each["id"]): without_api(each) for each in items}


def without_null(value: Any) -> Any:
    """Without the members that are null, however deep."""
    if isinstance(value, dict):
        return {key: without_null(each) for key, each in value.items() if each is not None}
    return [without_null(each) for each in value] if isinstance(value, list) else value


def test_every_item_of_the_export_comes_back_as_it_was(api: str, files: Path, odd: Path) -> None:
    there, here = found(api), exported(files, odd)
    assert there.keys() == here.keys()
    assert [key for key in here if there[key] != here[key]] == []
    assert len(here) > 700
    assert {collection for collection, _ in here} >= {"locations", "reports", "references"}


def test_by_default_pgstac_leaves_out_what_is_null_and_nothing_else(
    database: str, files: Path, odd: Path
) -> None:
    with stac_api(database, {}) as url:
        there = found(url)
    assert there == {key: without_null(item) for key, item in exported(files, odd).items()}


def test_collections_come_back_as_they_were(api: str, files: Path) -> None:
    there = {
        each["id"]: each for each in httpx.get(f"{api}/collections?limit=100").json()["collections"]
    }
    for each in lines(files / "collections.ndjson"):
        kept = without_api(there[each["id"]])
        kept["links"] = [link for link in kept["links"] if "queryables" not in link["rel"]]
        assert kept == without_api(each)


def test_an_item_is_had_under_its_address_where_its_id_has_no_slash(api: str, odd: Path) -> None:
    for each in lines(odd / "items.ndjson"):
        path = f"{api}/collections/odd/items/{each['id']}"
        assert httpx.get(path).json()["id"] == each["id"]


@pytest.mark.parametrize(
    "withheld", [each for each, _ in WITHHELD], ids=lambda each: str(each["id"])
)
def test_what_is_left_out_would_be_refused_or_changed(
    withheld: Json, database: str, api: str, tmp_path: Path
) -> None:
    path = tmp_path / "withheld.ndjson"
    path.write_bytes(lossless.dumps(withheld))
    try:
        if not is_loaded(database, path):
            return
        around = {"type": "Polygon", "coordinates": [[[-9, -9], [9, -9], [0, 9], [-9, -9]]]}
        asked = {"collections": ["odd"], "ids": [withheld["id"]], "intersects": around}
        answer = httpx.post(f"{api}/search", json=asked)
        assert answer.is_error or without_api(answer.json()["features"][0]) != withheld
    finally:
        with psycopg.connect(host=database, user="postgres") as connection:
            connection.execute("DELETE FROM pgstac.items WHERE id = %s", [withheld["id"]])
