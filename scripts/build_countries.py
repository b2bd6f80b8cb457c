"""Build the packaged country outlines and names from registry packages: `python scripts/build_countries.py`.

Outlines: Natural Earth 4.1, admin 0, 1:10m (public domain), as TopoJSON in the npm package `world-atlas`. Codes and
names: the npm package `i18n-iso-countries` (MIT). Same input, same bytes.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import zstandard

TARGET = Path(__file__).resolve().parents[1] / "src" / "imgcat" / "data" / "countries"

WORLD_ATLAS = (
    "world-atlas@2.0.2",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)
ISO_COUNTRIES = (
    "i18n-iso-countries@7.14.0",
    "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c",
)

KOSOVO = {"XKK": "XKX"}
"""Kosovo has no ISO 3166-1 code; of the user-assigned ones, XKX is the one most used in data."""

WITHOUT_CODE = {
    "Akrotiri": ("CYP",),
    "Baikonur": ("KAZ",),
    "Clipperton I.": ("FRA",),
    "Coral Sea Is.": ("AUS",),
    "Cyprus U.N. Buffer Zone": ("CYP",),
    "Dhekelia": ("CYP",),
    "Indian Ocean Ter.": ("CCK", "CXR"),
    "Kosovo": ("XKX",),
    "N. Cyprus": ("CYP",),
    "Siachen Glacier": ("IND", "PAK"),
    "Somaliland": ("SOM",),
    "USNB Guantanamo Bay": ("CUB",),
}
"""Where an area that the source gives no code is looked for. Areas that several claim and none of these codes covers
(the Spratly Islands, Scarborough Reef, Bajo Nuevo and Serranilla Banks) are left out of every outline."""

WITHIN = {
    "BES": "NLD",
    "BVT": "NOR",
    "GLP": "FRA",
    "GUF": "FRA",
    "MTQ": "FRA",
    "MYT": "FRA",
    "REU": "FRA",
    "SJM": "NOR",
    "TKL": "NZL",
}
"""Codes whose area the source draws as part of another: the whole stands for the part."""

NAMES = {"ALA": "Åland Islands", "MKD": "North Macedonia", "SWZ": "Eswatini", "TUR": "Türkiye"}
"""Names that have changed since the outlines were published."""


def unpack(package: tuple[str, str], folder: Path) -> Path:
    """The unpacked npm package. Raises SystemExit when its bytes are not those that were reviewed."""
    name, expected = package
    target = folder / name.split("@", maxsplit=1)[0]
    target.mkdir()
    command = ["npm", "pack", "--silent", "--pack-destination", str(target), name]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = target.iterdir()
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: expected SHA-256 {expected}, found {found}")
    with tarfile.open(archive) as opened:
        opened.extractall(target, filter="data")
    return target / "package"


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text("utf-8"))


def outlines(topology: dict[str, Any], alpha3: dict[str, str]) -> dict[str, Any]:
    """The topology with one MultiPolygon a code, the code as its id, and nothing else."""
    polygons: defaultdict[str, list[Any]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        number = geometry.get("id")
        name = geometry["properties"]["name"]
        codes = (alpha3[number],) if number else WITHOUT_CODE.get(name, ())
        several = geometry["type"] == "MultiPolygon"
        for code in codes:
            polygons[code] += geometry["arcs"] if several else [geometry["arcs"]]
    for part, whole in WITHIN.items():
        polygons[part] = polygons[whole]
    geometries = [
        {"type": "MultiPolygon", "id": code, "arcs": polygons[code]} for code in sorted(polygons)
    ]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": topology["arcs"],
    }


def names(
    topology: dict[str, Any], alpha3: dict[str, str], english: dict[str, Any]
) -> dict[str, str]:
    """English names by code: Natural Earth's where it is not abbreviated, otherwise the ISO list's."""
    found = {}
    for code, given in english.items():
        found[code] = given if isinstance(given, str) else given[0]
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        abbreviated = "." in name or name.startswith("St-")
        if geometry.get("id") and not abbreviated:
            found[alpha3[geometry["id"]]] = name
    return dict(sorted((found | NAMES).items()))


def main() -> None:
    """Unpack both packages and write the three files."""
    with tempfile.TemporaryDirectory() as folder:
        atlas = unpack(WORLD_ATLAS, Path(folder))
        iso = unpack(ISO_COUNTRIES, Path(folder))
        topology = load(atlas / "countries-10m.json")
        codes = load(iso / "codes.json")
        by_alpha2 = load(iso / "langs" / "en.json")["countries"]
    alpha3 = {number: KOSOVO.get(code, code) for _, code, number, _ in codes}
    english = {KOSOVO.get(code, code): by_alpha2[short] for short, code, _, _ in codes}
    text = json.dumps(outlines(topology, alpha3), separators=(",", ":")).encode()
    packed = zstandard.ZstdCompressor(level=19).compress(text)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "outlines.topojson.zst").write_bytes(packed)
    named = json.dumps(names(topology, alpha3, english), ensure_ascii=False, indent=0)
    (TARGET / "names.json").write_text(named + "\n", encoding="utf-8")
    short = {KOSOVO.get(code, code): alpha2 for alpha2, code, _, _ in codes}
    (TARGET / "alpha2.json").write_text(
        json.dumps(dict(sorted(short.items())), indent=0) + "\n", encoding="utf-8"
    )
    print(f"{len(packed):,} bytes of outlines, {len(english)} names")


if __name__ == "__main__":
    main()
