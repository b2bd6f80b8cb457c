"""An API over a real pgstac as upstream: what was exported into it is harvested back."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from shapely.geometry import box

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.export.pgstac import pgstac
from imgcat.ingest.harvest import Terms
from imgcat.ingest.harvest.terms import Reason
from imgcat.model.coverage import Coverage
from imgcat.model.finding import Severity
from imgcat.model.item import Json
from imgcat.model.when import timestamp
from tests.catalog.records import location
from tests.export.odd_items import collection
from tests.export.pgstac_server import HYDRATE, pypgstac, stac_api
from tests.export.selections import of, whole
from tests.ingest.harvest.offers import harvested, offer, place_catalog, product, scenes
from tests.postgres_server import postgres_server

pytestmark = pytest.mark.slow

START = datetime(2018, 12, 1, tzinfo=UTC)
CLEAR = {"eo:cloud_cover": 5}
RANGE = {
    "datetime": None,
    "start_datetime": "2018-12-20T00:00:00Z",
    "end_datetime": "2018-12-21T00:00:00Z",
}
SEAM = box(179, -1, 180, 1).union(box(-180, -1, -179, 1))


def offers() -> list[Json]:
    """More than a page of a search holds, and some that are odd in one way each."""
    moment = "2018-12-27T02:15:11.024Z"
    return [
        *(
            offer(f"at {number}", timestamp(START + timedelta(hours=7 * number)), properties=CLEAR)
            for number in range(130)
        ),
        offer("ranged", moment, properties=RANGE | CLEAR),
        offer("cloudy", moment, properties={"eo:cloud_cover": 90}),
        offer("who knows", moment, properties={"eo:cloud_cover": None}),
        offer("17/031 ?x=1&y#z", moment, properties=CLEAR),
        offer("back\\slash", moment, properties=CLEAR),
        offer(product("20181226T020801"), "2018-12-26T02:08:01.024Z", properties=CLEAR),
        offer("elsewhere", moment, around=box(10, 10, 11, 11)),
        offer("at-the-seam", moment, around=SEAM, properties=CLEAR),
    ]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of the socket of a PostgreSQL with the offers in pgstac."""
    folder = tmp_path_factory.mktemp("pgstac")
    theirs = {**collection(), "id": "theirs", "title": "Theirs"}
    path = folder / "offers.zip"
    path.write_bytes(whole(pgstac(of(*offers(), collections={"theirs": theirs}))))
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    with postgres_server() as server:
        pypgstac(server.folder, "migrate")
        for kind in ("collections", "items"):
            pypgstac(server.folder, "load", kind, folder / f"{kind}.ndjson")
        yield server.folder


@pytest.fixture(scope="module", params=[HYDRATE, {}], ids=["whole", "without what is null"])
def upstream(request: pytest.FixtureRequest, database: str) -> Iterator[str]:
    with stac_api(database, request.param) as url:
        yield url


def test_scenes_are_harvested_back(upstream: str, folder: Path) -> None:
    outcome = harvested(upstream, folder, Terms(max_cloud=20, most=1000), days=40)
    assert outcome.is_whole
    assert outcome.broken == 0
    here = {item_id: scene for (_, item_id), scene in scenes(folder).items()}
    expected = {each["id"] for each in offers()} - {"cloudy", "elsewhere", "at-the-seam"}
    assert here.keys() == expected
    for given in offers():
        if given["id"] in here:
            scene = here[given["id"]]
            assert (scene["geometry"], scene["assets"]) == (given["geometry"], given["assets"])
            assert {
                "rel": "license",
                "href": "https://example.org/terms",
                "title": "Terms",
            } in scene["links"]
    assert [each for each in check(folder) if each.severity is Severity.ERROR] == []
    assert Reason.CLOUDY not in outcome.left_out


def test_a_second_harvest_finds_nothing_new(upstream: str, folder: Path) -> None:
    terms = Terms(collections=("theirs",), most=1000)
    first = harvested(upstream, folder, terms, days=3)
    assert first.added
    again = harvested(upstream, folder, terms, days=3)
    assert (again.added, again.joined) == (set(), set())
    assert again.known >= len(first.added)


def test_a_null_time_is_null_again(upstream: str, folder: Path) -> None:
    harvested(upstream, folder, Terms(most=1000))
    (scene,) = [each for (_, item_id), each in scenes(folder).items() if item_id == "ranged"]
    assert scene["properties"]["datetime"] is None


@pytest.mark.parametrize("covers", [Coverage.POINT, Coverage.PART])
def test_a_place_at_the_antimeridian_is_found(
    upstream: str, tmp_path: Path, covers: Coverage
) -> None:
    records = place_catalog(positions=location("x", 179.9999, 0).positions)
    build(tmp_path / "catalog", records)
    harvested(upstream, tmp_path / "catalog", Terms(covers=covers))
    assert [item_id for _, item_id in scenes(tmp_path / "catalog")] == ["at-the-seam"]
