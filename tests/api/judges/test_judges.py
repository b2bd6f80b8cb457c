"""Real clients and validators judge the API over a real socket, and the catalog's files."""

from pathlib import Path

import orjson
import pytest

from tests.api.judges.conftest import Judge
from tests.api.sample import TIED
from tests.engines import CATALOG

pytestmark = pytest.mark.slow

KNOWN = (
    # Three arguments since the standard was published (OGC 21-065r2, 6.6): the validator sends two.
    '"op": "between", "args": [{"property": "eo:cloud_cover"}, [0, 50]]',
    # The Fields extension 1.0.0 gives null as a way to ask for the default fields; the validator wants it refused.
    'body={"fields": null} had unexpected status code 200 instead of 400',
    # Rule 5.1 of the same: the nested field is all that remains of the object. Nothing else was included.
    "'include': ['properties.eo:cloud_cover']}} response contained fewer than 5 fields",
    # It sends a string where a search has an array of collections.
    '"limit": 100, "collections": "tied-scenes"} had unexpected status code 400 instead of 200',
)
"""What stac-api-validator 0.6.8 takes for a fault, and why it is none."""

HERE = Path(__file__).parent
OFFLINE = HERE / "offline.py"


def test_stac_api_validator_finds_no_fault(judge: Judge, base: str) -> None:
    classes = [
        *("core", "collections", "features", "item-search", "filter"),
        *("item-search#sort", "item-search#fields", "features#sort", "features#fields"),
    ]
    over_the_tied_scenes = '{"type":"Polygon","coordinates":[[[9,9],[11,9],[11,11],[9,11],[9,9]]]}'
    done = judge(
        OFFLINE,
        "stac_api_validator",
        *("--root-url", f"{base}/", "--collection", TIED, "--geometry", over_the_tied_scenes),
        *("--fields-nested-property", "properties.eo:cloud_cover", "--no-validate-pagination"),
        *(word for each in classes for word in ("--conformance", each)),
    )
    _, found, errors = done.stdout.partition("Errors:")
    assert found, done.stdout[-2000:] + done.stderr[-2000:]
    assert [
        line for line in errors.splitlines()[1:] if not any(known in line for known in KNOWN)
    ] == []


def test_stac_validator_and_stac_check_find_no_fault_with_the_catalogs_files(judge: Judge) -> None:
    files = sorted(
        set(CATALOG.rglob("*.json"))
        - set(CATALOG.glob("schemas/**/*"))
        - {CATALOG / "changes.json"}
    )
    done = judge(HERE / "static_files.py", *files)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_stac_check_finds_a_fault_where_there_is_one(judge: Judge, tmp_path: Path) -> None:
    item = orjson.loads((CATALOG / "locations/prk-sino-ri.json").read_bytes())
    item["properties"]["ref:country"] = 7
    broken = tmp_path / "broken.json"
    broken.write_bytes(orjson.dumps(item))
    assert f"{broken}: " in judge(HERE / "static_files.py", broken).stdout


def test_rustac_finds_what_is_there(judge: Judge, base: str) -> None:
    done = judge(HERE / "ask_rustac.py", base)
    assert done.returncode == 0, done.stderr
    assert orjson.loads(done.stdout) == {
        "pages": 23,
        "some": 10,
        "bbox": 4,
        "intersects": 4,
        "datetime": 8,
        "ids": 1,
        "filter in JSON": 8,
        "filter in text": 8,
        "sorted": 23,
        "fields": 23,
    }


def test_gdal_reads_every_collection_as_a_layer(judge: Judge, base: str) -> None:
    done = judge(HERE / "ask_gdal.py", base)
    assert done.returncode == 0, done.stderr
    found = orjson.loads(done.stdout)
    assert {"locations", "reports", "references", TIED} <= found["layers"].keys()
    assert found["layers"]["locations"] == "Point"
    assert found["crs"] == "EPSG:4326"
    assert {"id", "title", "ref:type"} <= set(found["fields"])
    assert found["all"] == [f"tied-{number:02}" for number in range(23)]
    assert found["around"] == ["prk-sino-ri"]
    assert found["chosen"] == ["tied-03", "tied-08", "tied-13", "tied-18"]


def test_schemathesis_finds_no_undocumented_answer(judge: Judge, base: str) -> None:
    """Every check is on; the one on valid data takes a 400 too: no schema says what is CQL2, or which token is one."""
    configured = ("--config-file", HERE / "schemathesis.toml")
    done = judge("-m", "schemathesis.cli", *configured, "run", f"{base}/api")
    assert done.returncode == 0, done.stdout[-6000:]
