"""Build the packaged basemap from a Debian package: `python scripts/build_basemap.py`.

Natural Earth (public domain) as the package `libmagics++-data` holds it: land, borders and rivers at 1:50 million
(versions 2.0 and 3.0), populated places at 1:10 million. Same input, same bytes. Needs `apt-get` and `dpkg-deb`.
"""

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from imgcat.web.polyline import encoded

TARGET = Path(__file__).resolve().parents[1] / "src" / "imgcat" / "web" / "static" / "basemap.js"

PACKAGE = (
    "libmagics++-data=4.13.0-1",
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
)
STEPS = 200
"""Coordinates are whole numbers of 1/200 degree: half a kilometre, a tenth of what the source can tell apart."""

TOLERANCE = 0.006
"""Degrees by which a line may leave its course."""

SETTLED = frozenset({"International boundary (verify)", "International boundary (Magics)"})
"""Borders that the source draws without reserve. All its other classes (disputed, line of control, indefinite) are
drawn dashed. The package has put classes of its own on two lines: `International boundary (Magics)` on that between
Algeria and Morocco, `ForgetMagics` on those of Western Sahara."""

RANKS = {"rivers": 6, "places": 6}
"""The least important rank that is kept, of 0 to 10."""


def unpack(folder: Path) -> Path:
    """The unpacked package. Raises SystemExit when its bytes are not those that were reviewed."""
    name, expected = PACKAGE
    subprocess.run(["apt-get", "download", "--quiet", name], check=True, cwd=folder)
    (archive,) = folder.glob("*.deb")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: expected SHA-256 {expected}, found {found}")
    subprocess.run(["dpkg-deb", "-x", str(archive), str(folder / "unpacked")], check=True)
    return folder / "unpacked" / "usr" / "share" / "magics"


def lines_of(geometries: Iterable[BaseGeometry]) -> Iterator[str]:
    """Every line and every ring, outer or inner, encoded: filled by the even-odd rule they are the areas."""
    for geometry in geometries:
        for part in shapely.get_parts(geometry.simplify(TOLERANCE)):
            area = part.geom_type == "Polygon"
            for line in [part.exterior, *part.interiors] if area else [part]:
                points = [(round(x * STEPS), round(y * STEPS)) for x, y in line.coords]
                kept = [each for i, each in enumerate(points) if i == 0 or each != points[i - 1]]
                if len(kept) > (3 if area else 1):
                    yield encoded(kept)


def basemap(source: Path) -> dict[str, Any]:
    """All that the basemap draws."""
    land = geopandas.read_file(source / "50m" / "ne_50m_land.shp")
    borders = geopandas.read_file(source / "50m" / "ne_50m_admin_0_boundary_lines_land.shp")
    rivers = geopandas.read_file(source / "50m" / "ne_50m_rivers_lake_centerlines.shp")
    places = geopandas.read_file(
        source / "10m" / "ne_10m_populated_places_simple.shp", encoding="cp1252"
    )
    settled = borders["featurecla"].isin(SETTLED)
    rivers = rivers[(rivers["scalerank"] <= RANKS["rivers"]) & rivers.geometry.notna()]
    places = places[places["scalerank"] <= RANKS["places"]]
    places = places.sort_values(["scalerank", "pop_max", "name"], ascending=[True, False, True])
    return {
        "steps": STEPS,
        "land": list(lines_of(land.geometry)),
        "borders": list(lines_of(borders[settled].geometry)),
        "disputed": list(lines_of(borders[~settled].geometry)),
        "rivers": list(lines_of(rivers.geometry)),
        "places": [
            [row.name, round(row.longitude, 2), round(row.latitude, 2), int(row.scalerank)]
            for row in places.itertuples(index=False)
        ],
    }


def main() -> None:
    """Unpack the package and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        made = basemap(unpack(Path(folder)))
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(f'imgcat.receive("basemap",{text});\n', encoding="utf-8")
    sizes = {name: len(json.dumps(part)) for name, part in made.items()}
    print(f"{TARGET.stat().st_size:,} bytes: {sizes}")


if __name__ == "__main__":
    main()
