"""A small catalog: some places of the one that ships, and all that is said of them."""

import shutil
from pathlib import Path
from typing import Any

import orjson

from tests.engines import CATALOG

PLACES = {
    "irn-natanz",  # names in Persian
    "lbn-beirut-port",  # many pictures, names in Arabic
    "prk-sangnam-ni",
    "prk-sino-ri",  # the seed case
    "scs-fiery-cross",  # disputed administration
}


def sample(folder: Path) -> Path:
    """Copies the records of the sample, and every scene, to a folder."""
    references = [
        path
        for path in sorted((CATALOG / "references").glob("*.json"))
        if PLACES & set(_properties(path).get("ref:locations", ()))
    ]
    reports = {_properties(path)["ref:report"] for path in references}
    wanted = [
        *references,
        *(CATALOG / "locations" / f"{place}.json" for place in PLACES),
        *(CATALOG / "reports" / f"{report}.json" for report in reports),
        *CATALOG.glob("*/collection.json"),
        *(CATALOG / "scenes").rglob("*.json"),
    ]
    for path in wanted:
        copy = folder / path.relative_to(CATALOG)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder


def _properties(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(path.read_bytes()).get("properties", {})
    return found
