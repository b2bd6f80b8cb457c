"""What `imgcat serve` does at the edges of HTTP, and when it is stopped."""

import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from tests.cli.test_cli import ENVIRONMENT, IMGCAT, free_port, served
from tests.engines import CATALOG


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with served(CATALOG / "reports", cwd=tmp_path_factory.mktemp("served")) as (base, _):
        parts = urlsplit(base)
        yield parts.hostname or "", parts.port or 0


@pytest.mark.parametrize("length", [65_537, 70_000, 200_000, 1_000_000])
def test_a_url_that_is_too_long_is_answered_by_the_api(
    address: tuple[str, int], length: int
) -> None:
    connection = http.client.HTTPConnection(*address)
    connection.request("GET", "/search?" + "a" * length)
    answer = connection.getresponse()
    assert (answer.status, orjson.loads(answer.read())["code"]) == (414, "QueryTooLong")
    connection.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    ],
)
def test_what_is_no_request_is_answered_in_the_same_shape(
    address: tuple[str, int], sent: bytes
) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, answer.getheader("content-type")) == (
            400,
            "application/problem+json",
        )
        assert orjson.loads(answer.read())["detail"].endswith("HTTP/1.1 request.")


@pytest.mark.parametrize("start", [b"GET /search?", b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: "])
def test_a_head_without_an_end_is_refused(address: tuple[str, int], start: bytes) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(start + b"a" * 1_048_576)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, orjson.loads(answer.read())["code"]) == (431, "HeadTooLarge")


@pytest.mark.slow
def test_an_impatient_ctrl_c_prints_no_traceback(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [IMGCAT, "serve", CATALOG / "reports", "--port", str(port), "--cache", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ENVIRONMENT,
    )
    while not answers(port):
        assert server.poll() is None
        time.sleep(0.05)
    for _ in range(3):
        server.send_signal(signal.SIGINT)
        time.sleep(0.01)
    printed, _ = server.communicate()
    assert "Stop it with Ctrl-C." in printed
    assert "Traceback" not in printed


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/_mgmt/ping", timeout=20).is_success
    except httpx.TransportError:
        return False
