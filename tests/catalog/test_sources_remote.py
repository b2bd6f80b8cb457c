"""Sources at addresses: read as files on this machine are, over connections that break."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import zstandard
from pyarrow import parquet
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from imgcat.catalog.sources import (
    Address,
    ItemText,
    Source,
    SourceRecord,
    fingerprint,
    read_in_parts,
    read_source,
    remote_file,
    source,
)
from imgcat.catalog.sources.parts import texts
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding
from tests.catalog.stac_files import item
from tests.catalog.test_sources_parquet import row, table
from tests.serving import files_served, serving

COUNT = 400
_random = random.Random(1)
LINES = b"".join(
    json.dumps(item(f"item-{number}", title=_random.randbytes(500).hex())).encode() + b"\n"
    for number in range(COUNT)
)
FILES = {
    "items.ndjson": LINES,
    "items.ndjson.gz": gzip.compress(LINES, 0),
    "items.jsonl.zst": zstandard.compress(LINES[:200_000], 0) + zstandard.compress(LINES[200_000:]),
    "features.json.gz": gzip.compress(
        b'{"type":"FeatureCollection","features":[%s]}' % b",".join(LINES.splitlines())
    ),
}
NAMES = (*FILES, "items.parquet")


@dataclass
class Host:
    """A web server for the files of a folder, which hangs up in the middle of a body as often as it is told to."""

    folder: Path
    breaks: int = 0
    dies: bool = False
    """Whether it gives nothing any more once it has hung up."""
    asked: list[str | None] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(dict(scope["headers"]).get(b"range", b"").decode() or None)
        sent = int(self.dies and len(self.asked) > 3)

        async def breaking(message: Message) -> None:
            nonlocal sent
            if sent and self.breaks:
                self.breaks -= 1
                raise ConnectionResetError
            sent += len(message.get("body", b""))
            await send(message)

        await ExceptionMiddleware(StaticFiles(directory=self.folder))(scope, receive, breaking)


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """The files above, and the same items in a parquet file of several groups."""
    monkeypatch.setattr(remote_file, "_PAUSES", (0.0, 0.0, 0.0))
    folder = tmp_path / "bucket"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    rows = [row(f"item-{at}", title=_random.randbytes(500).hex()) for at in range(COUNT)]
    whole = parquet.read_table(table(tmp_path / "one-group.parquet", rows))
    parquet.write_table(whole, folder / "items.parquet", row_group_size=90, compression="none")
    return Host(folder)


@pytest.fixture(params=["web", "object storage", "plain host"])
def base(
    request: pytest.FixtureRequest, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where the folder is reached: by servers that can begin anywhere, and by one that cannot."""
    if request.param == "plain host":
        with files_served(tmp_path) as address:
            yield f"{address}/bucket"
        return
    host.folder = tmp_path
    with serving(host) as address:
        for name, value in (
            ("AWS_ENDPOINT", address),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_SKIP_SIGNATURE", "true"),
            ("AWS_REGION", "here"),
        ):
            monkeypatch.setenv(name, value)
        yield f"{address}/bucket" if request.param == "web" else "s3://bucket"


@pytest.fixture
def web(host: Host) -> Iterator[str]:
    with serving(host) as address:
        yield address


def ids(given: Iterator[SourceRecord | ItemText | Finding]) -> list[str]:
    """The ids of the records; there is nothing wrong with them."""
    found = list(given)
    assert [each for each in found if isinstance(each, Finding) and each.severity == "error"] == []
    return [
        each.id if isinstance(each, ItemText) else each.body["id"]
        for each in found
        if not isinstance(each, Finding)
    ]


def in_parts(given: Source) -> Iterator[SourceRecord | ItemText | Finding]:
    return (found for part in read_in_parts(given) or () for found in part.read())


ALL = [f"item-{number}" for number in range(COUNT)]


@pytest.mark.parametrize("name", NAMES)
def test_an_address_is_read_as_a_file_is(base: str, name: str, tmp_path: Path) -> None:
    address, path = source(f"{base}/{name}"), tmp_path / "bucket" / name
    assert ids(read_source(address)) == ids(read_source(path)) == ALL
    first = next(each for each in read_source(address) if isinstance(each, SourceRecord))
    assert first.origin.startswith(str(address))
    for given in (address, path):
        assert ids(in_parts(given)) in (ALL, [])
    assert ids(in_parts(path)) == ([] if name == "features.json.gz" else ALL)


@pytest.mark.parametrize("name", NAMES)
def test_a_connection_that_breaks_is_made_again_where_it_broke_off(
    host: Host, web: str, name: str
) -> None:
    host.breaks = 3
    assert ids(read_source(Address(f"{web}/{name}"))) == ALL
    assert host.breaks == 0
    assert any(host.asked)


def test_a_connection_that_is_lost_for_good_is_an_error(host: Host, web: str) -> None:
    host.breaks, host.dies = 1_000, True
    with pytest.raises(ImgcatError, match=r"items\.ndjson answers 500"):
        list(read_source(Address(f"{web}/items.ndjson")))


def test_a_file_that_is_exchanged_while_it_is_read_is_an_error(host: Host, web: str) -> None:
    host.breaks = 1
    parts = texts(Address(f"{web}/items.ndjson"), size=1_000)
    next(parts)
    (host.folder / "items.ndjson").write_bytes(LINES + b"{}\n")
    with pytest.raises(ImgcatError, match="exchanged for another"):
        list(parts)


@pytest.mark.parametrize("name", ["none.ndjson", "none.parquet"])
def test_what_is_not_there_is_an_error(base: str, name: str) -> None:
    with pytest.raises(ImgcatError, match=f"{name}.* answers 404|{name} cannot be read"):
        list(read_source(source(f"{base}/{name}")))


@pytest.mark.parametrize("name", ["items.ndjson.gz", "items.jsonl.zst"])
def test_what_breaks_off_gives_what_stands_before(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][: len(FILES[name]) // 2])
    found = list(read_source(path))
    records = [each.body["id"] for each in found if isinstance(each, SourceRecord)]
    assert records == ALL[: len(records)]
    assert 0 < len(records) < COUNT
    (said,) = (each for each in found if isinstance(each, Finding) and each.severity == "error")
    assert said.rule == "unreadable"


def test_the_mark_of_an_address_changes_with_what_is_there(host: Host, base: str) -> None:
    address = source(f"{base}/items.ndjson")
    before = fingerprint([address])
    assert fingerprint([address]) == before
    bucket = host.folder if (host.folder / "items.ndjson").exists() else host.folder / "bucket"
    (bucket / "items.ndjson").write_bytes(LINES[:-1])
    assert fingerprint([address]) != before


def test_secrets_of_an_address_are_not_told() -> None:
    address = source("https://user:word@example.org/a/items.ndjson?sig=secret")
    assert str(address) == "https://example.org/a/items.ndjson"
    with pytest.raises(ImgcatError, match="is not an address"):
        source("ftp://example.org/items.ndjson")
