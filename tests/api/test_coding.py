"""Content codings: which is chosen, and that all of them say the same."""

import gzip
from collections.abc import AsyncIterator, Callable

import brotli
import httpx
import pytest
import zstandard
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from imgcat.api.middleware.coding import ContentCoding, compressed, preferred
from tests.serving import serving

DECODE: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdDecompressor().stream_reader(body).read(),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip;q=0.8", "gzip"),
        ("BR;Q=1, gzip;q=0.9", "br"),
        ("*", "gzip"),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("gzip;q=0, *", None),
        ("zstd;q=0.1, *;q=0.1", "zstd"),
        ("*;q=0", None),
        ("gzip;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0.5, identity;q=0.2", "gzip"),
        ("gzip;q=nonsense", None),
        ("gzip;q=7", None),
        ("x-gzip, compress", None),
        (",,;;=", None),
    ],
)
def test_the_coding_is_the_one_with_the_greatest_weight(header: str, coding: str | None) -> None:
    assert preferred(header) == coding


@pytest.mark.parametrize("coding", DECODE)
def test_an_answer_says_the_same_in_every_coding(api: httpx.Client, coding: str) -> None:
    plain = api.get("/collections", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with api.stream("GET", "/collections", headers={"accept-encoding": coding}) as answer:
        assert answer.headers["content-encoding"] == coding
        body = b"".join(answer.iter_raw())
    assert len(body) == int(answer.headers["content-length"]) < len(plain.content) / 3
    assert DECODE[coding](body) == plain.content
    for each in (answer, plain):
        assert "accept-encoding" in each.headers["vary"].lower()


@pytest.mark.parametrize("path", ["/_mgmt/ping", "/nothing"])
def test_small_answers_are_sent_as_they_are(api: httpx.Client, path: str) -> None:
    assert "content-encoding" not in api.get(path, headers={"accept-encoding": "gzip"}).headers


def test_a_stream_is_compressed_as_it_comes_and_what_is_compressed_is_left_alone() -> None:
    async def rows() -> AsyncIterator[bytes]:
        for number in range(1000):
            yield b"a row of a table,%d\n" % number

    async def stream(_: Request) -> Response:
        return StreamingResponse(rows(), media_type="text/csv")

    async def packed(_: Request) -> Response:
        body, headers = gzip.compress(b"x" * 5000), {"Content-Encoding": "gzip"}
        return Response(body, headers=headers, media_type="application/json")

    async def archive(_: Request) -> Response:
        return Response(b"x" * 5000, media_type="application/zip")

    made = Starlette(
        routes=[Route("/stream", stream), Route("/packed", packed), Route("/archive", archive)]
    )
    with serving(ContentCoding(compressed(made))) as url:
        for coding, decode in DECODE.items():
            with httpx.stream("GET", f"{url}/stream", headers={"accept-encoding": coding}) as sent:
                assert sent.headers["content-encoding"] == coding
                assert "content-length" not in sent.headers
                assert decode(b"".join(sent.iter_raw())).count(b"\n") == 1000
        assert httpx.get(f"{url}/packed", headers={"accept-encoding": "zstd"}).text == "x" * 5000
        assert "content-encoding" not in httpx.get(f"{url}/archive").headers
